package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** All parameters and the input, through whole networks, against central differences in double. */
@ExtendWith(DoublePrecision.class)
class GruGradientTest {

    private static final int BATCH = 2;
    private static final int N_IN = 3;
    private static final int N_OUT = 2;
    private static final int CLASSES = 2;
    private static final double MAX_RELATIVE_ERROR = 1e-5;

    private enum Wrapper {
        BARE,
        LAST_TIME_STEP,
        CONCAT,
        ADD,
        MUL,
        AVERAGE
    }

    private record Problem(boolean resetAfter, RNNFormat format, boolean masked, Wrapper wrapper, int time) {}

    private static Stream<Problem> problems() {
        List<Problem> all = new ArrayList<>();
        for (boolean resetAfter : List.of(true, false)) {
            for (var format : RNNFormat.values()) {
                for (boolean masked : List.of(false, true)) {
                    for (var wrapper : Wrapper.values()) {
                        for (int time : List.of(1, 6)) {
                            all.add(new Problem(resetAfter, format, masked, wrapper, time));
                        }
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("problems")
    void gradientsAreRight(Problem p) {
        var random = new Random(42);
        var gru = new GRU.Builder()
                .nOut(N_OUT)
                .resetAfter(p.resetAfter())
                .dataFormat(p.format())
                .build();
        var inputType = InputType.recurrent(N_IN, p.time(), p.format());
        boolean perStep = p.wrapper() != Wrapper.LAST_TIME_STEP;
        MultiLayerNetwork net = perStep
                ? GruNetworks.perStep(wrap(gru, p.wrapper()), inputType, CLASSES, DataType.DOUBLE)
                : GruNetworks.lastStep(new LastTimeStep(gru), inputType, CLASSES, DataType.DOUBLE);
        GruNetworks.randomise(net, random);
        var input = GruNetworks.input(random, DataType.DOUBLE, p.format(), BATCH, N_IN, p.time());
        var labels = perStep
                ? GruNetworks.stepLabels(random, DataType.DOUBLE, p.format(), BATCH, CLASSES, p.time())
                : GruNetworks.labels(random, DataType.DOUBLE, BATCH, CLASSES);
        var mask = p.masked() ? GruNetworks.mask(random, DataType.DOUBLE, BATCH, p.time()) : null;
        var labelsMask = perStep ? mask : null;

        assertThat(GradientCheckUtil.checkGradients(new GradientCheckUtil.MLNConfig()
                        .net(net)
                        .input(input)
                        .labels(labels)
                        .inputMask(mask)
                        .labelMask(labelsMask)
                        .epsilon(1e-6)
                        .maxRelError(MAX_RELATIVE_ERROR)
                        .minAbsoluteError(1e-9)
                        .print(GradientCheckUtil.PrintMode.FAILURES_ONLY)))
                .as("gradients of the parameters")
                .isTrue();
        assertThat(inputError(net, input, labels, mask, labelsMask))
                .as("largest relative error of the gradient of the input")
                .isLessThan(MAX_RELATIVE_ERROR);
    }

    private static Layer wrap(GRU gru, Wrapper wrapper) {
        return wrapper == Wrapper.BARE ? gru : new Bidirectional(Bidirectional.Mode.valueOf(wrapper.name()), gru);
    }

    private static double inputError(
            MultiLayerNetwork net, INDArray input, INDArray labels, INDArray mask, INDArray labelsMask) {
        // Layer by layer: DL4J's calculateGradients takes the mask of the features for that of the labels.
        var workspaces = LayerWorkspaceMgr.noWorkspaces();
        var output = (IOutputLayer) net.getOutputLayer();
        net.setLayerMaskArrays(mask, labelsMask);
        output.setLabels(labels);
        output.setInput(net.getLayer(0).activate(input, true, workspaces), workspaces);
        var epsilon = output.backpropGradient(null, workspaces).getSecond();
        // Backpropagation sums over the batch, the score is its mean.
        var claimed = net.getLayer(0)
                .backpropGradient(epsilon, workspaces)
                .getSecond()
                .div(input.size(0));
        return NumericGradient.maxRelativeError(input, claimed, () -> {
            net.setInput(input);
            net.setLabels(labels);
            net.setLayerMaskArrays(mask, labelsMask);
            net.computeGradientAndScore();
            return net.score();
        });
    }
}
