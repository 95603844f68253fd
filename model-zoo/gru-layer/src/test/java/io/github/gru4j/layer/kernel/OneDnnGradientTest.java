package io.github.gru4j.layer.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.layer.Differences;
import io.github.gru4j.layer.FastKernel;
import io.github.gru4j.layer.MaskMode;
import io.github.gru4j.layer.kernel.onednn.OneDnnGruKernel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * oneDNN's gradients against central differences: initial state, input and all parameters. oneDNN computes in float, in which
 * differences drown in rounding, so they are taken of the portable kernel in double, at the same values: it is the same function.
 */
class OneDnnGradientTest {

    private static final int N_IN = 3;
    private static final int N_OUT = 4;
    private static final double STEP = 1e-6;
    /** Of each array; others are checked against the portable kernel's gradients by {@link KernelAgreementTest}. */
    private static final int MOST_ELEMENTS = 36;

    /** Of the largest element of the gradient: a float has 7 digits, and an element is a sum of many. */
    private static final double MAX_ERROR = 2e-6;

    /** The masks of as many sequences: whole, padded at the end, padded at the start, with gaps at both ends, never valid. */
    private static final double[][] MASKS = {
        {1, 1, 1, 1, 1, 1},
        {1, 1, 1, 0, 0, 0},
        {0, 0, 1, 1, 1, 1},
        {1, 0, 1, 1, 0, 1},
        {0, 1, 0, 0, 1, 0},
        {0, 0, 0, 0, 0, 0}
    };

    /** More rows than 32 run in chunks of 4 steps, and the first chunk is computed again on the way back. */
    private static final int TWO_CHUNKS = 33;

    private record Problem(boolean resetAfter, boolean bias, MaskMode mask, int batch, int time) {}

    @BeforeAll
    static void requireTheFastKernel() {
        FastKernel.require();
    }

    private static Stream<Problem> problems() {
        List<Problem> all = new ArrayList<>();
        for (boolean resetAfter : List.of(true, false)) {
            for (boolean bias : List.of(true, false)) {
                all.add(new Problem(resetAfter, bias, null, 2, 6));
                all.add(new Problem(resetAfter, bias, MaskMode.ZERO, MASKS.length, 6));
                all.add(new Problem(resetAfter, bias, MaskMode.HOLD, MASKS.length, 6));
            }
            all.add(new Problem(resetAfter, true, null, 2, 1));
            all.add(new Problem(resetAfter, true, MaskMode.ZERO, MASKS.length, 1));
            all.add(new Problem(resetAfter, true, MaskMode.HOLD, MASKS.length, 1));
            all.add(new Problem(resetAfter, true, null, TWO_CHUNKS, 6));
            all.add(new Problem(resetAfter, true, MaskMode.HOLD, TWO_CHUNKS, 6));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("problems")
    void gradientsAreRight(Problem p) {
        var random = new Random(13);
        var params = new GruParams(
                normal(random, N_IN, 3 * N_OUT),
                normal(random, N_OUT, 3 * N_OUT),
                p.bias() ? normal(random, 1, 3 * N_OUT) : null,
                p.bias() && p.resetAfter() ? normal(random, 1, 3 * N_OUT) : null);
        var segment = new GruSegment(
                normal(random, p.batch(), N_IN, p.time()),
                normal(random, p.batch(), N_OUT),
                p.mask() == null ? null : mask(p.batch(), p.time()));
        // The loss is a random projection of all states, so its gradient with respect to them is the projection.
        var epsilon = normal(random, p.batch(), N_OUT, p.time());
        var claimed = gradients(spec(p, DataType.FLOAT), params, segment, epsilon);

        var portable = new Nd4jGruKernel(spec(p, DataType.DOUBLE));
        at(params, segment).forEach((what, at) -> {
            double scale = Math.max(1, Differences.largest(claimed.get(what)));
            for (long i : elements(at, random)) {
                double numeric = difference(portable, params, segment, epsilon, at, i);
                assertThat(claimed.get(what).getDouble(i))
                        .as("%s, element %d", what, i)
                        .isCloseTo(numeric, within(MAX_ERROR * scale));
            }
        });
    }

    private static GruSpec spec(Problem p, DataType type) {
        return new GruSpec(
                N_IN,
                N_OUT,
                p.resetAfter(),
                new ActivationTanH(),
                new ActivationSigmoid(),
                p.mask() == MaskMode.HOLD,
                type,
                false);
    }

    /** What there is a gradient of. */
    private static Map<String, INDArray> at(GruParams params, GruSegment segment) {
        var at = new LinkedHashMap<String, INDArray>();
        at.put("input", segment.input());
        at.put("initial state", segment.initialState());
        at.put("W", params.w());
        at.put("RW", params.rw());
        if (params.b() != null) {
            at.put("b", params.b());
        }
        if (params.rb() != null) {
            at.put("rb", params.rb());
        }
        return at;
    }

    /** oneDNN's, in float and in the order of {@link #at}'s arrays. */
    private static Map<String, INDArray> gradients(
            GruSpec spec, GruParams params, GruSegment segment, INDArray epsilon) {
        GruMemory memory = shape -> Nd4j.createUninitialized(DataType.FLOAT, shape, 'f');
        var kernel = new OneDnnGruKernel(spec);
        var single = new GruParams(single(params.w()), single(params.rw()), single(params.b()), single(params.rb()));
        var singleSegment =
                new GruSegment(single(segment.input()), single(segment.initialState()), single(segment.mask()));
        var gradients = new GruParams(notYet(params.w()), notYet(params.rw()), notYet(params.b()), notYet(params.rb()));
        var states = memory.allocate(epsilon.shape());
        var tape = kernel.forward(single, singleSegment, states, memory, memory);
        var inputs = kernel.backward(
                single,
                singleSegment,
                tape,
                single(epsilon),
                epsilon.size(2),
                gradients,
                notYet(segment.input()),
                memory);
        return at(gradients, new GruSegment(inputs.input(), inputs.initialState(), null));
    }

    private static long[] elements(INDArray at, Random random) {
        return at.length() <= MOST_ELEMENTS
                ? LongStream.range(0, at.length()).toArray()
                : random.longs(MOST_ELEMENTS, 0, at.length()).toArray();
    }

    private static double difference(
            GruKernel kernel, GruParams params, GruSegment segment, INDArray epsilon, INDArray at, long element) {
        double value = at.getDouble(element);
        at.putScalar(element, value + STEP);
        double above = loss(kernel, params, segment, epsilon);
        at.putScalar(element, value - STEP);
        double below = loss(kernel, params, segment, epsilon);
        at.putScalar(element, value);
        return (above - below) / (2 * STEP);
    }

    private static double loss(GruKernel kernel, GruParams params, GruSegment segment, INDArray epsilon) {
        GruMemory memory = shape -> Nd4j.createUninitialized(DataType.DOUBLE, shape, 'f');
        var states = memory.allocate(epsilon.shape());
        kernel.infer(params, segment, states, memory);
        return states.mul(epsilon).sumNumber().doubleValue();
    }

    private static INDArray single(INDArray array) {
        return array == null ? null : array.castTo(DataType.FLOAT);
    }

    /** Gradients must be written over, not added to. */
    private static INDArray notYet(INDArray like) {
        return like == null
                ? null
                : Nd4j.valueArrayOf(like.shape(), Float.NaN, DataType.FLOAT).dup('f');
    }

    /** Doubles that a float holds exactly. */
    private static INDArray normal(Random random, long... shape) {
        var array = Nd4j.createUninitialized(DataType.DOUBLE, shape, 'f');
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, (float) (0.7 * random.nextGaussian()));
        }
        return array;
    }

    private static INDArray mask(int batch, int time) {
        var mask = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {batch, time}, 'f');
        for (int b = 0; b < batch; b++) {
            for (int t = 0; t < time; t++) {
                mask.putScalar(b, t, MASKS[b % MASKS.length][t]);
            }
        }
        return mask;
    }
}
