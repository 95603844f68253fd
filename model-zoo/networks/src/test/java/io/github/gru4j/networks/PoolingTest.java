package io.github.gru4j.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import java.util.Arrays;
import java.util.stream.Stream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

class PoolingTest {

    private static final int[] LENGTHS = {5, 1, 3};
    private static final int IN = 2;
    private static final int TIME = 5;

    @BeforeEach
    void inDouble() {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
    }

    @AfterEach
    void inFloatAgain() {
        Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
    }

    static Stream<Arguments> cellsAndPoolings() {
        return Stream.of(CellType.values())
                .flatMap(cell -> Stream.of(Pooling.values()).map(pooling -> Arguments.of(cell, pooling)));
    }

    @ParameterizedTest
    @MethodSource("cellsAndPoolings")
    void paddedAndMaskedEqualsUnpadded(CellType cell, Pooling pooling) {
        assumeTrue(cell != CellType.BIDIRECTIONAL_LSTM, "reads padding; see CellType");
        MultiLayerNetwork network = network(cell, pooling, 2);
        INDArray together = network.output(features(), false, mask(), null);
        for (int i = 0; i < LENGTHS.length; i++) {
            INDArray alone = network.output(features()
                    .get(interval(i, i + 1), all(), interval(0, LENGTHS[i]))
                    .dup());
            assertThat(alone.sub(together.getRow(i, true)).amaxNumber().doubleValue())
                    .as("sequence %d", i)
                    .isLessThan(1e-12);
        }
    }

    @ParameterizedTest
    @MethodSource("cellsAndPoolings")
    void gradientsAreThoseOfTheLoss(CellType cell, Pooling pooling) {
        assertThat(gradientsAreRight(cell, pooling, null)).as("without a mask").isTrue();
        // See CellType.caveatWithMasks; where its steps are pooled, the mask does not reach the LSTM.
        assertThat(gradientsAreRight(cell, pooling, mask()))
                .as("with a mask")
                .isEqualTo(cell != CellType.BIDIRECTIONAL_LSTM || pooling != Pooling.LAST_STEP);
    }

    @ParameterizedTest
    @EnumSource(names = "LAST_STEP", mode = EnumSource.Mode.EXCLUDE)
    void poolsTheStepsThatTheMaskKeeps(Pooling pooling) {
        MultiLayerNetwork network = network(CellType.GRU, pooling, 1);
        network.setLayerMaskArrays(mask(), null);
        var activations = network.feedForward(features());
        network.clearLayerMaskArrays();
        INDArray steps = activations.get(1);
        for (int i = 0; i < LENGTHS.length; i++) {
            for (int unit = 0; unit < steps.size(1); unit++) {
                double[] kept = steps.get(point(i), point(unit), interval(0, LENGTHS[i]))
                        .dup()
                        .toDoubleVector();
                var values = Arrays.stream(kept);
                double expected = (pooling == Pooling.MEAN ? values.average() : values.max()).orElseThrow();
                assertThat(activations.get(2).getDouble(i, unit)).isCloseTo(expected, within(1e-12));
            }
        }
    }

    private static boolean gradientsAreRight(CellType cell, Pooling pooling, INDArray mask) {
        INDArray labels = Nd4j.zeros(LENGTHS.length, 2);
        for (int i = 0; i < LENGTHS.length; i++) {
            labels.putScalar(i, i % 2, 1);
        }
        return GradientCheckUtil.checkGradients(new GradientCheckUtil.MLNConfig()
                .net(network(cell, pooling, 1))
                .input(features())
                .labels(labels)
                .inputMask(mask));
    }

    private static MultiLayerNetwork network(CellType cell, Pooling pooling, int layers) {
        var conf = new SequenceClassifier.Builder()
                .features(IN)
                .cell(cell)
                .hidden(3)
                .layers(layers)
                .classes(2)
                .pooling(pooling)
                .updater(new NoOp())
                .clipNorm(0)
                .build()
                .conf();
        conf.setDataType(DataType.DOUBLE);
        conf.getConfs().forEach(layer -> layer.setDataType(DataType.DOUBLE));
        var network = new MultiLayerNetwork(conf);
        network.init();
        return network;
    }

    /** Of what is in the padding, which is large, nothing may be seen. */
    private static INDArray features() {
        Nd4j.getRandom().setSeed(11);
        INDArray features = Nd4j.rand(LENGTHS.length, IN, TIME).subi(0.5);
        for (int i = 0; i < LENGTHS.length; i++) {
            if (LENGTHS[i] < TIME) {
                features.get(point(i), all(), interval(LENGTHS[i], TIME)).assign(9);
            }
        }
        return features;
    }

    private static INDArray mask() {
        INDArray mask = Nd4j.zeros(LENGTHS.length, TIME);
        for (int i = 0; i < LENGTHS.length; i++) {
            mask.get(point(i), interval(0, LENGTHS[i])).assign(1);
        }
        return mask;
    }
}
