package io.github.gru4j.datasets.series;

import static io.github.gru4j.datasets.series.SeriesFiles.feature;
import static io.github.gru4j.datasets.series.SeriesFiles.options;
import static io.github.gru4j.datasets.series.SeriesFiles.test;
import static io.github.gru4j.datasets.series.SeriesFiles.train;
import static io.github.gru4j.datasets.series.SeriesFiles.validation;
import static io.github.gru4j.datasets.series.SeriesFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.Metric;
import io.github.gru4j.datasets.Normalisation;
import io.github.gru4j.datasets.TaskKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class SeriesCsvDatasetTest {

    private static final int ROWS = 100;

    @TempDir
    private Path folder;

    /** y is the number of the row, x ten times it, with a text and a row number that nobody named. */
    private Path counting() {
        return write(folder, "count.csv", ",y,note,x", ROWS, i -> i + "," + i + ",n" + i + "," + 10 * i);
    }

    private static SeriesOptions.Builder plain(Path file) {
        return options(file).normalisation(Normalisation.NONE);
    }

    @Test
    void windowsAreConsecutiveRowsAndTheAnswerIsAhead() {
        var data = SeriesCsvDataset.load(plain(counting()).horizon(3).build(), 0);

        var task = data.task();
        assertThat(task.kind()).isEqualTo(TaskKind.FORECAST);
        assertThat(task.name()).isEqualTo("count");
        assertThat(task.title()).isEqualTo("what will y be 3 steps ahead?");
        assertThat(task.inputSize()).as("y and x").isEqualTo(2);
        assertThat(task.maxLength()).isEqualTo(4);
        assertThat(task.outputSize()).isEqualTo(1);
        // 70, 15 and 15 rows; a window and its answer take 7.
        assertThat(task.provenance().train()).isEqualTo(64);
        assertThat(task.provenance().validation()).isEqualTo(9);
        assertThat(task.provenance().test()).isEqualTo(9);
        assertThat(task.provenance().source()).isEqualTo("CSV file count.csv");
        assertThat(data.findings()).containsExactly("count.csv: columns without numbers are left out: note");
        var first = validation(data);
        assertThat(feature(first.getFeatures(), 0, 0)).containsExactly(70, 71, 72, 73);
        assertThat(feature(first.getFeatures(), 0, 1)).containsExactly(700, 710, 720, 730);
        assertThat(first.getLabels().getFloat(0, 0)).isEqualTo(76);
        assertThat(test(data).getLabels().getFloat(8, 0)).isEqualTo(99);
        assertThat(train(data).getLabels().maxNumber().intValue()).isEqualTo(69);
    }

    @Test
    void allStepsOfAllTargetsComeStepByStep() {
        var data = SeriesCsvDataset.load(
                plain(counting())
                        .target("x")
                        .horizon(3)
                        .allSteps(true)
                        .stride(2)
                        .feature("x")
                        .build(),
                0);

        assertThat(data.task().outputSize()).isEqualTo(6);
        var batch = test(data);
        assertThat(batch.getFeatures().shape()).containsExactly(5, 1, 4);
        assertThat(feature(batch.getFeatures(), 1, 0)).containsExactly(870, 880, 890, 900);
        assertThat(batch.getLabels().getRow(1).toFloatVector()).containsExactly(91, 910, 92, 920, 93, 930);
        var pipeline = (SeriesPipeline) data.pipeline().orElseThrow();
        assertThat(pipeline.outputNames()).containsExactly("y +1", "x +1", "y +2", "x +2", "y +3", "x +3");
    }

    @Test
    void rowsOfTheSplitsCanBeGiven() {
        var data = SeriesCsvDataset.load(plain(counting()).rows(50, 20, 10).build(), 0);

        assertThat(test(data).getFeatures().getFloat(0, 0, 0)).isEqualTo(70);
        assertThat(data.task().provenance().test()).isEqualTo(6);
        assertThatThrownBy(() ->
                        SeriesCsvDataset.load(plain(counting()).rows(50, 40, 11).build(), 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("ask for 101 rows, but there are 100");
    }

    @Test
    void aFileOfItsOwnIsTheTest() {
        var other = write(folder, "other.csv", "x,y", 20, i -> i + "," + (1000 + i));
        var data = SeriesCsvDataset.load(
                plain(counting()).testFile(other).feature("y").shares(0.6, 0.2).build(), 0);

        // The shares of training and validation keep their ratio.
        assertThat(data.task().provenance().train()).isEqualTo(71);
        assertThat(data.task().provenance().validation()).isEqualTo(21);
        assertThat(data.task().provenance().test()).isEqualTo(16);
        assertThat(test(data).getLabels().getFloat(0, 0)).isEqualTo(1004);
        assertThat(data.task().provenance().split()).contains("test from a file of its own");

        var both = SeriesCsvDataset.load(
                plain(counting()).validationFile(other).feature("y").build(), 0);
        assertThat(validation(both).getLabels().getFloat(0, 0)).isEqualTo(1004);
        assertThat(test(both).getLabels().getFloat(13, 0)).isEqualTo(99);
    }

    @Test
    void theNormaliserIsThatOfTheTrainingRows() {
        var standard = SeriesCsvDataset.load(options(counting()).build(), 0);
        double deviation = Math.sqrt((70.0 * 70 - 1) / 12);
        assertThat(test(standard).getFeatures().getDouble(0, 0, 0)).isCloseTo((85 - 34.5) / deviation, within(1e-6));
        assertThat(standard.toUnits(test(standard).getLabels()).getDouble(0)).isCloseTo(89, within(1e-4));

        var minMax = SeriesCsvDataset.load(
                options(counting()).normalisation(Normalisation.MIN_MAX).build(), 0);
        assertThat(test(minMax).getFeatures().getDouble(0, 1, 0)).isCloseTo(85 / 69.0, within(1e-6));
        var outputs = test(minMax).getLabels();
        var before = outputs.dup();
        assertThat(minMax.toUnits(outputs).getDouble(0)).isCloseTo(89, within(1e-4));
        assertThat(outputs).isEqualTo(before);
        assertThat(minMax.pipeline().orElseThrow().answers(outputs).toString()).contains("[y +1]");
    }

    @Test
    void severalTargetsAreMeasuredInDeviations() {
        var data = SeriesCsvDataset.load(
                options(counting())
                        .target("x")
                        .normalisation(Normalisation.MIN_MAX)
                        .metric(Metric.MAE)
                        .build(),
                0);
        double deviation = Math.sqrt((70.0 * 70 - 1) / 12);

        assertThat(data.task().unit()).isEqualTo("standard deviations");
        assertThat(data.task().metric()).isEqualTo("mae");
        var units = data.toUnits(test(data).getLabels());
        assertThat(units.getDouble(0, 0)).isCloseTo((89 - 34.5) / deviation, within(1e-5));
        assertThat(units.getDouble(0, 1)).isCloseTo((89 - 34.5) / deviation, within(1e-5));
        assertThat(data.task().baselines().get(0).value()).isCloseTo(1 / deviation, within(1e-5));
    }

    @Test
    void baselinesAreMeasuredInUnits() {
        var file = write(folder, "wave.csv", "y", 600, i -> String.valueOf(5 * (i % 7) + 3));
        var data = SeriesCsvDataset.load(
                options(file).horizon(10).allSteps(true).season(7).unit("m").build(), 0);

        assertThat(data.task().baselines().stream().map(Baseline::name))
                .containsExactly("last value", "seasonal naive (7 steps)", "linear regression");
        double squares = 0;
        var batch = test(data);
        var truth = data.toUnits(batch.getLabels());
        for (int window = 0; window < truth.size(0); window++) {
            double last = batch.getFeatures().getDouble(window, 0, 3);
            for (int ahead = 0; ahead < 10; ahead++) {
                double error = batch.getLabels().getDouble(window, ahead) - last;
                squares += Math.pow(error * 10, 2);
            }
        }
        assertThat(data.task().baselines().get(0).value()).isCloseTo(Math.sqrt(squares / truth.length()), within(0.01));
        assertThat(data.task().baselines().get(1).value()).isZero();
        assertThat(data.task().unit()).isEqualTo("m");
    }

    /** Fields of a recurrence of two steps can be told exactly from four. */
    @Test
    void linearRegressionFindsARecurrence() {
        var random = new Random(5);
        double[] y = new double[500];
        y[0] = 1;
        y[1] = 2;
        for (int i = 2; i < y.length; i++) {
            y[i] = 1.5 * y[i - 1] - 0.9 * y[i - 2] + 0.3 + random.nextGaussian();
        }
        var file = write(folder, "ar.csv", "y,twice", y.length, i -> y[i] + "," + 2 * y[i]);
        var linear = SeriesCsvDataset.load(
                        options(file).normalisation(Normalisation.NONE).build(), 0)
                .task()
                .baselines()
                .get(1);

        assertThat(linear.name()).isEqualTo("linear regression");
        // The noise has deviation 1; "twice" makes the matrix singular.
        assertThat(linear.value()).isBetween(0.8, 1.2);
    }

    @Test
    void theLimitSpreadsWindowsOverTheTrainingSplit() {
        var all = SeriesCsvDataset.load(options(counting()).build(), 0);
        for (var room : List.of(SeriesCsvDataset.Room.ofHeap(), SeriesFiles.NO_ROOM)) {
            var some = SeriesCsvDataset.load(options(counting()).build(), 5, room);
            assertThat(some.task().provenance().train()).isEqualTo(5);
            assertThat(some.task().provenance().trainAvailable()).isEqualTo(66);
            assertThat(some.pipeline()).isEqualTo(all.pipeline());
            var labels = new TreeSet<Long>();
            for (float label : some.toUnits(train(some).getLabels()).data().asFloat()) {
                labels.add((long) Math.rint(label));
            }
            assertThat(labels).containsExactly(4L, 17L, 30L, 43L, 56L);
        }
    }

    @Test
    void onDiskItIsTheSame() {
        var random = new Random(3);
        var file = write(
                folder,
                "long.csv",
                "t,y,x,z",
                20_000,
                i -> (i > 9000 ? i + 5 : i) + "," + random.nextGaussian() + ","
                        + (i % 97 == 0 ? "" : random.nextInt(1000)) + "," + random.nextFloat());
        var options = options(file)
                .time("t")
                .missing(MissingValues.INTERPOLATE)
                .horizon(2)
                .build();
        var memory = SeriesCsvDataset.load(options, 0);
        var disk = SeriesCsvDataset.load(options, 0, SeriesFiles.NO_ROOM);

        assertThat(disk.task()).isEqualTo(memory.task());
        assertThat(disk.pipeline()).isEqualTo(memory.pipeline());
        assertThat(disk.findings()).isEqualTo(memory.findings()).hasSize(2);
        assertThat(test(disk)).isEqualTo(test(memory));
        assertThat(validation(disk)).isEqualTo(validation(memory));
        assertThat(sorted(disk)).isEqualTo(sorted(memory));
    }

    /** What each training window holds, in some order of their own. */
    private static int[] sorted(SeriesCsvDataset data) {
        var batch = train(data);
        float[] features = batch.getFeatures().data().asFloat();
        float[] labels = batch.getLabels().data().asFloat();
        int size = features.length / labels.length;
        return IntStream.range(0, labels.length)
                .map(i -> 31 * Arrays.hashCode(Arrays.copyOfRange(features, i * size, (i + 1) * size))
                        + Float.hashCode(labels[i]))
                .sorted()
                .toArray();
    }

    @Test
    void dialectsOfCsvSayTheSame() throws Exception {
        var expected = SeriesCsvDataset.load(options(counting()).build(), 0);
        var semicolons = write(
                folder, "a.csv", "\uFEFFy;note;x\r", ROWS, i -> i + ",0;\"n;\"\"" + i + "\"; " + 10 * i + "e0 \r");
        var tabs = write(folder, "b.csv", "y\tx", ROWS, i -> "\"" + i + "\"\t+" + 10 * i + ".0");
        var latin = folder.resolve("c.csv");
        Files.write(
                latin,
                ("y,né,x\n"
                                + IntStream.range(0, ROWS)
                                        .mapToObj(i -> i + ",é," + 10 * i)
                                        .collect(Collectors.joining("\n")))
                        .getBytes(StandardCharsets.ISO_8859_1));
        for (var options : List.of(
                options(semicolons).decimalComma(true).build(),
                options(tabs).build(),
                options(latin).charset(StandardCharsets.ISO_8859_1).build())) {
            var data = SeriesCsvDataset.load(options, 0);
            assertThat(test(data)).isEqualTo(test(expected));
            assertThat(data.task().provenance().sha256())
                    .isEqualTo(expected.task().provenance().sha256());
        }
    }

    @Test
    void outliersOfTheInputsAreClipped() {
        var file = write(folder, "peaks.csv", "y", ROWS, i -> i % 20 == 19 ? "1000" : String.valueOf(i % 10));
        var data = SeriesCsvDataset.load(
                plain(file).outliers(OutlierRule.interquartileRanges(1)).build(), 0);

        assertThat(validation(data).getFeatures().maxNumber().doubleValue()).isBetween(9.5, 20.0);
        assertThat(test(data).getLabels().maxNumber().doubleValue()).isEqualTo(1000);
        assertThat(data.findings())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("5 values of column \"y\" were clipped to ");

        var wide = SeriesCsvDataset.load(
                plain(file).outliers(OutlierRule.deviations(2)).build(), 0);
        assertThat(validation(wide).getFeatures().maxNumber().doubleValue()).isBetween(100.0, 700.0);
    }

    @Test
    void aConstantColumnBecomesZero() {
        var file = write(folder, "flat.csv", "y,x", ROWS, i -> i + ",0.1");
        assertThat(test(SeriesCsvDataset.load(options(file).build(), 0))
                        .getFeatures()
                        .getDouble(0, 1, 0))
                .isCloseTo(0, within(1e-6));
    }

    @Test
    void outputsAreScaledInTheirOwnType() {
        var data = SeriesCsvDataset.load(options(counting()).build(), 0);
        var mean = data.toUnits(Nd4j.zeros(DataType.DOUBLE, 1, 1));
        assertThat(mean.getDouble(0)).isEqualTo(34.5);
    }

    /** The rows are the same, what is asked of them is not. */
    @Test
    void anotherTargetIsAnotherDigest() {
        var file = SeriesFiles.write(folder, "two.csv", "x,y", 60, i -> i + "," + i * i % 17);

        assertThat(digest(file, "y")).isEqualTo(digest(file, "y")).isNotEqualTo(digest(file, "x"));
    }

    private static String digest(Path file, String target) {
        var options =
                new SeriesOptions.Builder().file(file).target(target).window(4).build();
        return SeriesCsvDataset.load(options, 0).task().provenance().sha256();
    }
}
