package io.github.gru4j.importer.onnx;

import io.github.gru4j.importer.onnx.Value.Filled;
import io.github.gru4j.importer.onnx.Value.Input;
import io.github.gru4j.importer.onnx.Value.InputPart;
import io.github.gru4j.importer.onnx.Value.Lengths;
import io.github.gru4j.importer.onnx.Value.Sizes;
import java.util.List;
import onnx.Onnx.NodeProto;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;

/** GRU, LSTM and RNN nodes as layers. */
final class RecurrentNodes {

    private static final int LENGTHS = 4;

    private final Findings found;

    RecurrentNodes(Findings found) {
        this.found = found;
    }

    Value read(NodeProto node) {
        var cells = Recurrent.of(found.file, node);
        var data = found.data(node.getInput(0));
        int batch = cells.batchFirst() ? 0 : 1;
        var axes = data.axes();
        if (axes.size() != 3
                || !axes.get(batch).is(Axis.Role.BATCH)
                || !axes.get(1 - batch).is(Axis.Role.TIME)
                || !axes.get(2).is(Axis.Role.FEATURES)) {
            throw new IllegalArgumentException("reads a value " + axes + " whose axes are not known to be "
                    + (cells.batchFirst() ? "[batch, time, features]" : "[time, batch, features]"));
        }
        if (axes.get(2).size() >= 0 && axes.get(2).size() != cells.nIn()) {
            throw new IllegalArgumentException(
                    "reads " + axes.get(2).size() + " features, but its W is for " + cells.nIn());
        }
        boolean masked = Recurrent.has(node, LENGTHS) && lengths(node.getInput(LENGTHS), axes.get(1 - batch));
        if (masked) {
            found.chain.mask();
            found.warnings.add("lengths of sequences (sequence_lens) are given to the network as a features mask");
        }
        for (String state : cells.initialStates()) {
            initialState(state);
        }
        var step = new Step.Cells(
                OnnxFile.name(node), cells, Step.Ends.ALL_STEPS, Bidirectional.Mode.CONCAT, masked, false);
        var directions = new Axis(Axis.Role.DIRECTIONS, cells.directions());
        var features = Axis.features(cells.nOut());
        var time = axes.get(1 - batch);
        var many = axes.get(batch);
        var all = found.chain.add(
                data,
                step,
                cells.batchFirst()
                        ? List.of(many, time, directions, features)
                        : List.of(time, directions, many, features));
        var outputs = node.getOutputList();
        if (!outputs.isEmpty()) {
            found.put(outputs.get(0), all);
        }
        if (outputs.size() > 1) {
            found.put(
                    outputs.get(1),
                    all.with(
                                    cells.batchFirst()
                                            ? List.of(many, directions, features)
                                            : List.of(directions, many, features))
                            .with(Step.Ends.END_STATES));
        }
        // The LSTM's Y_c: a state for rnnGetPreviousState, which no layer reads.
        return new Filled(false);
    }

    /** Whether they say more than that all steps count, which some exporters write out. */
    private boolean lengths(String name, Axis time) {
        var value = found.value(name);
        if (value instanceof Lengths lengths && lengths.plus() == 0) {
            return true;
        }
        if (value instanceof Sizes sizes
                && !sizes.entries().isEmpty()
                && sizes.entries().stream().allMatch(size -> whole(size, time))) {
            return false;
        }
        throw new IllegalArgumentException("has sequence_lens (\"" + name
                + "\") that are neither an input of the graph nor the length of all sequences");
    }

    private static boolean whole(Size size, Axis time) {
        boolean open = time.size() < 0 && size.isNumber();
        return size.isKnown() && !open && size.fits(List.of(time));
    }

    private void initialState(String name) {
        var value = found.value(name);
        if ((value == null && isZero(found.file, name)) || (value instanceof Filled filled && filled.zero())) {
            return;
        }
        String input =
                value instanceof Input whole ? whole.name() : value instanceof InputPart part ? part.name() : null;
        if (input == null) {
            throw new IllegalArgumentException("has an initial state (\"" + name
                    + "\") that is neither zero nor an input of the graph; DL4J's layers begin with zero:"
                    + " import its node with OnnxImport.gru and set the state with rnnSetPreviousState");
        }
        found.warnings.add(
                "input \"" + input + "\" is an initial state: it is zero here unless rnnSetPreviousState sets it");
    }

    static boolean isZero(OnnxFile file, String name) {
        var tensor = file.tensor(name);
        if (tensor != null && Tensors.isInteger(tensor)) {
            return false;
        }
        var values = file.floats(name);
        return values != null && values.amaxNumber().doubleValue() == 0;
    }
}
