package io.github.gru4j.layer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.layer.Differences;
import io.github.gru4j.layer.FastKernel;
import io.github.gru4j.layer.TestSeed;
import io.github.gru4j.layer.kernel.onednn.OneDnnGruKernel;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The kernels over the same random problems, in float: sizes, reset variants, biases, masks of every kind, initial states, steps
 * to go back, layouts of arrays. One kernel of each sort serves several batches in a row, as a layer's does.
 */
class KernelAgreementTest {

    private static final int CELLS = 110;
    private static final int BATCHES_EACH = 3;
    private static final double FORWARD = 1e-5;
    private static final double GRADIENTS = 1e-4;
    private static final GruMemory HEAP = shape -> Nd4j.createUninitialized(DataType.FLOAT, shape, 'f');

    private enum MaskKind {
        NONE,
        RIGHT_PADDED,
        LEFT_PADDED,
        GAPS,
        NOTHING_VALID
    }

    @Test
    void onRandomProblems() {
        FastKernel.require();
        long seed = TestSeed.of(KernelAgreementTest.class);
        var random = new Random(seed);
        double worstForward = 0;
        double worstGradient = 0;
        for (int i = 0; i < CELLS; i++) {
            var spec = new GruSpec(
                    1 + random.nextInt(20),
                    1 + random.nextInt(40),
                    random.nextBoolean(),
                    new ActivationTanH(),
                    new ActivationSigmoid(),
                    random.nextBoolean(),
                    DataType.FLOAT,
                    false);
            var portable = new Nd4jGruKernel(spec);
            var fast = new OneDnnGruKernel(spec);
            boolean bias = random.nextInt(4) > 0;
            var params = params(spec, bias, shape -> normal(random, 'f', 0.4, shape));
            for (int k = 0; k < BATCHES_EACH; k++) {
                var problem = problem(random, spec);
                var expected = run(portable, spec, params, bias, problem);
                var actual = run(fast, spec, params, bias, problem);
                var name = "-Dgru4j.test.seed=%d, cell %d, batch %d: %s, %s".formatted(seed, i, k, spec, problem);
                for (int a = 0; a < expected.length; a++) {
                    boolean forward = a < 2;
                    double difference = difference(actual[a], expected[a], forward);
                    assertThat(difference).as("array %d, %s", a, name).isLessThan(forward ? FORWARD : GRADIENTS);
                    worstForward = forward ? Math.max(worstForward, difference) : worstForward;
                    worstGradient = forward ? worstGradient : Math.max(worstGradient, difference);
                }
                // Inference sees it; what training packed does not matter.
                params.w().addi(normal(random, 'f', 0.01, params.w().shape()));
            }
        }
        System.out.printf(
                "KernelAgreementTest: %d problems, worst difference %.1e forwards, %.1e relative in gradients%n",
                CELLS * BATCHES_EACH, worstForward, worstGradient);
    }

    private record Problem(MaskKind kind, GruSegment segment, INDArray epsilon, long steps) {

        @Override
        public String toString() {
            return "mask %s, input %s, %d steps back"
                    .formatted(kind, segment.input().shapeInfoToString(), steps);
        }
    }

    private static Problem problem(Random random, GruSpec spec) {
        int batch = 1 + random.nextInt(random.nextInt(6) == 0 ? 70 : 6);
        int time = 1 + random.nextInt(random.nextInt(4) == 0 ? 60 : 8);
        var kind = MaskKind.values()[random.nextInt(MaskKind.values().length)];
        return new Problem(
                kind,
                new GruSegment(
                        sequences(random, batch, spec.nIn(), time),
                        random.nextBoolean()
                                ? normal(random, random.nextBoolean() ? 'c' : 'f', 1, batch, spec.nOut())
                                : null,
                        mask(random, kind, batch, time)),
                sequences(random, batch, spec.nOut(), time),
                random.nextInt(4) == 0 ? 1 + random.nextInt(time) : time);
    }

    /** In one of the layouts that arrays come in: 'c', 'f', NWC, and as RnnOutputLayer hands them back. */
    private static INDArray sequences(Random random, long batch, long columns, long time) {
        return switch (random.nextInt(4)) {
            case 0 -> normal(random, 'c', 1, batch, columns, time);
            case 1 -> normal(random, 'f', 1, batch, columns, time);
            case 2 -> normal(random, 'c', 1, batch, time, columns).permute(0, 2, 1);
            default -> normal(random, 'f', 1, batch, time, columns).permute(0, 2, 1);
        };
    }

    private static INDArray mask(Random random, MaskKind kind, int batch, int time) {
        if (kind == MaskKind.NONE) {
            return null;
        }
        var mask = Nd4j.zeros(DataType.FLOAT, batch, time);
        for (int b = 0; b < batch; b++) {
            int length = 1 + random.nextInt(time);
            for (int t = 0; t < time; t++) {
                boolean valid =
                        switch (kind) {
                            case RIGHT_PADDED -> t < length;
                            case LEFT_PADDED -> t >= time - length;
                            case GAPS -> random.nextInt(3) > 0;
                            default -> false;
                        };
                mask.putScalar(b, t, valid ? 1 : 0);
            }
        }
        return mask;
    }

    /** States of inference and of training, dL/dinput, dL/dinitial state, dL/dparameters. */
    private static INDArray[] run(GruKernel kernel, GruSpec spec, GruParams params, boolean bias, Problem p) {
        var input = p.segment().input();
        var inferred = HEAP.allocate(p.epsilon().shape());
        kernel.infer(params, p.segment(), inferred, HEAP);
        var states = HEAP.allocate(p.epsilon().shape());
        var tape = kernel.forward(params, p.segment(), states, HEAP, HEAP);
        var kept = states.dup('f');
        // The tape must not need them.
        states.assign(Float.NaN);
        var gradients = params(spec, bias, shape -> Nd4j.valueArrayOf(shape, Float.NaN, DataType.FLOAT)
                .dup('f'));
        var inputs = kernel.backward(
                params, p.segment(), tape, p.epsilon(), p.steps(), gradients, HEAP.allocate(input.shape()), HEAP);
        return java.util.stream.Stream.of(
                        inferred,
                        kept,
                        inputs.input(),
                        inputs.initialState(),
                        gradients.w(),
                        gradients.rw(),
                        gradients.b(),
                        gradients.rb())
                .filter(java.util.Objects::nonNull)
                .toArray(INDArray[]::new);
    }

    private static double difference(INDArray actual, INDArray expected, boolean absolute) {
        double largest = Differences.largest(actual, expected);
        double scale = Differences.largest(expected);
        return absolute || scale == 0 ? largest : largest / Math.max(scale, 1e-3);
    }

    private interface Maker {
        INDArray make(long... shape);
    }

    private static GruParams params(GruSpec spec, boolean bias, Maker maker) {
        return new GruParams(
                maker.make(spec.nIn(), 3 * spec.nOut()),
                maker.make(spec.nOut(), 3 * spec.nOut()),
                bias ? maker.make(1, 3 * spec.nOut()) : null,
                bias && spec.resetAfter() ? maker.make(1, 3 * spec.nOut()) : null);
    }

    private static INDArray normal(Random random, char order, double deviation, long... shape) {
        long length = java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        var values = new float[Math.toIntExact(length)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return Nd4j.create(values, shape, order);
    }
}
