package io.github.gru4j.datasets.digits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.datasets.internal.Splits;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DigitDatasetTest {

    private static Splits<List<DigitImage>> images;
    private static DigitDataset dataset;

    @BeforeAll
    static void draw() {
        images = DigitDataset.draw();
        dataset = DigitDataset.of(images, 0);
    }

    @Test
    void asksForOneOfTenDigitsAndSaysThatTheyAreDrawn() {
        var task = dataset.task();
        assertThat(task.name()).isEqualTo("digits");
        assertThat(task.title()).contains("drawn");
        assertThat(task.provenance().source()).contains("drawn", "not MNIST");
        assertThat(task.kind()).isEqualTo(TaskKind.CLASSIFICATION);
        assertThat(task.steps()).isEqualTo(StepKind.FEATURES);
        assertThat(task.inputSize()).isEqualTo(28);
        assertThat(task.maxLength()).isEqualTo(28);
        assertThat(task.labels()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void digitsAreEquallyFrequent() {
        for (var part : List.of(images.train(), images.validation(), images.test())) {
            var counts = part.stream().collect(Collectors.groupingBy(DigitImage::digit, Collectors.counting()));
            assertThat(counts).hasSize(10);
            assertThat(counts.values()).containsOnly(part.size() / 10L);
        }
        assertThat(dataset.task().baselines().get(0).value()).isEqualTo(0.1);
    }

    @Test
    void noImageIsThereTwice() {
        var all = new HashSet<String>();
        for (var part : List.of(images.train(), images.validation(), images.test())) {
            part.forEach(image -> all.add(HexFormat.of().formatHex(image.pixels())));
        }
        assertThat(all)
                .hasSize(images.train().size()
                        + images.validation().size()
                        + images.test().size());
    }

    @Test
    void theSameSeedDrawsTheSameImage() {
        assertThat(new Pen(7).draw(3).pixels())
                .isEqualTo(new Pen(7).draw(3).pixels())
                .isNotEqualTo(new Pen(8).draw(3).pixels());
    }

    @Test
    void timeRunsFromTheTopRowToTheBottom() {
        var batch = dataset.test(20).next();
        assertThat(batch.getFeatures().shape()).containsExactly(20, 28, 28);
        assertThat(batch.getLabels().shape()).containsExactly(20, 10);
        assertThat(batch.getFeaturesMaskArray()).isNull();
        for (int i = 0; i < 20; i++) {
            var image = images.test().get(i);
            for (int row = 0; row < 28; row++) {
                for (int column = 0; column < 28; column++) {
                    float pixel = batch.getFeatures().getFloat(i, column, row);
                    assertThat(pixel).isEqualTo(image.row(row)[column]).isBetween(0f, 1f);
                    assertThat(Math.round(pixel * 255))
                            .isEqualTo(Byte.toUnsignedInt(image.pixels()[row * 28 + column]));
                }
            }
            assertThat(batch.getLabels().getRow(i).argMax().getInt(0)).isEqualTo(image.digit());
        }
    }

    /** Ink in the middle, paper at the rim; and a digit is nearer to its own mean image than to most others. */
    @Test
    void digitsLookLikeDigits() {
        double[][] means = new double[10][28 * 28];
        for (var image : images.train()) {
            var pixels = flat(image);
            for (int i = 0; i < pixels.length; i++) {
                means[image.digit()][i] += pixels[i] * 10 / images.train().size();
            }
        }
        for (var mean : means) {
            double ink =
                    IntStream.range(0, mean.length).mapToDouble(i -> mean[i]).sum();
            double rim = IntStream.range(0, mean.length)
                    .filter(i -> i / 28 == 0 || i / 28 == 27 || i % 28 == 0 || i % 28 == 27)
                    .mapToDouble(i -> mean[i])
                    .sum();
            assertThat(ink).isBetween(40.0, 200.0);
            assertThat(rim / ink).isLessThan(0.05);
        }
        long nearest = images.test().stream()
                .filter(image -> nearest(flat(image), means) == image.digit())
                .count();
        assertThat((double) nearest / images.test().size()).isBetween(0.6, 0.95);
    }

    private static double[] flat(DigitImage image) {
        return IntStream.range(0, 28 * 28)
                .mapToDouble(i -> image.row(i / 28)[i % 28])
                .toArray();
    }

    private static int nearest(double[] pixels, double[][] means) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int digit = 0; digit < means.length; digit++) {
            double distance = 0;
            for (int i = 0; i < pixels.length; i++) {
                distance += Math.pow(pixels[i] - means[digit][i], 2);
            }
            if (distance < least) {
                least = distance;
                best = digit;
            }
        }
        return best;
    }
}
