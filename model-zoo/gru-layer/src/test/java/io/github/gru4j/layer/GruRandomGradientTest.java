package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Random configurations through DL4J's numeric gradient check in double. {@code -Dgru4j.test.seed=N} repeats a run; {@code
 * -Dgru4j.test.configurations=N} sets how many.
 */
@ExtendWith(DoublePrecision.class)
class GruRandomGradientTest {

    private static final int CONFIGURATIONS = Integer.getInteger("gru4j.test.configurations", 300);
    /** Those with a slope everywhere; a kink within the step of the differences would fail a right gradient. */
    private static final Activation[] ACTIVATIONS = {
        Activation.TANH, Activation.SIGMOID, Activation.SOFTSIGN, Activation.IDENTITY, Activation.SWISH, Activation.MISH
    };

    private static final Activation[] GATES = {Activation.SIGMOID, Activation.SIGMOID, Activation.SOFTSIGN};
    private static final int CLASSES = 2;
    private static final double MAX_RELATIVE_ERROR = 1e-5;

    private enum Wrapper {
        BARE,
        LAST_TIME_STEP,
        MASK_ZERO,
        CONCAT,
        ADD,
        MUL,
        AVERAGE
    }

    private record Problem(
            int batch,
            int nIn,
            int nOut,
            int time,
            boolean masked,
            RNNFormat format,
            Wrapper wrapper,
            boolean resetAfter,
            boolean hasBias,
            MaskMode maskMode,
            Activation activation,
            Activation gate) {

        static Problem draw(Random random) {
            return new Problem(
                    1 + random.nextInt(3),
                    1 + random.nextInt(4),
                    1 + random.nextInt(4),
                    1 + random.nextInt(12),
                    random.nextBoolean(),
                    pick(random, RNNFormat.values()),
                    pick(random, Wrapper.values()),
                    random.nextBoolean(),
                    random.nextInt(4) > 0,
                    pick(random, MaskMode.values()),
                    pick(random, ACTIVATIONS),
                    pick(random, GATES));
        }

        @SafeVarargs
        private static <T> T pick(Random random, T... values) {
            return values[random.nextInt(values.length)];
        }

        boolean perStep() {
            return wrapper != Wrapper.LAST_TIME_STEP;
        }

        Layer layer() {
            var gru = new GRU.Builder()
                    .nOut(nOut)
                    .resetAfter(resetAfter)
                    .hasBias(hasBias)
                    .maskMode(maskMode)
                    .activation(activation)
                    .gateActivationFunction(gate)
                    .dataFormat(format)
                    .build();
            return switch (wrapper) {
                case BARE -> gru;
                case LAST_TIME_STEP -> new LastTimeStep(gru);
                case MASK_ZERO ->
                    new MaskZeroLayer.Builder()
                            .setUnderlying(gru)
                            .setMaskValue(0.0)
                            .build();
                default -> new Bidirectional(Bidirectional.Mode.valueOf(wrapper.name()), gru);
            };
        }
    }

    @Test
    void gradientsAreRight() {
        long seed = TestSeed.of(GruRandomGradientTest.class);
        var random = new Random(seed);
        for (int i = 0; i < CONFIGURATIONS; i++) {
            var problem = Problem.draw(random);
            assertThat(passes(problem, random))
                    .as("configuration %d with -Dgru4j.test.seed=%d: %s", i, seed, problem)
                    .isTrue();
        }
    }

    private static boolean passes(Problem p, Random random) {
        var type = InputType.recurrent(p.nIn(), p.time(), p.format());
        var net = p.perStep()
                ? GruNetworks.perStep(p.layer(), type, CLASSES, DataType.DOUBLE)
                : GruNetworks.lastStep(p.layer(), type, CLASSES, DataType.DOUBLE);
        GruNetworks.randomise(net, random);
        // DL4J takes a mask of a single element for one per output and refuses it.
        boolean masked = p.masked() && p.batch() * p.time() > 1;
        var mask = masked ? GruNetworks.mask(random, DataType.DOUBLE, p.batch(), p.time()) : null;
        var input = GruNetworks.input(random, DataType.DOUBLE, p.format(), p.batch(), p.nIn(), p.time());
        if (p.wrapper() == Wrapper.MASK_ZERO) {
            blank(random, input, p);
        }
        return GradientCheckUtil.checkGradients(new GradientCheckUtil.MLNConfig()
                .net(net)
                .input(input)
                .labels(
                        p.perStep()
                                ? GruNetworks.stepLabels(
                                        random, DataType.DOUBLE, p.format(), p.batch(), CLASSES, p.time())
                                : GruNetworks.labels(random, DataType.DOUBLE, p.batch(), CLASSES))
                .inputMask(mask)
                .labelMask(p.perStep() ? mask : null)
                .epsilon(1e-6)
                .maxRelError(MAX_RELATIVE_ERROR)
                .minAbsoluteError(1e-8)
                .subset(true)
                .maxPerParam(12)
                .print(GradientCheckUtil.PrintMode.FAILURES_ONLY));
    }

    /** Puts the value that MaskZeroLayer looks for into random steps. */
    private static void blank(Random random, INDArray input, Problem p) {
        for (int b = 0; b < p.batch(); b++) {
            for (int t = 0; t < p.time(); t++) {
                if (random.nextDouble() < 0.4) {
                    var step = NDArrayIndex.point(t);
                    INDArrayIndex[] at = p.format() == RNNFormat.NCW
                            ? new INDArrayIndex[] {NDArrayIndex.point(b), NDArrayIndex.all(), step}
                            : new INDArrayIndex[] {NDArrayIndex.point(b), step, NDArrayIndex.all()};
                    input.get(at).assign(0.0);
                }
            }
        }
    }
}
