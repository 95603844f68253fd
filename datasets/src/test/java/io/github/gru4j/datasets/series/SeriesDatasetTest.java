package io.github.gru4j.datasets.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.datasets.internal.Splits;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SeriesDatasetTest {

    private static Splits<List<Window>> windows;
    private static SeriesDataset dataset;

    @BeforeAll
    static void make() {
        windows = WindowSplits.make();
        dataset = SeriesDataset.of(windows, 0);
    }

    @Test
    void asksForAForecastAtLeastSixStepsAhead() {
        var task = dataset.task();
        assertThat(task.name()).isEqualTo("series");
        assertThat(task.kind()).isEqualTo(TaskKind.FORECAST);
        assertThat(task.steps()).isEqualTo(StepKind.FEATURES);
        assertThat(task.labels()).isEmpty();
        assertThat(task.metric()).isEqualTo("rmse");
        assertThat(task.higherIsBetter()).isFalse();
        assertThat(task.unit()).isEmpty();
        assertThat(task.inputSize()).isEqualTo(1);
        assertThat(task.outputSize()).isEqualTo(1);
        assertThat(WindowSplits.HORIZON).isBetween(6, 20);
        assertThat(task.title()).contains(WindowSplits.HORIZON + " steps ahead");
    }

    @Test
    void windowsAreCutFromTheSeries() {
        for (var part : List.of(windows.train(), windows.validation(), windows.test())) {
            var window = part.get(part.size() / 2);
            assertThat(window.values()).isEqualTo(MackeyGlass.sample(window.start(), WindowSplits.LENGTH));
            assertThat(window.target())
                    .isEqualTo(MackeyGlass.sample(end(window), 1).get(0));
        }
    }

    /** The series is the same to the bit on every machine; a digest that changed would part new results from old ones. */
    @Test
    void theDigestIsWhatItAlwaysWas() {
        assertThat(dataset.task().provenance().sha256())
                .isEqualTo("990be1cc43ecb7198b1f78fb0760a709cf97084cc11c5d8b06406e1bdd0928ce");
    }

    @Test
    void splitsFollowEachOtherWithAGap() {
        int trainEnd =
                windows.train().stream().mapToInt(SeriesDatasetTest::end).max().orElseThrow();
        int validationEnd = windows.validation().stream()
                .mapToInt(SeriesDatasetTest::end)
                .max()
                .orElseThrow();
        assertThat(windows.validation())
                .allSatisfy(window -> assertThat(window.start()).isGreaterThan(trainEnd + WindowSplits.GAP));
        assertThat(windows.test())
                .allSatisfy(window -> assertThat(window.start()).isGreaterThan(validationEnd + WindowSplits.GAP));
        assertThat(windows.train()).extracting(Window::start).doesNotHaveDuplicates();
    }

    /** Time of the target, the last value that a window knows. */
    private static int end(Window window) {
        return window.start() + WindowSplits.LENGTH - 1 + WindowSplits.HORIZON;
    }

    @Test
    void normaliserIsLearntFromTheTrainingSplitAlone() {
        var others = windows.test().stream()
                .map(window -> new Window(
                        window.start(),
                        window.values().stream().map(x -> 100 * x).toList(),
                        -7 * window.target()))
                .toList();
        var changed = SeriesDataset.of(new Splits<>(windows.train(), others, others), 0);
        assertThat(changed.normalizer()).isEqualTo(dataset.normalizer());
        assertThat(changed.normalizer().getMean())
                .isEqualTo(dataset.normalizer().getMean());
        assertThat(changed.normalizer().getStd()).isEqualTo(dataset.normalizer().getStd());
        assertThat(changed.normalizer().getLabelMean())
                .isEqualTo(dataset.normalizer().getLabelMean());
        assertThat(changed.normalizer().getLabelStd())
                .isEqualTo(dataset.normalizer().getLabelStd());
        assertThat(changed.train(windows.train().size(), 1).next())
                .isEqualTo(dataset.train(windows.train().size(), 1).next());
    }

    @Test
    void normaliserIsACopy() {
        dataset.normalizer().getMean().assign(99);
        assertThat(dataset.normalizer().getMean().getDouble(0)).isLessThan(2);
    }

    @Test
    void trainingSplitHasMeanZeroAndDeviationOne() {
        var all = dataset.train(windows.train().size(), 1).next();
        assertThat(all.getFeatures().meanNumber().doubleValue()).isCloseTo(0, within(1e-4));
        assertThat(all.getFeatures().stdNumber().doubleValue()).isCloseTo(1, within(1e-3));
        assertThat(all.getLabels().meanNumber().doubleValue()).isCloseTo(0, within(1e-4));
        assertThat(all.getLabels().stdNumber().doubleValue()).isCloseTo(1, within(1e-3));
    }

    @Test
    void batchesHoldTheStandardisedWindowsWithoutMask() {
        var batch = dataset.test(50).next();
        assertThat(batch.getFeatures().shape()).containsExactly(50, 1, WindowSplits.LENGTH);
        assertThat(batch.getLabels().shape()).containsExactly(50, 1);
        assertThat(batch.getFeaturesMaskArray()).isNull();
        double mean = dataset.normalizer().getMean().getDouble(0);
        double deviation = dataset.normalizer().getStd().getDouble(0);
        for (int i = 0; i < 50; i++) {
            for (int t = 0; t < WindowSplits.LENGTH; t++) {
                double expected = (windows.test().get(i).values().get(t) - mean) / deviation;
                assertThat(batch.getFeatures().getDouble(i, 0, t)).isCloseTo(expected, within(1e-5));
            }
        }
    }

    @Test
    void toUnitsGivesBackTheTargetsAndLeavesItsArgument() {
        for (var type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
            var labels = dataset.test(windows.test().size()).next().getLabels().castTo(type);
            var before = labels.dup();
            INDArray units = dataset.toUnits(labels);
            assertThat(labels).isEqualTo(before);
            assertThat(units.dataType()).isEqualTo(type);
            assertThat(units.shape()).containsExactly(windows.test().size(), 1);
            for (int i = 0; i < windows.test().size(); i++) {
                assertThat(units.getDouble(i)).isCloseTo(windows.test().get(i).target(), within(1e-5));
            }
        }
    }

    @Test
    void lastValueIsTheFirstBaseline() {
        var test = dataset.test(windows.test().size()).next();
        double mean = dataset.normalizer().getMean().getDouble(0);
        double deviation = dataset.normalizer().getStd().getDouble(0);
        double sum = 0;
        for (int i = 0; i < windows.test().size(); i++) {
            double last = test.getFeatures().getDouble(i, 0, WindowSplits.LENGTH - 1) * deviation + mean;
            sum += Math.pow(last - dataset.toUnits(test.getLabels()).getDouble(i), 2);
        }
        var baseline = dataset.task().baselines().get(0);
        assertThat(baseline.name()).isEqualTo("last value");
        assertThat(baseline.value())
                .isCloseTo(Math.sqrt(sum / windows.test().size()), within(1e-5))
                .isGreaterThan(0.2);
    }

    @Test
    void linearRegressionIsTheSecondBaseline() {
        // The product solves by QR; the pseudo-inverse is another way to the same least squares.
        var inverse = new SingularValueDecomposition(new Array2DRowRealMatrix(design(windows.train())))
                .getSolver()
                .getInverse();
        var weights = inverse.operate(new ArrayRealVector(targets(windows.train())));
        var errors = new Array2DRowRealMatrix(design(windows.test()))
                .operate(weights)
                .subtract(new ArrayRealVector(targets(windows.test())));
        var baseline = dataset.task().baselines().get(1);
        assertThat(baseline.name()).isEqualTo("linear regression");
        assertThat(baseline.value())
                .isCloseTo(errors.getNorm() / Math.sqrt(windows.test().size()), within(1e-6));
    }

    private static double[][] design(List<Window> part) {
        return part.stream()
                .map(window -> DoubleStream.concat(
                                window.values().stream().mapToDouble(Double::doubleValue), DoubleStream.of(1))
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double[] targets(List<Window> part) {
        return part.stream().mapToDouble(Window::target).toArray();
    }

    @Test
    void aForecastOfTheMeanIsTheMeanInUnits() {
        assertThat(dataset.toUnits(Nd4j.zeros(1, 1)).getDouble(0))
                .isCloseTo(dataset.normalizer().getLabelMean().getDouble(0), within(1e-6));
    }
}
