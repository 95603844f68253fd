package io.github.gru4j.datasets.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.datasets.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordVectorsTest {

    private static final String GLOVE = "good 1 2 3\nbad -1 -2 -3.5e-1\n. . . 7 7 7\nGood 9 9 9\nnai\u0308ve 0 0 1\n";

    @TempDir
    Path folder;

    private Path data;
    private Path vectors;

    @BeforeEach
    void write() throws IOException {
        var lines = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            lines.append("pos good film ")
                    .append(i)
                    .append("\nneg bad na\u00EFve film ")
                    .append(i)
                    .append('\n');
        }
        data = Files.writeString(folder.resolve("data.txt"), lines);
        vectors = folder.resolve("vectors.txt");
    }

    private TextDataset load(String file) throws IOException {
        return load(file, 0);
    }

    private TextDataset load(String file, int width) throws IOException {
        Files.writeString(vectors, file);
        var options = new TextOptions.Builder().data(data).tokens(Tokens.WORDS).wordVectors(vectors);
        return TextDataset.load((width > 0 ? options.vectorWidth(width) : options).build(), 0);
    }

    private static float[] vector(TextDataset data, String token) {
        int index = token.isEmpty() ? 0 : data.vocabulary().indexOf(token);
        return data.embedding().orElseThrow().getRow(index).toFloatVector();
    }

    @Test
    void knownWordsHaveTheirVectorsAndOthersSmallOnes() throws IOException {
        for (var header : new String[] {"", "5 3\n"}) {
            var data = load(header + GLOVE);
            assertThat(data.embedding().orElseThrow().shape())
                    .containsExactly(data.task().inputSize(), 3);
            assertThat(vector(data, "good")).containsExactly(1, 2, 3);
            assertThat(vector(data, "bad")).containsExactly(-1, -2, -0.35f);
            assertThat(vector(data, "na\u00EFve")).containsExactly(0, 0, 1);
            assertThat(vector(data, "")).containsExactly(0, 0, 0);
            for (var token : new String[] {"film", "unseen"}) {
                assertThat(vector(data, token)).doesNotContain(0f);
                for (float value : vector(data, token)) {
                    assertThat(Math.abs(value)).isLessThan(0.05f);
                }
            }
            assertThat(vector(data, "film")).isNotEqualTo(vector(data, "unseen"));
            assertThat(data.vectorsFound()).contains(3);
            assertThat(data.task().provenance().source())
                    .contains("; 3 of " + data.vocabulary().tokens().size()
                            + " tokens begin with vectors of vectors.txt (3 wide");
        }
    }

    @Test
    void theyAreTheSameAtEveryLoadAndCannotBeChanged() throws IOException {
        var data = load(GLOVE);
        data.embedding().orElseThrow().assign(5);
        assertThat(data.embedding()).isEqualTo(load(GLOVE).embedding());
    }

    private void refuses(String file, int width, String... parts) {
        assertThatThrownBy(() -> load(file, width))
                .isInstanceOf(DataException.class)
                .message()
                .startsWith(vectors.toString())
                .doesNotContain("\n")
                .contains(parts);
    }

    @Test
    void damagedFilesAreRefused() {
        refuses("", 0, "it is empty");
        refuses("good\n", 0, "row 1: a word and its vector were expected");
        refuses("good 1 2 3\nbad 1 2\n", 0, "row 2: it has 2 numbers, and 3 were expected");
        refuses("good 1 2 3\nbad 1 2 3 4\n", 0, "row 2: it has 4 numbers, and 3 were expected");
        refuses("good 1 2 3\nother 1 2 x\n", 0, "row 2: \"x\" is no finite number");
        refuses("good 1 NaN 3\n", 0, "row 1: \"NaN\" is no finite number");
        refuses("good 1 2 1e99\n", 0, "\"1e99\" is no finite number");
        refuses("3 3\ngood 1 2 3\nbad 1 2 3\n", 0, "its first line promises 3 vectors, and it has 2");
        // Vectors for the whole vocabulary would take 8 gigabytes.
        refuses("1 99999999\ngood 1 2 3\n", 0, "row 1: it promises vectors 99999999 wide");
        refuses("2 0\ngood\n", 0, "row 1: a word and its vector");
        refuses(GLOVE, 100, "row 1: the vectors are 3 wide, and vectors of 100 were asked for");
        refuses("\n" + GLOVE, 0, "row 1");
        refuses("x 1 2 " + "3".repeat(1 << 20), 0, "row 1: the line has more than");
    }

    @Test
    void mutatedFilesAreRefusedOrRead() throws IOException {
        var random = new Random(7);
        var good = ("5 3\n" + GLOVE).getBytes(StandardCharsets.UTF_8);
        int read = 0;
        for (int i = 0; i < 500; i++) {
            var mutated = Mutations.of(good, random);
            Files.write(vectors, mutated);
            var options = new TextOptions.Builder()
                    .data(data)
                    .tokens(Tokens.WORDS)
                    .wordVectors(vectors)
                    .build();
            try {
                float[] values = TextDataset.load(options, 0)
                        .embedding()
                        .orElseThrow()
                        .data()
                        .asFloat();
                for (float value : values) {
                    assertThat(value).as(Arrays.toString(mutated)).isFinite();
                }
                read++;
            } catch (DataException e) {
                assertThat(e.getMessage()).startsWith(vectors.toString()).doesNotContain("\n");
            }
        }
        assertThat(read).isBetween(50, 450);
    }
}
