package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.datasets.EmbeddedDatasets;
import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.networks.CellType;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.ops.transforms.Transforms;

class MetricsTest {

    @ParameterizedTest
    @ValueSource(strings = {TinyDataset.PARITY, TinyDataset.ECHO, TinyDataset.COUNT, TinyDataset.COUNT_LABELS})
    void theLossIsTheNetworksOwnHoweverTheSplitIsCut(String task) {
        var data = new TinyDataset(task);
        MultiLayerNetwork network = network(data);
        DataSet whole = data.test(16).next();
        double own = network.score(whole, false);
        for (int batchSize : new int[] {16, 5, 1}) {
            assertThat(Metrics.score(network, data, data.test(batchSize)).loss())
                    .as("batches of %d", batchSize)
                    .isCloseTo(own, within(1e-5));
        }
    }

    @Test
    void accuracyCountsTheLargestOutput() {
        var data = new TinyDataset(TinyDataset.PARITY);
        MultiLayerNetwork network = network(data);
        DataSet whole = data.test(16).next();
        INDArray named = network.output(whole.getFeatures(), false, whole.getFeaturesMaskArray(), null)
                .argMax(1);
        INDArray right = whole.getLabels().argMax(1);
        int hits = 0;
        for (int i = 0; i < 16; i++) {
            hits += named.getInt(i) == right.getInt(i) ? 1 : 0;
        }
        assertThat(Metrics.score(network, data, data.test(5)).metric()).isCloseTo(hits / 16.0, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(strings = {TinyDataset.ECHO_MAE, TinyDataset.ECHO_FAR})
    void meanAbsoluteErrorIsInTheUnitOfTheTask(String task) {
        var data = new TinyDataset(task);
        MultiLayerNetwork network = network(data);
        DataSet whole = data.test(16).next();
        INDArray output = network.output(whole.getFeatures());
        double sum = 0;
        for (int i = 0; i < 16; i++) {
            sum += TinyDataset.UNIT
                    * Math.abs(output.getDouble(i, 0) - whole.getLabels().getDouble(i, 0));
        }
        assertThat(Metrics.score(network, data, data.test(5)).metric()).isCloseTo(sum / 16, within(1e-5));
    }

    @Test
    void bitsAreCountedAtTheStepsThatThereAre() {
        var data = new TinyDataset(TinyDataset.COUNT);
        MultiLayerNetwork network = network(data);
        DataSet whole = data.test(16).next();
        INDArray output = network.output(whole.getFeatures(), false, whole.getFeaturesMaskArray(), null);
        double bits = 0;
        int steps = 0;
        for (int i = 0; i < 16; i++) {
            for (int t = 0; t < 5 && whole.getLabelsMaskArray().getDouble(i, t) > 0; t++) {
                int next = (whole.getFeatures().getInt(i, 0, t) + 1) % 7;
                bits -= Math.log(output.getDouble(i, next, t)) / Math.log(2);
                steps++;
            }
        }
        assertThat(steps).isBetween(17, 79);
        for (int batchSize : new int[] {16, 5, 1}) {
            assertThat(Metrics.score(network, data, data.test(batchSize)).metric())
                    .as("batches of %d", batchSize)
                    .isCloseTo(bits / steps, within(1e-5));
        }
    }

    @Test
    void accuracyPerStepCountsTheStepsThatThereAre() {
        var data = new TinyDataset(TinyDataset.COUNT_LABELS);
        MultiLayerNetwork network = network(data);
        network.params().muli(3);
        DataSet whole = data.test(16).next();
        INDArray named = network.output(whole.getFeatures(), false, whole.getFeaturesMaskArray(), null)
                .argMax(1);
        int hits = 0;
        int steps = 0;
        for (int i = 0; i < 16; i++) {
            for (int t = 0; t < 5 && whole.getLabelsMaskArray().getDouble(i, t) > 0; t++) {
                int next = (whole.getFeatures().getInt(i, 0, t) + 1) % 7;
                hits += named.getInt(i, t) == next ? 1 : 0;
                steps++;
            }
        }
        assertThat(steps).isBetween(17, 79);
        assertThat(hits).isBetween(1, steps - 1);
        for (int batchSize : new int[] {16, 5, 1}) {
            var score = Metrics.detailed(network, data, data.test(batchSize));
            assertThat(score.metric()).as("batches of %d", batchSize).isCloseTo(hits / (double) steps, within(1e-9));
            assertThat(score.detail().confusion().stream()
                            .flatMap(List::stream)
                            .mapToInt(Integer::intValue)
                            .sum())
                    .as("steps in the confusion matrix")
                    .isEqualTo(steps);
        }
    }

    @Test
    void crossEntropyOfStepsIsInNats() {
        var data = EmbeddedDatasets.load("copy-5", 8);
        MultiLayerNetwork network = network(data);
        double nats = 0;
        double loss = 0;
        long steps = 0;
        for (var test = data.test(500); test.hasNext(); ) {
            DataSet batch = test.next();
            INDArray right =
                    network.output(batch.getFeatures()).mul(batch.getLabels()).sum(1);
            nats -= Transforms.log(right).sumNumber().doubleValue();
            loss += 500 * network.score(batch, false);
            steps += right.length();
        }
        assertThat(steps).isEqualTo(2_000 * 25);
        var score = Metrics.score(network, data, data.test(300));
        assertThat(score.metric()).isCloseTo(nats / steps, within(1e-4));
        assertThat(score.loss()).isCloseTo(loss / 2_000, within(1e-3)).isCloseTo(25 * score.metric(), within(1e-3));
    }

    @Test
    void theMeanSquaredErrorIsTheLossOfTargetsWithoutAUnit() {
        var data = EmbeddedDatasets.load("adding-10", 8);
        MultiLayerNetwork network = network(data);
        DataSet whole = data.test(2_000).next();
        INDArray error = network.output(whole.getFeatures()).sub(whole.getLabels());
        var score = Metrics.score(network, data, data.test(300));
        assertThat(score.metric())
                .isCloseTo(error.mul(error).meanNumber().doubleValue(), within(1e-5))
                .isCloseTo(score.loss(), within(1e-5));
    }

    @Test
    void unitsAreThoseOfTheEmbeddedSeries() {
        var data = EmbeddedDatasets.load("series", 50);
        MultiLayerNetwork network = TaskNetwork.of(new Run(data, CellType.GRU, 1, Records.SETTINGS));
        double squares = 0;
        long count = 0;
        for (var test = data.test(100); test.hasNext(); ) {
            DataSet batch = test.next();
            INDArray error = data.toUnits(network.output(batch.getFeatures())).sub(data.toUnits(batch.getLabels()));
            squares += error.mul(error).sumNumber().doubleValue();
            count += batch.numExamples();
        }
        assertThat(Metrics.score(network, data, data.test(100)).metric())
                .isCloseTo(Math.sqrt(squares / count), within(1e-5));
    }

    @Test
    void aMetricMustFitTheKindOfTheTask() {
        var data = new TinyDataset(TinyDataset.ECHO);
        MultiLayerNetwork network = network(data);
        assertThatThrownBy(() -> Metrics.score(network, data.measuredBy("accuracy"), data.test(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("task echo is of kind FORECAST, which has no metric accuracy");
    }

    @Test
    void aBrokenNetworkHasNoScore() {
        var data = new TinyDataset(TinyDataset.ECHO);
        MultiLayerNetwork network = network(data);
        network.params().assign(Float.NaN);
        var score = Metrics.score(network, data, data.test(5));
        assertThat(score.loss()).isNaN();
        assertThat(score.metric()).isNaN();
    }

    private static MultiLayerNetwork network(SequenceDataset data) {
        return TaskNetwork.of(new Run(data, CellType.GRU, 1, Records.SETTINGS));
    }
}
