package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.layer.kernel.GruKernels;
import java.util.Random;
import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;

/** Unusual batches on the fast kernel, inside a network: very long, very short, not a number, nothing valid. */
class KernelInputTest {

    private static final int N_IN = 4;
    private static final int CLASSES = 3;

    private final Random random = new Random(23);

    @BeforeAll
    static void requireTheFastKernel() {
        FastKernel.require();
    }

    @ParameterizedTest
    @CsvSource({"true, false", "true, true", "false, false", "false, true"})
    void threeThousandStepsInferAndTrainAsOnThePortableKernel(boolean resetAfter, boolean masked) {
        var layer = new GRU.Builder().nOut(64).resetAfter(resetAfter);
        var net = network(layer);
        var portable = portable(() -> network(layer));
        var mask = Nd4j.ones(DataType.FLOAT, 2, 3000);
        if (masked) {
            mask.get(NDArrayIndex.point(1), NDArrayIndex.interval(1700, 3000)).assign(0);
        }
        var data = new DataSet(
                input(2, 3000),
                GruNetworks.stepLabels(random, DataType.FLOAT, RNNFormat.NCW, 2, CLASSES, 3000),
                masked ? mask : null,
                masked ? mask.dup() : null);

        assertThat(Differences.largest(output(net, data), output(portable, data)))
                .isLessThan(1e-5);
        net.fit(data);
        portable.fit(data);
        var change = portable.params().sub(network(layer).params());
        assertThat(Differences.largest(net.params(), portable.params())).isLessThan(1e-4 * Differences.largest(change));
    }

    @ParameterizedTest
    @EnumSource(RNNFormat.class)
    void oneSequenceStepByStepIsOnePass(RNNFormat format) {
        var net = network(new GRU.Builder().nOut(8).dataFormat(format), InputType.recurrent(N_IN, format));
        var input = GruNetworks.input(random, DataType.FLOAT, format, 1, N_IN, 100);
        var whole = net.output(input);

        int time = format == RNNFormat.NWC ? 1 : 2;
        for (int t = 0; t < 100; t++) {
            var step = net.rnnTimeStep(step(input, time, t));
            assertThat(Differences.largest(step, step(whole, time, t)))
                    .as("step %d", t)
                    .isLessThan(1e-6);
        }
    }

    @Test
    void aStepsOutputStaysAsItIsWhenTheNextStepIsTaken() {
        var net = network(new GRU.Builder().nOut(8));
        var first = net.rnnTimeStep(input(1, 1));
        var copy = first.dup();

        net.rnnTimeStep(input(1, 1));

        assertThat(Differences.largest(first, copy)).isZero();
    }

    /** JavaCPP frees what was made since a scope was opened when it closes; the kernel's memory is not the user's. */
    @Test
    @SuppressWarnings("unchecked") // an empty array of classes
    void aScopeOfPointersLeavesTheKernelItsMemory() {
        var expected = network(new GRU.Builder().nOut(8));
        var net = network(new GRU.Builder().nOut(8));
        MultiLayerNetwork madeInside;
        var data = data(3, 6);
        FloatPointer users;
        try (var scope = new PointerScope()) {
            users = new FloatPointer(4);
            net.output(data.getFeatures());
            net.fit(data);
            net.rnnTimeStep(input(3, 1));
            madeInside = network(new GRU.Builder().nOut(8));
            madeInside.output(data.getFeatures());
            madeInside.fit(data);
        }
        // Whatever the scope should have freed by mistake belongs to someone else by now.
        var others = new FloatPointer[200];
        for (int i = 0; i < others.length; i++) {
            others[i] = new FloatPointer(1 + 10 * i);
            // Bytes that make no number.
            others[i].fill(0xff);
        }

        assertThat(users.isNull()).as("the user's own memory is freed").isTrue();
        expected.fit(data);
        expected.fit(data);
        for (var afterwards : new MultiLayerNetwork[] {net, madeInside}) {
            afterwards.fit(data);
            assertThat(Differences.largest(afterwards.params(), expected.params()))
                    .isZero();
            assertThat(Differences.largest(output(afterwards, data), output(expected, data)))
                    .isZero();
        }
        for (var other : others) {
            other.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"ZERO, false", "ZERO, true", "HOLD, true"})
    void whatIsNotANumberStaysInItsSequence(MaskMode mode, boolean masked) {
        var net = network(new GRU.Builder().nOut(8).maskMode(mode));
        var mask = GruNetworks.mask(random, DataType.FLOAT, 4, 7);
        mask.putScalar(2, 3, 1);
        var data = new DataSet(input(4, 7), null, masked ? mask : null, null);
        var expected = states(net, data);

        data.getFeatures().putScalar(new int[] {2, 1, 3}, Float.NaN);
        var actual = states(net, data);

        assertThat(actual.getFloat(2, 0, 3)).isNaN();
        for (int b : new int[] {0, 1, 3}) {
            assertThat(Differences.largest(part(actual, b, 7), part(expected, b, 7)))
                    .as("sequence %d", b)
                    .isZero();
        }
        assertThat(Differences.largest(part(actual, 2, 3), part(expected, 2, 3)))
                .as("before it comes")
                .isZero();
    }

    /** The first steps of a sequence. */
    private static INDArray part(INDArray states, int sequence, int steps) {
        return states.get(NDArrayIndex.point(sequence), NDArrayIndex.all(), NDArrayIndex.interval(0, steps));
    }

    private static INDArray states(MultiLayerNetwork net, DataSet data) {
        net.setLayerMaskArrays(data.getFeaturesMaskArray(), null);
        try {
            return net.feedForward(data.getFeatures(), false).get(1);
        } finally {
            net.clearLayerMaskArrays();
        }
    }

    @ParameterizedTest
    @CsvSource({"ZERO, true", "ZERO, false", "HOLD, true", "HOLD, false"})
    void whereNothingIsValidNothingIsLearnt(MaskMode mode, boolean resetAfter) {
        var net = network(new GRU.Builder().nOut(8).maskMode(mode).resetAfter(resetAfter));
        var nothing = Nd4j.zeros(DataType.FLOAT, 3, 5);
        var data = new DataSet(
                input(3, 5),
                GruNetworks.stepLabels(random, DataType.FLOAT, RNNFormat.NCW, 3, CLASSES, 5),
                nothing,
                Nd4j.ones(DataType.FLOAT, 3, 5));
        var before = net.getLayer(0).params().dup();

        assertThat(Differences.largest(states(net, data))).isZero();
        net.fit(data);

        // The output's gradient is not zero, but there is no way from the states to the parameters.
        assertThat(Differences.largest(net.getLayer(0).params(), before)).isZero();
    }

    @ParameterizedTest
    @EnumSource(MaskMode.class)
    void masksOfEveryKindInOneBatch(MaskMode mode) {
        var layer = new GRU.Builder().nOut(8).maskMode(mode);
        var net = network(layer);
        var portable = portable(() -> network(layer));
        var mask = Nd4j.createFromArray(new float[][] {
            {0, 0, 0, 0, 0, 0},
            {1, 1, 1, 1, 1, 1},
            {1, 0, 0, 0, 0, 0},
            {0, 0, 0, 0, 0, 1},
            {0, 1, 0, 1, 0, 1},
            {1, 1, 0, 0, 1, 1}
        });
        var data = new DataSet(
                input(6, 6),
                GruNetworks.stepLabels(random, DataType.FLOAT, RNNFormat.NCW, 6, CLASSES, 6),
                mask,
                Nd4j.ones(DataType.FLOAT, 6, 6));

        for (int i = 0; i < 3; i++) {
            net.fit(data);
            portable.fit(data);
        }

        assertThat(Differences.largest(net.params(), portable.params())).isLessThan(1e-6);
        assertThat(Differences.largest(output(net, data), output(portable, data)))
                .isLessThan(1e-6);
    }

    private static INDArray output(MultiLayerNetwork net, DataSet data) {
        return net.output(data.getFeatures(), false, data.getFeaturesMaskArray(), null);
    }

    private static INDArray step(INDArray sequences, int timeDimension, int t) {
        var at = NDArrayIndex.interval(t, t + 1);
        return timeDimension == 1
                ? sequences.get(NDArrayIndex.all(), at, NDArrayIndex.all())
                : sequences.get(NDArrayIndex.all(), NDArrayIndex.all(), at);
    }

    private DataSet data(int batch, int time) {
        return new DataSet(
                input(batch, time),
                GruNetworks.stepLabels(random, DataType.FLOAT, RNNFormat.NCW, batch, CLASSES, time));
    }

    private INDArray input(int batch, int time) {
        return GruNetworks.input(random, DataType.FLOAT, RNNFormat.NCW, batch, N_IN, time);
    }

    private static <T> T portable(Supplier<T> maker) {
        System.setProperty(GruKernels.PROPERTY, "nd4j");
        try {
            return maker.get();
        } finally {
            System.clearProperty(GruKernels.PROPERTY);
        }
    }

    private static MultiLayerNetwork network(GRU.Builder layer) {
        return network(layer, InputType.recurrent(N_IN));
    }

    private static MultiLayerNetwork network(GRU.Builder layer, InputType input) {
        var net = new MultiLayerNetwork(GruNetworks.configuration(DataType.FLOAT)
                .updater(new Sgd(0.1))
                .list()
                .layer(layer.build())
                .layer(GruNetworks.softmax(CLASSES))
                .setInputType(input)
                .build());
        net.init();
        return net;
    }
}
