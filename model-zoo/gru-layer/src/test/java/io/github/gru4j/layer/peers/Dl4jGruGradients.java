package io.github.gru4j.layer.peers;

import io.github.gru4j.layer.GRULayer;
import io.github.gru4j.layer.MaskMode;
import io.github.gru4j.layer.kernel.GruKernels;
import io.github.gru4j.layer.kernel.GruMemory;
import io.github.gru4j.layer.kernel.GruParams;
import io.github.gru4j.layer.kernel.GruSegment;
import io.github.gru4j.layer.kernel.GruSpec;
import io.github.gru4j.peers.GruGradients;
import io.github.gru4j.peers.GruProblem;
import io.github.gru4j.peers.GruWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Gradients of our layer in DL4J networks, from outside: no output layer, no loss but a projection of all states. */
final class Dl4jGruGradients {

    private Dl4jGruGradients() {}

    /** Of the sum of all states, each multiplied by its element of the projection [B, D H, T]. */
    static GruGradients gradients(GruProblem p, INDArray projection) {
        if (Dl4jGru.isWrapped(p)) {
            var back = passThrough(Dl4jGru.wrapped(p, Dl4jGru.bidirectional(p)), p.input(), projection);
            return new GruGradients(back.getSecond(), List.of(), List.of(params(back, "f"), params(back, "b")));
        }
        var input = p.input().like();
        var initialStates = new ArrayList<INDArray>();
        var cells = new ArrayList<GruWeights>();
        for (int cell = 0; cell < p.cells().size(); cell++) {
            var net = Dl4jGru.one(p, cell, Dl4jGru.gru(p, MaskMode.ZERO));
            var read = Dl4jGru.direct(p, cell, p.input());
            var epsilon = Dl4jGru.direct(
                    p, cell, Sequences.cell(projection, cell, p.sizes().nOut()));
            if (p.options().initialState()) {
                var state = p.initialStates().get(cell);
                ((RecurrentLayer) net.getLayer(0)).rnnSetTBPTTState(Map.of(GRULayer.STATE_KEY_PREV_ACTIVATION, state));
                initialStates.add(initialStateGradient(p, p.cells().get(cell), read, state, epsilon));
            }
            var back = passThrough(net, read, epsilon);
            input.addi(Dl4jGru.direct(p, cell, back.getSecond()));
            cells.add(params(back, ""));
        }
        return new GruGradients(input, initialStates, cells);
    }

    /** Forward in training from the state that is set, none being zeros, and back. */
    private static Pair<Gradient, INDArray> passThrough(MultiLayerNetwork net, INDArray input, INDArray epsilon) {
        net.initGradientsView();
        net.setInput(input);
        if (net.getLayer(0) instanceof GRULayer) {
            net.rnnActivateUsingStoredState(input, true, false);
        } else {
            net.feedForward(true, false);
        }
        return net.backpropGradient(epsilon, null);
    }

    private static GruWeights params(Pair<Gradient, INDArray> back, String prefix) {
        var gradients = back.getFirst().gradientForVariable();
        return new GruWeights(
                gradients.get("0_" + prefix + "W"),
                gradients.get("0_" + prefix + "RW"),
                gradients.get("0_" + prefix + "b"),
                gradients.get("0_" + prefix + "rb"));
    }

    /** From the kernel: a DL4J layer has nobody to hand it to. */
    private static INDArray initialStateGradient(
            GruProblem p, GruWeights params, INDArray input, INDArray state, INDArray epsilon) {
        GruMemory memory = shape -> Nd4j.createUninitialized(input.dataType(), shape, 'f');
        var kernel = GruKernels.create(new GruSpec(
                p.sizes().nIn(),
                p.sizes().nOut(),
                p.options().resetAfter(),
                new ActivationTanH(),
                new ActivationSigmoid(),
                false,
                input.dataType(),
                false));
        var segment = new GruSegment(input.dup('f'), state.dup('f'), null);
        var inKernelOrder = new GruParams(
                params.w().dup('f'),
                params.rw().dup('f'),
                params.b() == null ? null : params.b().dup('f'),
                params.rb() == null ? null : params.rb().dup('f'));
        var gradients = new GruParams(
                params.w().ulike(),
                params.rw().ulike(),
                params.b() == null ? null : params.b().ulike(),
                params.rb() == null ? null : params.rb().ulike());
        return kernel.backward(
                        inKernelOrder,
                        segment,
                        kernel.forward(inKernelOrder, segment, memory.allocate(epsilon.shape()), memory, memory),
                        epsilon.dup('f'),
                        p.sizes().time(),
                        gradients,
                        memory.allocate(input.shape()),
                        memory)
                .initialState();
    }
}
