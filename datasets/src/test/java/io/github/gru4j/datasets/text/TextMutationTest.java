package io.github.gru4j.datasets.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.datasets.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/** Damaged files are refused with their names, or read for what they hold, counted in another way. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TextMutationTest {

    private static final int FILES = 1000;
    private static final long SEED = 20140901;

    @TempDir
    Path folder;

    /** Tokens beyond 16 bits, marks, and numbers; north's and south's texts. */
    private static byte[] lines(String before) {
        var text = new StringBuilder(before);
        for (int i = 0; i < 12; i++) {
            text.append("ab\u00E9 ")
                    .append(i)
                    .append("\n\uD83D\uDE00 e\u0301 ")
                    .append(i)
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @BeforeAll
    static void loadNatives() {
        Nd4j.zeros(1);
    }

    private interface Load {
        long count() throws IOException;
    }

    private void mutate(Path file, byte[] good, Load load, ToLongFunction<String> expected) throws IOException {
        mutate(FILES, file, good, load, expected);
    }

    private void mutate(int files, Path file, byte[] good, Load load, ToLongFunction<String> expected)
            throws IOException {
        var random = new Random(SEED);
        int read = 0;
        for (int i = 0; i < files; i++) {
            byte[] mutated = Mutations.of(good, random);
            Files.write(file, mutated);
            try {
                long count = load.count();
                assertThat(count).as("file " + i).isEqualTo(expected.applyAsLong(decode(mutated)));
                read++;
            } catch (DataException e) {
                assertThat(e.getMessage())
                        .as("file " + i)
                        .startsWith(folder.toString())
                        .doesNotContain("\n");
            }
        }
        // Else nothing was tried.
        assertThat(read).isBetween(files / 20, files - files / 20);
    }

    private static String decode(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private long classify(TextOptions.Builder options) {
        return TextFiles.count(TextDataset.load(options.build(), 0));
    }

    private static long lineCount(String text) {
        return text.replaceFirst("^\uFEFF", "")
                .lines()
                .filter(line -> !line.isBlank())
                .count();
    }

    @Test
    void aFilePerClass() throws IOException {
        var data = Files.createDirectories(folder.resolve("classes"));
        Files.write(data.resolve("south.txt"), lines(""));
        mutate(
                data.resolve("north.txt"),
                lines(""),
                () -> classify(new TextOptions.Builder().data(data)),
                text -> lineCount(text) + 24);
    }

    @Test
    void aFolderPerClass() throws IOException {
        for (var label : new String[] {"north", "south"}) {
            Files.createDirectories(folder.resolve("folders").resolve(label));
            for (int i = 0; i < 6; i++) {
                Files.writeString(folder.resolve("folders").resolve(label).resolve(i + ".txt"), label + i);
            }
        }
        mutate(
                folder.resolve("folders/north/3.txt"),
                "a \u00E9 text".getBytes(StandardCharsets.UTF_8),
                () -> classify(new TextOptions.Builder().data(folder.resolve("folders"))),
                text -> 12);
    }

    @Test
    void linesOfALabelAndAText() throws IOException {
        var file = folder.resolve("lines.txt");
        var good = new String(lines(""), StandardCharsets.UTF_8)
                .replace("ab", "n ab")
                .replace("\uD83D", "s\t\uD83D");
        mutate(
                file,
                good.getBytes(StandardCharsets.UTF_8),
                () -> classify(new TextOptions.Builder().data(file)),
                TextMutationTest::lineCount);
    }

    @Test
    void aDelimitedFile() throws IOException {
        var file = folder.resolve("table.csv");
        var good = "text,label\n"
                + new String(lines(""), StandardCharsets.UTF_8)
                        .replace(" ", " , ")
                        .replaceAll("(?m)^(.*)$", "\"$1\"")
                        .replaceAll("(?m)^(\"a.*)$", "$1,n")
                        .replaceAll("(?m)\"$", "\",s");
        mutate(
                file,
                good.strip().replace("\n\"\",s", "").getBytes(StandardCharsets.UTF_8),
                () -> classify(new TextOptions.Builder().data(file).tokens(Tokens.WORDS)),
                TextMutationTest::recordCount);
    }

    /** Line ends outside of quotes, and what is between them. */
    private static long recordCount(String text) {
        long count = 0;
        boolean quoted = false;
        var record = new StringBuilder();
        for (char character : (text.replace("\r\n", "\n").replace('\r', '\n') + "\n").toCharArray()) {
            boolean opens = character == '"'
                    && (quoted
                            || record.isEmpty()
                            || record.charAt(record.length() - 1) == ','
                            || record.charAt(record.length() - 1) == '"');
            quoted ^= opens;
            if (character == '\n' && !quoted) {
                count += record.toString().isBlank() ? 0 : 1;
                record.setLength(0);
            } else {
                record.append(character);
            }
        }
        return count - 1;
    }

    @Test
    void plainText() throws IOException {
        var file = folder.resolve("plain.txt");
        mutate(
                3 * FILES,
                file,
                lines("\uFEFF"),
                () -> {
                    var data = PlainTextDataset.load(
                            new PlainTextOptions.Builder().data(file).window(7).build(), 0);
                    return answers(data) + 3;
                },
                text -> {
                    var lines = text.replaceFirst("^\uFEFF", "")
                            .replace("\r\n", "\n")
                            .replace('\r', '\n');
                    var normal = Normalizer.normalize(lines, Normalizer.Form.NFC);
                    return normal.codePointCount(0, normal.length());
                });
    }

    private static long answers(PlainTextDataset data) {
        long answers = 0;
        for (var split : List.of(data.train(9, 1), data.validation(9), data.test(9))) {
            while (split.hasNext()) {
                answers += split.next().getLabels().sumNumber().longValue();
            }
        }
        return answers;
    }
}
