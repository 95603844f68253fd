package io.github.gru4j.datasets.series;

import static io.github.gru4j.datasets.series.TransformSeries.bits;
import static io.github.gru4j.datasets.series.TransformSeries.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.datasets.Answer;
import io.github.gru4j.datasets.Normalisation;
import io.github.gru4j.datasets.Pipelines;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NullWritable;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class SeriesPipelineTest {

    private static final int ROWS = 300;

    @TempDir
    private Path folder;

    private List<String> rows;

    private SeriesCsvDataset load(SeriesOptions.Builder options) {
        return SeriesCsvDataset.load(options.build(), 0);
    }

    private SeriesOptions.Builder random() {
        var random = new Random(8);
        rows = IntStream.range(0, ROWS)
                .mapToObj(i -> random.nextGaussian() * 100 + "," + random.nextFloat())
                .toList();
        return SeriesFiles.options(SeriesFiles.write(folder, "random.csv", "y,x", ROWS, rows::get));
    }

    @ParameterizedTest
    @EnumSource(Normalisation.class)
    void theLastWindowOfTheFileIsThatOfTheDataSet(Normalisation normalisation) {
        var data = load(random().normalisation(normalisation).outliers(OutlierRule.deviations(1.5)));
        var test = SeriesFiles.test(data);
        var input = data.pipeline().orElseThrow().input(sequence(rows.subList(ROWS - 5, ROWS - 1)));

        int last = test.numExamples() - 1;
        assertThat(bits(input)).isEqualTo(bits(test.getFeatures().get(NDArrayIndex.interval(last, last + 1))));
    }

    @Test
    void relativeToTheLastStepWindowsEndAtZeroAndAnswersComeBackInUnits() {
        var absolute = load(random().outliers(OutlierRule.deviations(1.5)));
        var relative = load(random().outliers(OutlierRule.deviations(1.5)).relative(true));
        var test = SeriesFiles.test(relative);
        int last = test.numExamples() - 1;
        var sequence = sequence(rows.subList(ROWS - 5, ROWS - 1));
        var pipeline = relative.pipeline().orElseThrow();

        var input = pipeline.input(sequence);

        assertThat(bits(input)).isEqualTo(bits(test.getFeatures().get(NDArrayIndex.interval(last, last + 1))));
        assertThat(input.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(3))
                        .amaxNumber()
                        .doubleValue())
                .isZero();
        var known = (Answer.Forecast) absolute.pipeline()
                .orElseThrow()
                .answers(SeriesFiles.test(absolute).getLabels().get(NDArrayIndex.interval(last, last + 1)))
                .get(0);
        var found = (Answer.Forecast) Pipelines.fromJson(Pipelines.toJson(pipeline))
                .answers(List.of(sequence), test.getLabels().get(NDArrayIndex.interval(last, last + 1)))
                .get(0);
        assertThat(found.names()).isEqualTo(known.names());
        assertThat(found.values().get(0)).isCloseTo(known.values().get(0), within(1e-3));
        assertThatThrownBy(() -> pipeline.answers(test.getLabels()))
                .hasMessageContaining("answers(sequences, outputs)");
        assertThat(relative.task().baselines()).isEqualTo(absolute.task().baselines());
        assertThat(relative.task().provenance().sha256())
                .isNotEqualTo(absolute.task().provenance().sha256());
    }

    /** The last step of the last window is an outlier: labels and answers have to mean the same last step, the clipped one. */
    @Test
    void answersRelativeToAClippedStepComeBackInUnits() {
        var file = SeriesFiles.write(
                folder, "outlier.csv", "y", 100, i -> String.valueOf(i == 98 ? 500 : i == 99 ? 7 : i % 10));
        var data = load(
                SeriesFiles.options(file).outliers(OutlierRule.deviations(2)).relative(true));
        var labels = SeriesFiles.test(data).getLabels();
        var window = IntStream.of(5, 6, 7, 500)
                .<List<Writable>>mapToObj(value -> List.of(new DoubleWritable(value)))
                .toList();

        var answer = (Answer.Forecast) data.pipeline()
                .orElseThrow()
                .answers(List.of(window), labels.get(NDArrayIndex.interval(labels.size(0) - 1, labels.size(0))))
                .get(0);

        assertThat(answer.values().get(0)).isCloseTo(7, within(1e-4));
    }

    @Test
    void relativeNeedsTheTargetAmongTheFeaturesAndNoMask() {
        assertThatThrownBy(() -> load(random().feature("x").relative(true)))
                .hasMessageContaining("need the targets among the features, which are x");
        assertThatThrownBy(() -> load(random().relative(true).missing(MissingValues.MASK)))
                .hasMessageContaining("interpolate missing values, or carry the value before forward");
    }

    @Test
    void inANewProcessTheArrayIsTheSameBitForBit() throws Exception {
        var data = load(random().outliers(OutlierRule.interquartileRanges(1.5)).missing(MissingValues.MASK));
        var pipeline = data.pipeline().orElseThrow();
        var document = folder.resolve("pipeline.json");
        Pipelines.write(pipeline, document);
        assertThat(Pipelines.read(document)).isEqualTo(pipeline);
        var raw = List.of("1.1,0.3", ",0.7", "1e4,NA", "-17.123456789012345,1");
        var sequence = Files.write(folder.resolve("raw.csv"), raw);

        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Xmx512m",
                        TransformSeries.class.getName(),
                        document.toString(),
                        sequence.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var lines = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();

        assertThat(child.waitFor()).isZero();
        assertThat(lines)
                .containsExactly(
                        bits(pipeline.input(sequence(raw))),
                        pipeline.answers(Nd4j.createFromArray(new float[][] {{0.25f}}))
                                .toString());
    }

    @Test
    void forecastsAreInUnits() {
        var file = SeriesFiles.write(folder, "up.csv", "y,x", 100, i -> i + "," + -i);
        var data = load(SeriesFiles.options(file)
                .horizon(2)
                .allSteps(true)
                .normalisation(Normalisation.MIN_MAX)
                .unit("m"));
        var answers = data.pipeline().orElseThrow().answers(Nd4j.createFromArray(new float[][] {{0.5f, 1}, {0, 2}}));

        assertThat(answers).hasSize(2);
        var first = (Answer.Forecast) answers.get(0);
        assertThat(first.names()).containsExactly("y +1", "y +2");
        assertThat(first.unit()).isEqualTo("m");
        assertThat(first.values().get(0)).isCloseTo(34.5, within(1e-9));
        assertThat(first.values().get(1)).isCloseTo(69, within(1e-9));
        assertThatThrownBy(() -> data.pipeline().orElseThrow().answers(Nd4j.zeros(1, 3)))
                .hasMessageContaining("[batch, 2] was expected");
    }

    @Test
    void missingValuesOfASequenceFollowTheRule() {
        List<List<Writable>> holes = List.of(
                List.of(new DoubleWritable(1)),
                List.of(NullWritable.INSTANCE),
                List.of(new Text("NA")),
                List.of(new IntWritable(4)));
        var file = SeriesFiles.write(folder, "one.csv", "y", 100, i -> String.valueOf(i % 9));
        for (var rule : MissingValues.values()) {
            var pipeline = load(SeriesFiles.options(file)
                            .normalisation(Normalisation.NONE)
                            .missing(rule))
                    .pipeline()
                    .orElseThrow();
            switch (rule) {
                case REFUSE, DROP ->
                    assertThatThrownBy(() -> pipeline.input(holes))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessage("Step 2, column \"y\": the value is missing; give it.");
                case INTERPOLATE ->
                    assertThat(pipeline.input(holes)).isEqualTo(Nd4j.createFromArray(new float[][][] {{{1, 2, 3, 4}}}));
                case CARRY_FORWARD ->
                    assertThat(pipeline.input(holes)).isEqualTo(Nd4j.createFromArray(new float[][][] {{{1, 1, 1, 4}}}));
                case MASK ->
                    assertThat(pipeline.input(holes))
                            .isEqualTo(Nd4j.createFromArray(new float[][][] {{{1, 0, 0, 4}, {0, 1, 1, 0}}}));
            }
        }
    }

    @Test
    void whatDoesNotFitIsRefusedWithItsPlace() {
        var pipeline = load(random()).pipeline().orElseThrow();
        assertThatThrownBy(() -> pipeline.input(sequence(List.of("1,2"))))
                .hasMessage("The sequence has 1 steps, but the network was trained on 4; give the last 4 rows.");
        assertThatThrownBy(() -> pipeline.input(sequence(List.of("1,2", "1", "1,2", "1,2"))))
                .hasMessage("Step 2 has 1 values, but 2 were expected: y, x.");
        assertThatThrownBy(() -> pipeline.input(sequence(List.of("1,2", "1,2", "1,abc", "1,2"))))
                .hasMessage("Step 3, column \"x\": \"abc\" is no number.");
        assertThatThrownBy(() -> pipeline.input(sequence(List.of("1,2", "1,2", "1,2", "1e999,2"))))
                .hasMessage("Step 4, column \"y\": the value is not finite.");
    }

    /** Its pipeline takes raw values to the very bits that networks were trained on. */
    @Test
    void theEmbeddedSeriesHasOneToo() {
        var data = SeriesDataset.load(0);
        var window = WindowSplits.make().test().get(7);
        var sequence = window.values().stream()
                .map(value -> List.<Writable>of(new DoubleWritable(value)))
                .toList();
        var test = data.test(8).next();
        var pipeline = data.pipeline().orElseThrow();

        assertThat(bits(pipeline.input(sequence)))
                .isEqualTo(bits(test.getFeatures().get(NDArrayIndex.interval(7, 8))));
        assertThat(Pipelines.fromJson(Pipelines.toJson(pipeline))).isEqualTo(pipeline);
        var forecast = (Answer.Forecast) pipeline.answers(test.getLabels()).get(7);
        assertThat(forecast.values().get(0)).isCloseTo(window.target(), within(1e-6));
        assertThat(forecast.names()).containsExactly("value +18");
    }
}
