package io.github.gru4j.datasets.sequences;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.datasets.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files are refused, or hold as many sequences as they have rows or ids. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SequenceMutationTest {

    private static final int FILES = 3200;
    private static final long SEED = 11;

    @TempDir
    private Path folder;

    private static byte[] rows() {
        var text = new StringBuilder("v1,v2,v3,label\n");
        for (int i = 0; i < 24; i++) {
            text.append(i).append(".5,-2e1,").append(i % 7).append(i % 2 == 0 ? ",\"yes\"\n" : ",no\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ids() {
        var text = new StringBuilder("id;when;value;label\n");
        for (int i = 0; i < 40; i++) {
            text.append("s")
                    .append(i / 2)
                    .append(";")
                    .append(i)
                    .append(";")
                    .append(i * 0.25)
                    .append(";")
                    .append(i / 2 % 2)
                    .append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Lines that are not blank, but the header; or how many first cells they have that differ. */
    private static long count(byte[] bytes, boolean byId) {
        var lines = new String(bytes, StandardCharsets.UTF_8)
                .replace("\ufeff", "")
                .lines()
                .filter(line -> !line.isBlank())
                .skip(1);
        return byId
                ? lines.map(line -> line.split(";", -1)[0].strip())
                        .map(id -> id.replace("\"", ""))
                        .distinct()
                        .count()
                : lines.count();
    }

    @Test
    void rowsAreCounted() throws IOException {
        var file = folder.resolve("damaged.csv");
        mutate(
                rows(),
                file,
                false,
                SequenceOptions.builder().data(file).header(true).label("label"));
    }

    @Test
    void raggedRowsAreCounted() throws IOException {
        var file = folder.resolve("damaged.csv");
        mutate(
                rows(),
                file,
                false,
                SequenceOptions.builder()
                        .data(file)
                        .header(true)
                        .labelLast()
                        .ragged(true)
                        .missing(MissingValues.ZERO));
    }

    @Test
    void idsAreCounted() throws IOException {
        var file = folder.resolve("damaged.csv");
        mutate(
                ids(),
                file,
                true,
                SequenceOptions.builder()
                        .data(file)
                        .header(true)
                        .separator(Separator.SEMICOLON)
                        .idColumn("id")
                        .timeColumn("when")
                        .label("label"));
    }

    private static void mutate(byte[] good, Path file, boolean byId, SequenceOptions.Builder builder)
            throws IOException {
        var random = new Random(SEED);
        var options = builder.build();
        int accepted = 0;
        for (int i = 0; i < FILES / 2; i++) {
            byte[] bytes = mutated(good, random);
            Files.write(file, bytes);
            try {
                var provenance = SequenceCsvDataset.load(options, 0).task().provenance();
                accepted++;
                assertThat((long) provenance.train() + provenance.validation() + provenance.test())
                        .as("file %d of seed %d", i, SEED)
                        .isEqualTo(count(bytes, byId));
            } catch (DataException e) {
                assertThat(e).hasMessageContaining("damaged.csv").hasMessageNotContaining("\n");
            }
        }
        // A digit that was changed is no defect of the file.
        assertThat(accepted).isBetween(FILES / 50, FILES * 2 / 5);
    }

    /** One to three changes: a bit flipped, bytes put in or taken out, a line doubled, the end cut off. */
    private static byte[] mutated(byte[] bytes, Random random) {
        var result = bytes;
        for (int change = random.nextInt(3); change >= 0 && result.length > 0; change--) {
            int at = random.nextInt(result.length);
            int length = Math.min(random.nextInt(12), result.length - at);
            switch (random.nextInt(6)) {
                case 0 -> {
                    result = result.clone();
                    result[at] ^= (byte) (1 << random.nextInt(8));
                }
                case 1 ->
                    result = join(result, at, new byte[] {(byte) ",;\n\r\"-.e 7\t\0".charAt(random.nextInt(12))}, at);
                case 2 -> result = join(result, at, new byte[] {(byte) random.nextInt()}, at);
                case 3 -> result = join(result, at, new byte[0], at + length);
                case 4 -> result = join(result, at, Arrays.copyOfRange(result, at, at + length), at);
                default -> result = Arrays.copyOf(result, at);
            }
        }
        return result;
    }

    private static byte[] join(byte[] bytes, int end, byte[] middle, int begin) {
        var joined = Arrays.copyOf(bytes, end + middle.length + bytes.length - begin);
        System.arraycopy(middle, 0, joined, end, middle.length);
        System.arraycopy(bytes, begin, joined, end + middle.length, bytes.length - begin);
        return joined;
    }
}
