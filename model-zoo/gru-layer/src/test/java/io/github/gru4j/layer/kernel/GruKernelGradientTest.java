package io.github.gru4j.layer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.layer.MaskMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The kernel alone against central differences in double: initial state, input and all parameters. */
class GruKernelGradientTest {

    private static final int BATCH = 2;
    private static final int N_IN = 3;
    private static final int N_OUT = 4;
    private static final double MAX_RELATIVE_ERROR = 1e-5;
    private static final double STEP = 1e-6;
    private static final GruMemory HEAP = shape -> Nd4j.createUninitialized(DataType.DOUBLE, shape, 'f');

    private record Problem(
            boolean resetAfter,
            Activation activation,
            Activation gate,
            MaskMode mask,
            int time,
            boolean bias,
            boolean dropout) {

        Problem(boolean resetAfter, Activation activation, Activation gate, MaskMode mask, int time, boolean bias) {
            this(resetAfter, activation, gate, mask, time, bias, false);
        }
    }

    private static Stream<Problem> problems() {
        List<Problem> all = new ArrayList<>();
        for (boolean resetAfter : List.of(true, false)) {
            for (int time : List.of(1, 6)) {
                all.add(new Problem(resetAfter, Activation.TANH, Activation.SIGMOID, null, time, true));
                all.add(new Problem(resetAfter, Activation.TANH, Activation.SIGMOID, MaskMode.ZERO, time, true));
                all.add(new Problem(resetAfter, Activation.TANH, Activation.SIGMOID, MaskMode.HOLD, time, true));
                all.add(new Problem(resetAfter, Activation.TANH, Activation.SIGMOID, MaskMode.HOLD, time, false));
            }
            all.add(new Problem(resetAfter, Activation.TANH, Activation.SIGMOID, MaskMode.HOLD, 5, true, true));
            // Slopes from the value (identity), from the input for all steps (softsign, hard sigmoid), and step by step
            // (softmax).
            all.add(new Problem(resetAfter, Activation.IDENTITY, Activation.SIGMOID, MaskMode.ZERO, 4, true));
            all.add(new Problem(resetAfter, Activation.SOFTSIGN, Activation.HARDSIGMOID, MaskMode.HOLD, 4, true));
            all.add(new Problem(resetAfter, Activation.SWISH, Activation.SOFTSIGN, MaskMode.ZERO, 4, true));
            all.add(new Problem(resetAfter, Activation.SOFTMAX, Activation.SOFTMAX, MaskMode.ZERO, 4, true));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("problems")
    void gradientsAreRight(Problem p) {
        var random = new Random(11);
        var spec = new GruSpec(
                N_IN,
                N_OUT,
                p.resetAfter(),
                p.activation().getActivationFunction(),
                p.gate().getActivationFunction(),
                p.mask() == MaskMode.HOLD,
                DataType.DOUBLE,
                p.dropout());
        var kernel = new Nd4jGruKernel(spec);
        var params = params(p, shape -> normal(random, shape));
        var segment = new GruSegment(
                normal(random, BATCH, N_IN, p.time()),
                normal(random, BATCH, N_OUT),
                p.mask() == null ? null : mask(random, p.time()),
                p.dropout() ? normal(random, BATCH, 3 * N_OUT) : null);
        // The loss is a random projection of all states, so its gradient with respect to them is the projection.
        var epsilon = normal(random, BATCH, N_OUT, p.time());

        var gradients = params(p, shape -> Nd4j.valueArrayOf(shape, Double.NaN, DataType.DOUBLE)
                .dup('f'));
        var inputs = kernel.backward(
                params,
                segment,
                kernel.forward(params, segment, statesOf(segment), HEAP, HEAP),
                epsilon,
                p.time(),
                gradients,
                HEAP.allocate(BATCH, N_IN, p.time()),
                HEAP);

        check("input", segment.input(), inputs.input(), kernel, params, segment, epsilon);
        check("initial state", segment.initialState(), inputs.initialState(), kernel, params, segment, epsilon);
        check("W", params.w(), gradients.w(), kernel, params, segment, epsilon);
        check("RW", params.rw(), gradients.rw(), kernel, params, segment, epsilon);
        if (p.bias()) {
            check("b", params.b(), gradients.b(), kernel, params, segment, epsilon);
        }
        if (p.bias() && p.resetAfter()) {
            check("rb", params.rb(), gradients.rb(), kernel, params, segment, epsilon);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6, 9})
    void goesBackOnlyAsManyStepsAsAsked(int steps) {
        int time = 6;
        int start = Math.max(0, time - steps);
        for (boolean resetAfter : List.of(true, false)) {
            var random = new Random(12);
            var problem = new Problem(resetAfter, Activation.TANH, Activation.SIGMOID, null, time, true);
            var kernel = new Nd4jGruKernel(new GruSpec(
                    N_IN,
                    N_OUT,
                    resetAfter,
                    Activation.TANH.getActivationFunction(),
                    Activation.SIGMOID.getActivationFunction(),
                    false,
                    DataType.DOUBLE,
                    false));
            var params = params(problem, shape -> normal(random, shape));
            var whole = new GruSegment(normal(random, BATCH, N_IN, time), normal(random, BATCH, N_OUT), null);
            var epsilon = normal(random, BATCH, N_OUT, time);
            var states = HEAP.allocate(BATCH, N_OUT, time);
            kernel.infer(params, whole, states, HEAP);
            // The same as the last steps alone, from the state that the first ones lead to.
            var end = NDArrayIndex.interval(start, time);
            var last = new GruSegment(
                    whole.input()
                            .get(NDArrayIndex.all(), NDArrayIndex.all(), end)
                            .dup('f'),
                    start == 0
                            ? whole.initialState()
                            : states.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(start - 1))
                                    .dup('f'),
                    null);

            var actual = params(problem, HEAP::allocate);
            var actualInputs = backward(kernel, params, whole, epsilon, steps, actual);
            var expected = params(problem, HEAP::allocate);
            var lastEpsilon =
                    epsilon.get(NDArrayIndex.all(), NDArrayIndex.all(), end).dup('f');
            var expectedInputs = backward(kernel, params, last, lastEpsilon, time, expected);

            assertThat(actual.w()).isEqualTo(expected.w());
            assertThat(actual.rw()).isEqualTo(expected.rw());
            assertThat(actual.b()).isEqualTo(expected.b());
            assertThat(actual.rb()).isEqualTo(expected.rb());
            assertThat(actualInputs.initialState()).isEqualTo(expectedInputs.initialState());
            assertThat(actualInputs.input().get(NDArrayIndex.all(), NDArrayIndex.all(), end))
                    .isEqualTo(expectedInputs.input());
            if (start > 0) {
                var before = NDArrayIndex.interval(0, start);
                assertThat(actualInputs
                                .input()
                                .get(NDArrayIndex.all(), NDArrayIndex.all(), before)
                                .amaxNumber()
                                .doubleValue())
                        .isZero();
            }
        }
    }

    private static GruInputGradients backward(
            GruKernel kernel, GruParams params, GruSegment segment, INDArray epsilon, long steps, GruParams into) {
        return kernel.backward(
                params,
                segment,
                kernel.forward(params, segment, statesOf(segment), HEAP, HEAP),
                epsilon,
                steps,
                into,
                HEAP.allocate(segment.input().shape()),
                HEAP);
    }

    private static INDArray statesOf(GruSegment segment) {
        return HEAP.allocate(segment.input().size(0), N_OUT, segment.input().size(2));
    }

    private static void check(
            String what,
            INDArray at,
            INDArray claimed,
            GruKernel kernel,
            GruParams params,
            GruSegment segment,
            INDArray epsilon) {
        for (long i = 0; i < at.length(); i++) {
            double value = at.getDouble(i);
            at.putScalar(i, value + STEP);
            double above = loss(kernel, params, segment, epsilon);
            at.putScalar(i, value - STEP);
            double below = loss(kernel, params, segment, epsilon);
            at.putScalar(i, value);
            double numeric = (above - below) / (2 * STEP);
            double difference = Math.abs(numeric - claimed.getDouble(i));
            if (difference > 1e-8) {
                assertThat(difference / (Math.abs(numeric) + Math.abs(claimed.getDouble(i))))
                        .as("%s, element %d: numeric %s, claimed %s", what, i, numeric, claimed.getDouble(i))
                        .isLessThan(MAX_RELATIVE_ERROR);
            }
        }
    }

    private static double loss(GruKernel kernel, GruParams params, GruSegment segment, INDArray epsilon) {
        var states = HEAP.allocate(epsilon.shape());
        kernel.infer(params, segment, states, HEAP);
        return states.mul(epsilon).sumNumber().doubleValue();
    }

    private interface Maker {
        INDArray make(long... shape);
    }

    private static GruParams params(Problem p, Maker maker) {
        return new GruParams(
                maker.make(N_IN, 3 * N_OUT),
                maker.make(N_OUT, 3 * N_OUT),
                p.bias() ? maker.make(1, 3 * N_OUT) : null,
                p.bias() && p.resetAfter() ? maker.make(1, 3 * N_OUT) : null);
    }

    private static INDArray normal(Random random, long... shape) {
        var array = Nd4j.createUninitialized(DataType.DOUBLE, shape, 'f');
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, 0.7 * random.nextGaussian());
        }
        return array;
    }

    private static INDArray mask(Random random, int time) {
        var mask = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {BATCH, time}, 'f');
        for (long i = 0; i < mask.length(); i++) {
            mask.putScalar(i, random.nextDouble() < 0.6 ? 1.0 : 0.0);
        }
        return mask;
    }
}
