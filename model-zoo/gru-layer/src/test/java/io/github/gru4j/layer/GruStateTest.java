package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** State carried by {@code rnnTimeStep}: any chunking of a sequence gives what one pass gives. */
class GruStateTest {

    private static final int BATCH = 3;
    private static final int N_IN = 4;
    private static final int TIME = 12;
    private static final double TOLERANCE = 1e-6;

    @ParameterizedTest(name = "resetAfter={0}, {1}")
    @CsvSource({"true, NCW", "false, NCW", "true, NWC", "false, NWC"})
    void anyChunkingEqualsOnePass(boolean resetAfter, RNNFormat format) {
        long seed = TestSeed.of(GruStateTest.class);
        var random = new Random(seed);
        var net = network(resetAfter, format);
        GruNetworks.randomise(net, random);
        var input = GruNetworks.input(random, DataType.FLOAT, format, BATCH, N_IN, TIME);
        var whole = net.output(input);

        for (int trial = 0; trial < 10; trial++) {
            net.rnnClearPreviousState();
            for (int from = 0; from < TIME; ) {
                int to = Math.min(TIME, from + 1 + random.nextInt(5));
                var chunk = net.rnnTimeStep(steps(input, format, from, to));
                assertThat(distance(chunk, steps(whole, format, from, to)))
                        .as("steps %d to %d, random seed %d", from, to, seed)
                        .isLessThan(TOLERANCE);
                from = to;
            }
        }
    }

    @Test
    void oneStepAsMatrixEqualsOneStepAsSequence() {
        var net = network(true, RNNFormat.NCW);
        var step = GruNetworks.random(new Random(1), DataType.FLOAT, 1, BATCH, N_IN);

        var fromMatrix = net.rnnTimeStep(step);
        net.rnnClearPreviousState();
        var fromSequence = net.rnnTimeStep(step.reshape(BATCH, N_IN, 1));

        assertThat(fromMatrix.shape()).containsExactly(BATCH, 2);
        assertThat(distance(fromMatrix, fromSequence.reshape(BATCH, 2))).isZero();
    }

    @Test
    void stateIsReadAndSetUnderTheKeyOfDl4jsLayers() {
        var net = network(true, RNNFormat.NCW);
        var input = GruNetworks.input(new Random(2), DataType.FLOAT, RNNFormat.NCW, BATCH, N_IN, TIME);
        net.rnnTimeStep(steps(input, RNNFormat.NCW, 0, 5));
        var state = net.rnnGetPreviousState(0);
        var expected = net.rnnTimeStep(steps(input, RNNFormat.NCW, 5, TIME));

        assertThat(state).containsOnlyKeys("prevAct");
        assertThat(state.get("prevAct").shape()).containsExactly(BATCH, 5);
        net.rnnClearPreviousState();
        net.rnnSetPreviousState(0, Map.of("prevAct", state.get("prevAct")));
        assertThat(distance(net.rnnTimeStep(steps(input, RNNFormat.NCW, 5, TIME)), expected))
                .isZero();
    }

    @Test
    void outputNeitherReadsNorWritesTheCarriedState() {
        var net = network(true, RNNFormat.NCW);
        var input = GruNetworks.input(new Random(3), DataType.FLOAT, RNNFormat.NCW, BATCH, N_IN, TIME);
        var before = net.output(input);
        net.rnnTimeStep(input);
        var state = net.rnnGetPreviousState(0).get("prevAct").dup();

        assertThat(distance(net.output(input), before)).isZero();
        assertThat(distance(net.rnnGetPreviousState(0).get("prevAct"), state)).isZero();
    }

    private static MultiLayerNetwork network(boolean resetAfter, RNNFormat format) {
        var gru = new GRU.Builder().nOut(5).resetAfter(resetAfter).build();
        return GruNetworks.perStep(gru, InputType.recurrent(N_IN, TIME, format), 2, DataType.FLOAT);
    }

    private static INDArray steps(INDArray array, RNNFormat format, int from, int to) {
        INDArrayIndex[] indices = {NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.all()};
        indices[format == RNNFormat.NCW ? 2 : 1] = NDArrayIndex.interval(from, to);
        return array.get(indices).dup();
    }

    private static double distance(INDArray a, INDArray b) {
        assertThat(a.shape()).isEqualTo(b.shape());
        return Nd4j.math().abs(a.sub(b)).maxNumber().doubleValue();
    }
}
