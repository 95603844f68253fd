package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A padded and masked batch gives what its sequences give unpadded, one by one. */
class GruMaskTest {

    private static final int N_IN = 3;
    private static final int TIME = 9;
    private static final int[] LENGTHS = {9, 1, 4, 6};
    private static final double TOLERANCE = 1e-6;

    private enum Side {
        LEFT,
        RIGHT
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void bareLayer(Side side) {
        paddedEqualsUnpadded(gru(MaskMode.ZERO), side, false);
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void bareLayerThatHoldsItsState(Side side) {
        paddedEqualsUnpadded(gru(MaskMode.HOLD), side, false);
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void lastTimeStep(Side side) {
        paddedEqualsUnpadded(new LastTimeStep(gru(MaskMode.ZERO)), side, true);
    }

    @ParameterizedTest
    @EnumSource(Bidirectional.Mode.class)
    void bidirectional(Bidirectional.Mode mode) {
        paddedEqualsUnpadded(new Bidirectional(mode, gru(MaskMode.ZERO)), Side.RIGHT, false);
    }

    @Test
    void maskZeroLayerFindsThePaddingByItsValue() {
        double padding = -9;
        var masked = new MaskZeroLayer.Builder()
                .setUnderlying(gru(MaskMode.ZERO))
                .setMaskValue(padding)
                .build();
        var net = network(masked, false);
        var batch = new PaddedBatch(Side.RIGHT, padding);

        var output = net.output(batch.padded);

        for (int b = 0; b < LENGTHS.length; b++) {
            assertThat(distance(batch.valid(output, b), net.output(batch.sequences[b])))
                    .isLessThan(TOLERANCE);
        }
    }

    @Test
    void gapInTheMiddleResetsOrHoldsTheState() {
        var input = GruNetworks.input(new Random(4), DataType.FLOAT, RNNFormat.NCW, 1, N_IN, 3);
        var mask = Nd4j.createFromArray(new float[][] {{1, 0, 1}});
        var first = input.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(0, 1));
        var last = input.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(2, 3));

        var zero = network(new LastTimeStep(gru(MaskMode.ZERO)), true);
        assertThat(distance(zero.output(input, false, mask, null), zero.output(last)))
                .isLessThan(TOLERANCE);

        var hold = network(new LastTimeStep(gru(MaskMode.HOLD)), true);
        assertThat(distance(hold.output(input, false, mask, null), hold.output(Nd4j.concat(2, first, last))))
                .isLessThan(TOLERANCE);
    }

    private static void paddedEqualsUnpadded(Layer layer, Side side, boolean lastStep) {
        var net = network(layer, lastStep);
        var batch = new PaddedBatch(side, 5.0);

        var output = net.output(batch.padded, false, batch.mask, lastStep ? null : batch.mask);

        for (int b = 0; b < LENGTHS.length; b++) {
            var alone = net.output(batch.sequences[b]);
            var inBatch =
                    lastStep ? output.get(NDArrayIndex.interval(b, b + 1), NDArrayIndex.all()) : batch.valid(output, b);
            assertThat(distance(inBatch, alone)).as("sequence %d", b).isLessThan(TOLERANCE);
        }
    }

    private static GRU gru(MaskMode mode) {
        return new GRU.Builder().nOut(4).maskMode(mode).build();
    }

    private static MultiLayerNetwork network(Layer layer, boolean lastStep) {
        var type = InputType.recurrent(N_IN, TIME);
        var net = lastStep
                ? GruNetworks.lastStep(layer, type, 3, DataType.FLOAT)
                : GruNetworks.perStep(layer, type, 3, DataType.FLOAT);
        GruNetworks.randomise(net, new Random(8));
        return net;
    }

    private static double distance(INDArray a, INDArray b) {
        assertThat(a.shape()).isEqualTo(b.shape());
        return Nd4j.math().abs(a.sub(b)).maxNumber().doubleValue();
    }

    /** Sequences of unequal length, one by one and padded with a value that would show if it were read. */
    private static final class PaddedBatch {

        private final INDArray[] sequences = new INDArray[LENGTHS.length];
        private final INDArray padded = Nd4j.create(DataType.FLOAT, LENGTHS.length, N_IN, TIME);
        private final INDArray mask = Nd4j.zeros(DataType.FLOAT, LENGTHS.length, TIME);
        private final Side side;

        PaddedBatch(Side side, double padding) {
            this.side = side;
            var random = new Random(5);
            padded.assign(padding);
            for (int b = 0; b < LENGTHS.length; b++) {
                sequences[b] = GruNetworks.input(random, DataType.FLOAT, RNNFormat.NCW, 1, N_IN, LENGTHS[b]);
                valid(padded, b).assign(sequences[b]);
                mask.get(NDArrayIndex.interval(b, b + 1), time(b)).assign(1.0);
            }
        }

        INDArray valid(INDArray array, int b) {
            return array.get(NDArrayIndex.interval(b, b + 1), NDArrayIndex.all(), time(b));
        }

        private org.nd4j.linalg.indexing.INDArrayIndex time(int b) {
            return side == Side.LEFT
                    ? NDArrayIndex.interval(TIME - LENGTHS[b], TIME)
                    : NDArrayIndex.interval(0, LENGTHS[b]);
        }
    }
}
