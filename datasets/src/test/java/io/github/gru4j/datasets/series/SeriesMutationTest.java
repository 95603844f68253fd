package io.github.gru4j.datasets.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.datasets.DataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files are refused in one line, or read with as many rows as they have. */
class SeriesMutationTest {

    private static final int FILES = 3060;
    private static final int ROWS = 40;
    private static final int WINDOW = 3;
    private static final String BYTES = ",;\"\n\r\t 0123456789.-+eE\u0000:/NaN";

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void damagedFilesAreRefusedOrCountedRight() throws IOException {
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] bytes = mutated(original(i % 3));
            var file = folder.resolve("mutant.csv");
            Files.write(file, bytes);
            var place = "seed " + seed + ", file " + i;
            try {
                check(SeriesCsvDataset.load(options(file, i % 3), 0), bytes, i % 3, place);
            } catch (DataException e) {
                assertThat(e.getMessage())
                        .as(place)
                        .contains("mutant.csv")
                        .doesNotContain("\n")
                        .hasSizeLessThan(500);
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError(place, e);
            }
        }
        assertThat(refused).isBetween(FILES / 4, FILES - FILES / 20);
    }

    private static SeriesOptions options(Path file, int kind) {
        var options = SeriesFiles.options(file).window(WINDOW).feature("y").feature("x, m");
        if (kind == 1) {
            options.time("t").missing(MissingValues.CARRY_FORWARD);
        }
        if (kind == 2) {
            options.time("t").gaps(Gaps.FILL).missing(MissingValues.MASK);
        }
        return options.build();
    }

    private static byte[] original(int kind) {
        var text = new StringBuilder(kind == 0 ? "\uFEFF" : "").append("t,\"x, m\",y,note\r\n");
        for (int i = 0; i < ROWS; i++) {
            text.append("2024-03-").append(i < 31 ? i + 1 : i - 30 + 100);
            text.setLength(text.length() - (i < 31 ? 0 : 3));
            text.append(i < 31 ? "" : " 12:00:0" + (i - 31))
                    .append(',')
                    .append(i * 1.25)
                    .append(",\"")
                    .append(i)
                    .append("\",né\r\n");
        }
        return (kind == 0 ? text.toString() : text.toString().replaceAll("2024-03-1? 12:00:0", "2024-04-0"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] mutated(byte[] original) {
        byte[] bytes = original;
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            bytes = switch (random.nextInt(6)) {
                case 0 -> Arrays.copyOf(bytes, at);
                case 1 -> replace(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(30)), new byte[0]);
                case 2 -> replace(bytes, at, at, new byte[] {(byte) random.nextInt(256)});
                case 3 -> replace(bytes, at, at + 1, new byte[] {(byte) BYTES.charAt(random.nextInt(BYTES.length()))});
                case 4 -> replace(bytes, at, at, new byte[] {(byte) BYTES.charAt(random.nextInt(BYTES.length()))});
                default -> {
                    byte[] flipped = bytes.clone();
                    flipped[at] ^= (byte) (1 << random.nextInt(8));
                    yield flipped;
                }
            };
        }
        return bytes;
    }

    private static byte[] replace(byte[] bytes, int from, int to, byte[] by) {
        var out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.write(by, 0, by.length);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }

    /** Rows are lines that are not blank, but for the header; that is all that is known of them here. */
    private static void check(SeriesCsvDataset data, byte[] bytes, int kind, String place) {
        int rows = (int) Stream.of(new String(bytes, StandardCharsets.UTF_8).split("\n", -1))
                        .filter(line -> !line.replaceAll("[ \t\r]", "").isEmpty())
                        .count()
                - 1;
        int trainRows = (int) (0.7 * rows + 1e-6);
        int validationRows = (int) (0.85 * rows + 1e-6) - trainRows;
        var found = data.task().provenance();
        int train = trainRows - WINDOW;
        int validation = validationRows - WINDOW;
        int test = rows - trainRows - validationRows - WINDOW;
        if (kind == 0) {
            assertThat(new int[] {found.train(), found.validation(), found.test()})
                    .as(place)
                    .containsExactly(train, validation, test);
        } else if (kind == 1) {
            assertThat(found.train()).as(place).isBetween(1, train);
            assertThat(found.validation()).as(place).isBetween(1, validation);
            assertThat(found.test()).as(place).isBetween(1, test);
        }
        assertThat(SeriesFiles.test(data).numExamples()).as(place).isEqualTo(found.test());
        assertThat(SeriesFiles.train(data).getFeatures().sumNumber().doubleValue())
                .as(place)
                .isFinite();
    }
}
