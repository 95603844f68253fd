package io.github.gru4j.importer.onnx;

import static io.github.gru4j.importer.onnx.OnnxAttributes.attribute;
import static io.github.gru4j.importer.onnx.OnnxAttributes.floatsAttribute;
import static io.github.gru4j.importer.onnx.OnnxAttributes.longsAttribute;
import static io.github.gru4j.importer.onnx.OnnxAttributes.stringsAttribute;

import io.github.gru4j.layer.GRU;
import io.github.gru4j.layer.GRUParamInitializer;
import io.github.gru4j.layer.MaskMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import onnx.Onnx;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Recurrent layers as ONNX's GRU, LSTM and RNN (opset 14); both directions of a bidirectional layer are one node. */
final class OnnxRecurrentWriter {

    /**
     * A written operator.
     *
     * @param steps its Y, [time, directions, batch, H]
     * @param last its Y_h, [directions, batch, H]: where each direction ended
     * @param held the layer's input if the layer holds its state where a mask ends its sequences, else null
     * @param directions how many
     */
    record Result(String steps, String last, String held, int directions) {}

    /** One direction in ONNX's order of gates: w [gates H, nIn], rw [gates H, H], b [2 gates H] or null. */
    private record Weights(INDArray w, INDArray rw, INDArray b) {}

    /** DL4J's LSTM has the blocks candidate, forget, output, input; ONNX's input, output, forget, candidate. */
    private static final int LSTM_GATES = 4;

    private final OnnxGraphWriter graph;
    private final OnnxMaskWriter masks;

    OnnxRecurrentWriter(OnnxGraphWriter graph, OnnxMaskWriter masks) {
        this.graph = graph;
        this.masks = masks;
    }

    /** Throws if this cell cannot be written. */
    static void require(BaseRecurrentLayer cell) {
        if (!(cell instanceof GRU || cell instanceof LSTM || cell instanceof SimpleRnn)) {
            throw new OnnxExportException("expected GRU, LSTM or SimpleRnn");
        }
        if (cell instanceof SimpleRnn rnn && rnn.isHasLayerNorm()) {
            throw new OnnxExportException("ONNX's RNN has no layer normalization");
        }
        activations(cell);
    }

    /** Throws if the two directions cannot be one node. */
    static void require(Bidirectional both) {
        var forward = cell(both.getFwd());
        var backward = cell(both.getBwd());
        require(forward);
        require(backward);
        boolean alike = forward.getClass() == backward.getClass() && forward.getNOut() == backward.getNOut();
        if (alike && forward instanceof GRU first && backward instanceof GRU second) {
            alike = first.isResetAfter() == second.isResetAfter()
                    && first.isHasBias() == second.isHasBias()
                    && first.getMaskMode() == second.getMaskMode();
        }
        if (!alike) {
            throw new OnnxExportException("the two directions differ in more than parameters and activations;"
                    + " ONNX has one set of options for both");
        }
    }

    static BaseRecurrentLayer cell(org.deeplearning4j.nn.conf.layers.Layer layer) {
        if (layer instanceof BaseRecurrentLayer cell) {
            return cell;
        }
        throw new OnnxExportException(
                "it wraps " + layer.getClass().getSimpleName() + "; expected GRU, LSTM or SimpleRnn");
    }

    /** Whether DL4J's cell, standing alone in the network, uses the mask: the LSTM does not. */
    static boolean heedsMask(BaseRecurrentLayer cell) {
        return !(cell instanceof LSTM);
    }

    Result write(BaseRecurrentLayer cell, Map<String, INDArray> params, String input, String layer, boolean masked) {
        return write(List.of(cell), List.of(weights(cell, params, "")), input, layer, masked);
    }

    Result write(Bidirectional both, Map<String, INDArray> params, String input, String layer, boolean masked) {
        var forward = cell(both.getFwd());
        var backward = cell(both.getBwd());
        var directions = List.of(weights(forward, params, "f"), weights(backward, params, "b"));
        return write(List.of(forward, backward), directions, input, layer, masked);
    }

    private Result write(
            List<BaseRecurrentLayer> cells, List<Weights> directions, String input, String layer, boolean masked) {
        var cell = cells.get(0);
        var inputs = new ArrayList<>(List.of(input));
        inputs.add(graph.floats(
                layer + "/W", stack(directions.stream().map(Weights::w).toList())));
        inputs.add(graph.floats(
                layer + "/R", stack(directions.stream().map(Weights::rw).toList())));
        boolean hasBias = directions.get(0).b() != null;
        inputs.add(
                hasBias
                        ? graph.floats(
                                layer + "/B",
                                stack(directions.stream().map(Weights::b).toList()))
                        : "");
        inputs.add(masks.lengths(masked));
        while (inputs.get(inputs.size() - 1).isEmpty()) {
            inputs.remove(inputs.size() - 1);
        }
        var attributes = attributes(cells);
        List<String> outputs =
                graph.node(operator(cell), layer, inputs, 2, attributes.toArray(new Onnx.AttributeProto[0]));
        boolean holds = masked && cell instanceof GRU gru && gru.getMaskMode() == MaskMode.HOLD;
        return new Result(outputs.get(0), outputs.get(1), holds ? input : null, directions.size());
    }

    /**
     * After the end of a sequence ONNX gives zeros. A layer that holds its state gives the forward direction's last one there;
     * the backward direction has not begun.
     */
    private String steps(Result result, String layer) {
        if (result.held() == null) {
            return result.steps();
        }
        float[] forwardOnly = result.directions() == 1 ? new float[] {1} : new float[] {1, 0};
        String factor = graph.floats(layer + "/forward", forwardOnly, result.directions(), 1, 1);
        String held = graph.node("Mul", layer + "/Held", List.of(result.last(), factor));
        String axis = graph.longs(layer + "/direction", 1);
        String kept = graph.node("Unsqueeze", layer + "/Unsqueeze", List.of(masks.kept(result.held()), axis));
        return graph.node("Where", layer + "/Hold", List.of(kept, result.steps(), held));
    }

    private static INDArray stack(List<INDArray> directions) {
        return Nd4j.stack(0, directions.toArray(new INDArray[0]));
    }

    private static String operator(BaseRecurrentLayer cell) {
        if (cell instanceof GRU) {
            return "GRU";
        }
        return cell instanceof LSTM ? "LSTM" : "RNN";
    }

    private static List<Onnx.AttributeProto> attributes(List<BaseRecurrentLayer> cells) {
        var attributes = new ArrayList<Onnx.AttributeProto>();
        attributes.add(attribute("hidden_size", cells.get(0).getNOut()));
        attributes.add(attribute("direction", cells.size() == 2 ? "bidirectional" : "forward"));
        if (cells.get(0) instanceof GRU gru) {
            attributes.add(attribute("linear_before_reset", gru.isResetAfter() ? 1 : 0));
        }
        var names = new ArrayList<String>();
        var alphas = new ArrayList<Float>();
        var betas = new ArrayList<Float>();
        for (var cell : cells) {
            for (var activation : activations(cell)) {
                names.add(activation.name());
                if (activation.alpha() != null) {
                    alphas.add(activation.alpha());
                }
                if (activation.beta() != null) {
                    betas.add(activation.beta());
                }
            }
        }
        attributes.add(stringsAttribute("activations", names));
        if (!alphas.isEmpty()) {
            attributes.add(floatsAttribute("activation_alpha", alphas));
        }
        if (!betas.isEmpty()) {
            attributes.add(floatsAttribute("activation_beta", betas));
        }
        return attributes;
    }

    private static List<OnnxActivationWriter.Named> activations(BaseRecurrentLayer cell) {
        var activation = OnnxActivationWriter.recurrent(cell.getActivationFn());
        if (cell instanceof GRU gru) {
            return List.of(OnnxActivationWriter.recurrent(gru.getGateActivationFn()), activation);
        } else if (cell instanceof LSTM lstm) {
            return List.of(OnnxActivationWriter.recurrent(lstm.getGateActivationFn()), activation, activation);
        }
        return List.of(activation);
    }

    private static Weights weights(BaseRecurrentLayer cell, Map<String, INDArray> params, String prefix) {
        INDArray w = params.get(prefix + GRUParamInitializer.INPUT_WEIGHT_KEY).transpose();
        INDArray rw =
                params.get(prefix + GRUParamInitializer.RECURRENT_WEIGHT_KEY).transpose();
        INDArray b = params.get(prefix + GRUParamInitializer.BIAS_KEY);
        INDArray rb = params.get(prefix + GRUParamInitializer.RECURRENT_BIAS_KEY);
        if (cell instanceof LSTM) {
            w = lstmOrder(w);
            rw = lstmOrder(rw);
            b = lstmOrder(b.reshape(b.length(), 1));
        }
        if (b == null) {
            return new Weights(w, rw, null);
        }
        INDArray flat = b.dup('c').reshape(b.length());
        INDArray recurrent = rb == null ? flat.ulike().assign(0) : rb.dup('c').reshape(rb.length());
        return new Weights(w, rw, Nd4j.concat(0, flat, recurrent));
    }

    /** Rows of [4 H, n] in ONNX's order: that of DL4J backwards. */
    private static INDArray lstmOrder(INDArray rows) {
        // By Java arrays: ND4J 1.0.0-M2.1 gives an empty array for some intervals of a transposed view.
        float[] from = rows.castTo(DataType.FLOAT).dup('c').data().asFloat();
        var to = new float[from.length];
        int block = from.length / LSTM_GATES;
        // ONNX i, o, f, c are the blocks 3, 2, 1, 0 of DL4J: its first block, called "input", is the candidate.
        for (int i = 0; i < LSTM_GATES; i++) {
            System.arraycopy(from, (LSTM_GATES - 1 - i) * block, to, i * block, block);
        }
        return Nd4j.create(to, rows.shape(), 'c');
    }

    /** Y of one direction as a sequence, [time, batch, H]. */
    String sequence(Result result, String layer) {
        return graph.node(
                "Squeeze", layer + "/Squeeze", List.of(steps(result, layer), graph.longs(layer + "/direction", 1)));
    }

    /** Y_h of one direction, [batch, H]. */
    String last(Result result, String layer) {
        return graph.node("Squeeze", layer + "/Squeeze", List.of(result.last(), graph.longs(layer + "/direction", 0)));
    }

    /** Y of both directions as one sequence, [time, batch, H or 2 H]. */
    String sequence(Result result, Bidirectional.Mode mode, String layer) {
        if (mode == Bidirectional.Mode.CONCAT) {
            String turned = graph.node(
                    "Transpose",
                    layer + "/Transpose",
                    List.of(steps(result, layer)),
                    longsAttribute("perm", 0, 2, 1, 3));
            return graph.node("Reshape", layer + "/Reshape", List.of(turned, graph.longs(layer + "/shape", 0, 0, -1)));
        }
        return reduce(steps(result, layer), 1, mode, layer);
    }

    /** Y_h of both directions, [batch, H or 2 H]. */
    String last(Result result, Bidirectional.Mode mode, String layer) {
        if (mode == Bidirectional.Mode.CONCAT) {
            String turned = graph.node(
                    "Transpose", layer + "/Transpose", List.of(result.last()), longsAttribute("perm", 1, 0, 2));
            return graph.node("Reshape", layer + "/Reshape", List.of(turned, graph.longs(layer + "/shape", 0, -1)));
        }
        return reduce(result.last(), 0, mode, layer);
    }

    private String reduce(String value, int axis, Bidirectional.Mode mode, String layer) {
        var keep = attribute("keepdims", 0);
        if (mode == Bidirectional.Mode.ADD) {
            // The axes of this one operator became an input in opset 13.
            String axes = graph.longs(layer + "/axes", axis);
            return graph.node("ReduceSum", layer + "/ReduceSum", List.of(value, axes), keep);
        }
        String operator = mode == Bidirectional.Mode.MUL ? "ReduceProd" : "ReduceMean";
        return graph.node(operator, layer + "/" + operator, List.of(value), longsAttribute("axes", axis), keep);
    }
}
