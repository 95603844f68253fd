package io.github.gru4j.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What becomes of a gradient on its way to the weights: clipping and weight decay, as every cell has them. */
class UpdateTest {

    private static final double RATE = 0.5;

    @ParameterizedTest
    @EnumSource
    void aClippedGradientHasTheNormGiven(CellType cell) {
        double norm = 1e-3;
        for (INDArray step : steps(network(cell).clipNorm(norm))) {
            assertThat(step.norm2Number().doubleValue()).as("%s", cell).isCloseTo(RATE * norm, within(1e-4 * norm));
        }
    }

    @ParameterizedTest
    @EnumSource
    void elementsOfAClippedGradientStayWithinTheValueGiven(CellType cell) {
        double value = 1e-3;
        List<INDArray> clipped = steps(network(cell).clipValue(value));
        List<INDArray> free = steps(network(cell).clipNorm(0));
        for (int i = 0; i < free.size(); i++) {
            INDArray expected = Transforms.min(Transforms.max(free.get(i), -RATE * value), RATE * value);
            assertThat(free.get(i).amaxNumber().doubleValue()).isGreaterThan(2 * RATE * value);
            assertThat(clipped.get(i).sub(expected).amaxNumber().doubleValue())
                    .as("%s, layer %d", cell, i)
                    .isLessThan(1e-6);
        }
    }

    @ParameterizedTest
    @EnumSource
    void weightDecayTakesAShareOfEveryWeightThatIsNoBias(CellType cell) {
        double decay = 0.2;
        MultiLayerNetwork with = network(cell).weightDecay(decay).build().init();
        MultiLayerNetwork without = network(cell).build().init();
        INDArray before = with.params().dup();
        with.fit(data());
        without.fit(data());
        INDArray lost = without.params().sub(with.params());
        long from = 0;
        for (Layer layer : with.getLayers()) {
            for (var parameter : layer.paramTable().entrySet()) {
                long to = from + parameter.getValue().length();
                INDArray weights = before.reshape(before.length()).get(NDArrayIndex.interval(from, to));
                INDArray share = lost.reshape(lost.length()).get(NDArrayIndex.interval(from, to));
                double expected = parameter.getKey().endsWith("b") ? 0 : RATE * decay;
                assertThat(share.sub(weights.mul(expected)).amaxNumber().doubleValue())
                        .as("%s %s", cell, parameter.getKey())
                        .isLessThan(1e-6);
                from = to;
            }
        }
    }

    /**
     * By the formula of PyTorch's AdamW: w -= rate (decay w + m / (sqrt(v) + epsilon)), m and v corrected for their start; but DL4J
     * adds epsilon before it corrects v, as at the end of section 2 of Kingma and Ba (arXiv:1412.6980).
     */
    @Test
    void adamWithWeightDecayIsAdamW() {
        double rate = 0.01;
        double decay = 0.1;
        MultiLayerNetwork network = network(CellType.GRU)
                .clipNorm(0)
                .updater(new Adam(rate))
                .weightDecay(decay)
                .build()
                .init();
        int size = (int) network.numParams();
        double[] weights = network.params().dup().data().asDouble();
        double[] m = new double[size];
        double[] v = new double[size];
        boolean[] bias = biases(network);
        for (int t = 1; t <= 5; t++) {
            double[] gradient = gradient(network);
            network.fit(data());
            for (int i = 0; i < size; i++) {
                m[i] = 0.9 * m[i] + 0.1 * gradient[i];
                v[i] = 0.999 * v[i] + 0.001 * gradient[i] * gradient[i];
                double corrected = m[i] / (1 - Math.pow(0.9, t));
                double root = (Math.sqrt(v[i]) + 1e-8) / Math.sqrt(1 - Math.pow(0.999, t));
                weights[i] -= rate * ((bias[i] ? 0 : decay * weights[i]) + corrected / root);
                assertThat(network.params().getDouble(i))
                        .as("weight %d after %d steps", i, t)
                        .isCloseTo(weights[i], within(2e-6));
            }
        }
    }

    @Test
    void whatDl4jHasOneOfIsNotGivenTwice() {
        assertThatThrownBy(
                        () -> network(CellType.GRU).clipNorm(1).clipValue(0.5).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "expected clipNorm or clipValue, found both (1.0 and 0.5); DL4J applies one of them: leave the"
                                + " other out");
        assertThatThrownBy(() -> network(CellType.GRU).l2(0.1).weightDecay(0.2).build())
                .hasMessageContaining("expected l2 or weightDecay");
        assertThatThrownBy(() -> network(CellType.GRU)
                        .loss(LossFunction.MSE)
                        .classWeights(List.of(1.0, 2.0))
                        .build())
                .hasMessageContaining("no classWeights with the loss MSE");
    }

    @Test
    void refusesLossesThatDoNotFit() {
        assertThatThrownBy(() -> network(CellType.GRU).loss(LossFunction.MEAN_ABSOLUTE_ERROR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a loss that fits, of [MCXENT, MSE], found MEAN_ABSOLUTE_ERROR");
        assertThatThrownBy(() -> new SequenceForecaster.Builder().loss(LossFunction.MEAN_SQUARED_LOGARITHMIC_ERROR))
                .hasMessage("expected a loss that fits, of [MSE, MEAN_ABSOLUTE_ERROR], found"
                        + " MEAN_SQUARED_LOGARITHMIC_ERROR");
        assertThatThrownBy(() -> network(CellType.GRU).clipValue(-1)).hasMessageContaining("clipValue");
        assertThatThrownBy(() -> network(CellType.GRU).weightDecay(-1)).hasMessageContaining("weightDecay");
    }

    private static SequenceClassifier.Builder network(CellType cell) {
        return new SequenceClassifier.Builder()
                .features(2)
                .cell(cell)
                .hidden(3)
                .layers(2)
                .updater(new Sgd(RATE))
                .classes(2);
    }

    /** How far the weights of each layer go in one step. */
    private static List<INDArray> steps(SequenceClassifier.Builder builder) {
        MultiLayerNetwork network = builder.build().init();
        List<INDArray> before = List.of(network.getLayers()).stream()
                .map(layer -> layer.params().dup())
                .toList();
        network.fit(data());
        return List.of(network.getLayers()).stream()
                .map(layer -> before.get(layer.getIndex()).sub(layer.params()))
                .toList();
    }

    private static double[] gradient(MultiLayerNetwork network) {
        DataSet data = data();
        network.setInput(data.getFeatures());
        network.setLabels(data.getLabels());
        network.computeGradientAndScore();
        // DL4J divides the sum over the batch later.
        return network.gradient().gradient().div(data.numExamples()).data().asDouble();
    }

    private static boolean[] biases(MultiLayerNetwork network) {
        boolean[] biases = new boolean[(int) network.numParams()];
        int from = 0;
        for (Layer layer : network.getLayers()) {
            for (var parameter : layer.paramTable().entrySet()) {
                int to = from + (int) parameter.getValue().length();
                Arrays.fill(biases, from, to, parameter.getKey().endsWith("b"));
                from = to;
            }
        }
        return biases;
    }

    private static DataSet data() {
        Nd4j.getRandom().setSeed(11);
        INDArray labels = Nd4j.zeros(4, 2);
        for (int i = 0; i < 4; i++) {
            labels.putScalar(i, i % 2, 1);
        }
        return new DataSet(Nd4j.randn(4, 2, 3), labels);
    }
}
