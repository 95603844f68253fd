package io.github.gru4j.importer.pytorch;

import io.github.gru4j.layer.BidirectionalLastStep;
import io.github.gru4j.layer.GRU;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The GRU layers of a network in their order, as PyTorch may have them. */
final class ExportedGrus {

    /**
     * A GRU layer, with the wrappers around it.
     *
     * @param follows whether its input is the whole output of the member before it, or of dropout on that
     */
    record Member(String name, Layer layer, GRU cell, Map<String, INDArray> params, boolean follows) {

        boolean isBidirectional() {
            return bidirectional(layer) != null;
        }

        /** What the next layer of an {@code nn.GRU} would get. */
        private long width() {
            return isBidirectional() ? 2 * cell.getNOut() : cell.getNOut();
        }

        private boolean isConcatenated() {
            var both = bidirectional(layer);
            return both == null || both.getMode() == Bidirectional.Mode.CONCAT;
        }
    }

    private final List<Member> members = new ArrayList<>();
    /** Both directions of a layer may have the same. */
    private final Set<String> problems = new LinkedHashSet<>();
    /** Key of the step whose output is still that of the last member. */
    private String end;

    static ExportedGrus of(MultiLayerNetwork network) {
        var stack = new ExportedGrus();
        var configuration = network.getLayerWiseConfigurations();
        for (int i = 0; i < network.getnLayers(); i++) {
            var layer = configuration.getConf(i).getLayer();
            String name = layer.getLayerName() == null ? "layer" + i : layer.getLayerName();
            stack.add(name, "" + i, "" + (i - 1), layer, network.getLayer(i));
        }
        return stack.checked();
    }

    static ExportedGrus of(ComputationGraph network) {
        var stack = new ExportedGrus();
        var configuration = network.getConfiguration();
        for (int index : network.topologicalSortOrder()) {
            String name = network.getVertices()[index].getVertexName();
            if (configuration.getVertices().get(name) instanceof LayerVertex vertex) {
                String input = configuration.getVertexInputs().get(name).get(0);
                stack.add(name, name, input, vertex.getLayerConf().getLayer(), network.getLayer(name));
            }
        }
        return stack.checked();
    }

    List<Member> members() {
        return members;
    }

    /** Whether one {@code nn.GRU} with several layers has these. */
    boolean isOneModule() {
        var first = members.get(0);
        for (int i = 1; i < members.size(); i++) {
            var before = members.get(i - 1);
            var member = members.get(i);
            boolean alike = member.cell().getNOut() == first.cell().getNOut()
                    && member.cell().isHasBias() == first.cell().isHasBias()
                    && member.isBidirectional() == first.isBidirectional();
            boolean fits =
                    member.follows() && before.isConcatenated() && member.cell().getNIn() == before.width();
            if (!alike || !fits) {
                return false;
            }
        }
        return true;
    }

    private void add(String name, String key, String input, Layer conf, org.deeplearning4j.nn.api.Layer layer) {
        boolean follows = input.equals(end);
        if (cell(conf) instanceof GRU cell) {
            require(name, cell);
            var both = bidirectional(conf);
            if (both != null) {
                require(name, (GRU) cell(both.getBwd()));
            }
            members.add(new Member(name, conf, cell, layer.paramTable(), follows));
            boolean wholeSequence = unfrozen(conf) instanceof GRU || unfrozen(conf) instanceof Bidirectional;
            end = wholeSequence ? key : null;
        } else if (follows && conf instanceof DropoutLayer) {
            end = key;
        }
    }

    private void require(String name, GRU cell) {
        String title = "layer \"" + name + "\" (GRU): ";
        if (!cell.isResetAfter()) {
            problems.add(
                    title + "it applies the reset gate before the recurrent product, PyTorch's GRU applies it after;"
                            + " train with resetAfter(true), or write ONNX, which has both");
        }
        if (!(cell.getActivationFn() instanceof ActivationTanH)
                || !(cell.getGateActivationFn() instanceof ActivationSigmoid)) {
            problems.add(title + "PyTorch's GRU has the activations tanh and sigmoid, found " + cell.getActivationFn()
                    + " and " + cell.getGateActivationFn());
        }
    }

    private ExportedGrus checked() {
        if (members.isEmpty()) {
            problems.add("there is no GRU layer in it");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "the network's GRU layers cannot be written for PyTorch:\n  " + String.join("\n  ", problems));
        }
        return this;
    }

    private static Layer unfrozen(Layer layer) {
        if (layer instanceof FrozenLayer frozen) {
            return unfrozen(frozen.getLayer());
        } else if (layer instanceof FrozenLayerWithBackprop frozen) {
            return unfrozen(frozen.getUnderlying());
        }
        return layer;
    }

    /** The innermost layer; of two directions the forward one. */
    private static Layer cell(Layer layer) {
        var own = unfrozen(layer);
        if (own instanceof Bidirectional both) {
            return cell(both.getFwd());
        } else if (own instanceof LastTimeStep last) {
            return cell(last.getUnderlying());
        } else if (own instanceof BidirectionalLastStep last) {
            return cell(last.getUnderlying());
        }
        return own;
    }

    private static Bidirectional bidirectional(Layer layer) {
        var own = unfrozen(layer);
        if (own instanceof LastTimeStep last) {
            return bidirectional(last.getUnderlying());
        } else if (own instanceof BidirectionalLastStep last) {
            return bidirectional(last.getUnderlying());
        }
        return own instanceof Bidirectional both ? both : null;
    }
}
