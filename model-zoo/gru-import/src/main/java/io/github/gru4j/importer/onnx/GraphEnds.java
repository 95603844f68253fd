package io.github.gru4j.importer.onnx;

import io.github.gru4j.importer.onnx.Value.Data;
import io.github.gru4j.importer.onnx.Value.Filled;
import io.github.gru4j.importer.onnx.Value.Input;
import io.github.gru4j.importer.onnx.Value.Lengths;
import io.github.gru4j.importer.onnx.Value.Stack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.ValueInfoProto;

/** Inputs and outputs of a graph. */
final class GraphEnds {

    private static final int MOST_AXES = 8;

    private final Findings found;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, List<Axis>> inputs = new HashMap<>();
    private boolean inRows;

    GraphEnds(Findings found) {
        this.found = found;
    }

    List<String> problems() {
        return problems;
    }

    /** Whether the graph ends in the rows of a sequence, time before batch, as DL4J's OutputLayer does. */
    boolean inRows() {
        return inRows;
    }

    /** What the axes of each input have turned out to be. */
    Map<String, List<Axis.Role>> roles() {
        var roles = new HashMap<String, List<Axis.Role>>();
        inputs.forEach(
                (name, axes) -> roles.put(name, axes.stream().map(Axis::role).toList()));
        return roles;
    }

    /** @param roles of the axes, for those inputs of which they are known */
    void inputs(Map<String, List<Axis.Role>> roles) {
        for (ValueInfoProto input : found.file.model().getGraph().getInputList()) {
            if (!found.file.inputs().contains(input.getName())) {
                continue;
            }
            var tensor = input.getType().getTensorType();
            var axes = new ArrayList<Axis>();
            for (int i = 0; i < Math.min(MOST_AXES, tensor.getShape().getDimCount()); i++) {
                long size = tensor.getShape().getDim(i).getDimValue();
                var known = roles.get(input.getName());
                axes.add(new Axis(known == null ? Axis.Role.UNKNOWN : known.get(i), size > 0 ? size : -1));
            }
            inputs.put(input.getName(), List.copyOf(axes));
            boolean whole = tensor.getElemType() == TensorProto.DataType.INT32_VALUE
                    || tensor.getElemType() == TensorProto.DataType.INT64_VALUE;
            String name = input.getName();
            boolean lengths = whole && axes.size() == 1 && !isLookedUp(name);
            found.put(name, lengths ? new Lengths(0, axes) : new Input(name, new Data(0, axes)));
        }
    }

    /** Integers, one for each example, are indices if something is looked up by them. */
    private boolean isLookedUp(String name) {
        for (var node : found.file.nodes()) {
            int at = indices(node);
            if (at >= 0 && node.getInputCount() > at && node.getInput(at).equals(name)) {
                return true;
            }
            boolean cast =
                    node.getOpType().equals("Cast") && node.getInputList().contains(name);
            if (cast && node.getOutputCount() == 1 && !node.getOutput(0).equals(name)) {
                String output = node.getOutput(0);
                boolean looked = found.file.nodes().stream()
                        .anyMatch(reader -> indices(reader) >= 0
                                && reader.getInputCount() > indices(reader)
                                && reader.getInput(indices(reader)).equals(output));
                if (looked) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int indices(NodeProto node) {
        return switch (node.getOpType()) {
            case "Gather" -> 1;
            case "OneHot" -> 0;
            default -> -1;
        };
    }

    void outputs() {
        boolean ended = false;
        for (var output : found.file.model().getGraph().getOutputList()) {
            var value = found.value(output.getName());
            boolean head = value instanceof Data data && !found.chain.steps().isEmpty() && found.chain.isHead(data);
            if (!ended && head) {
                ended = true;
                end((Data) value);
            } else if (value instanceof Data data && data.ends() == Step.Ends.ALL_STEPS) {
                found.warnings.add("output \"" + output.getName() + "\" is of a layer in between;"
                        + " the network gives it among its feedForward activations only");
            } else if (value instanceof Data || value instanceof Stack || value instanceof Filled) {
                found.warnings.add("output \"" + output.getName()
                        + "\" is not an output of the network: final states are in rnnGetPreviousState");
            }
        }
        if (!ended) {
            problems.add("expected a graph that ends in the output of its last layer, found none");
        }
        problems.addAll(found.chain.problems());
        found.warnings.addAll(found.chain.warnings());
    }

    private void end(Data data) {
        try {
            found.chain.commit(data);
        } catch (IllegalArgumentException problem) {
            problems.add("its output " + problem.getMessage());
            return;
        }
        boolean sequence = StepLayers.isSequence(found.chain.steps(), 0);
        long rank = data.axes().stream().filter(axis -> !axis.isSingle()).count();
        if (!sequence && rank > 2) {
            problems.add("has no recurrent layer that tells which axis of its input is time");
        }
        if (rank > 0 && data.axes().stream().noneMatch(axis -> axis.role() == Axis.Role.FEATURES)) {
            found.warnings.add("the network gives its output with an axis of one feature, which the graph leaves out");
        }
        if (data.axes().size() == 2 && data.axes().get(0).role() == Axis.Role.ROWS) {
            inRows = data.axes().get(0).parts().get(0).role() == Axis.Role.TIME
                    && found.chain.last() instanceof Step.Dense;
            if (!inRows) {
                found.warnings.add(
                        "the output's rows of examples and steps are sequences [batch, features, time] here");
            }
        }
    }
}
