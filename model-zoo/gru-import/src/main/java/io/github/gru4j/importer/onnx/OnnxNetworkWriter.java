package io.github.gru4j.importer.onnx;

import static io.github.gru4j.importer.onnx.OnnxAttributes.longsAttribute;

import io.github.gru4j.importer.onnx.OnnxWritten.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onnx.Onnx;
import org.deeplearning4j.nn.conf.RNNFormat;

/** Writes a whole network: its inputs, its steps in order, its outputs. */
final class OnnxNetworkWriter {

    private static final String INPUT = "input";
    private static final String OUTPUT = "output";
    private static final String LENGTHS = "sequence_lens";
    private static final String BATCH = "batch";
    private static final String TIME = "time";

    private final OnnxStep.Network network;
    private final boolean hasLengths;
    private final OnnxGraphWriter graph = new OnnxGraphWriter();
    private final Map<String, OnnxWritten> values = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    OnnxNetworkWriter(OnnxStep.Network network, boolean hasLengths) {
        this.network = network;
        this.hasLengths = hasLengths;
    }

    /**
     * The graph.
     *
     * @throws IllegalArgumentException with everything that cannot be written
     */
    Onnx.GraphProto write() {
        for (var step : network.steps()) {
            collect(step, () -> require(step));
        }
        failIfAny();
        reserveNames();
        writeInputs();
        failIfAny();
        var masks = new OnnxMaskWriter(graph, LENGTHS);
        var layers = new OnnxLayerWriter(graph, masks);
        var vertices = new OnnxVertexWriter(graph, masks, hasLengths);
        var preprocessors = new OnnxPreprocessorWriter(graph);
        for (var step : network.steps()) {
            var inputs = step.inputs().stream().map(values::get).toList();
            if (inputs.contains(null)) {
                continue; // what comes before it has failed already
            }
            collect(step, () -> {
                OnnxWritten output;
                if (step.layer() == null) {
                    output = vertices.write(step.vertex(), inputs, step.name());
                } else {
                    var input = preprocessors.write(step.preprocessor(), inputs.get(0), step.name());
                    output = layers.write(step.layer(), step.params(), input, step.name());
                }
                values.put(step.key(), output);
            });
        }
        failIfAny();
        for (String output : network.outputs()) {
            writeOutput(values.get(output), outputName(output));
        }
        return graph.build("gru4j");
    }

    private static void require(OnnxStep step) {
        if (step.layer() == null) {
            OnnxVertexWriter.require(step.vertex());
        } else {
            OnnxPreprocessorWriter.require(step.preprocessor());
            OnnxLayerWriter.require(step.layer());
            if (step.inputs().size() > 1) {
                throw new OnnxExportException("it has " + step.inputs().size() + " inputs, expected one");
            }
        }
    }

    private void collect(OnnxStep step, Runnable work) {
        try {
            work.run();
        } catch (OnnxExportException e) {
            problems.add(step.title() + ": " + e.getMessage());
        }
    }

    private void failIfAny() {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "the network cannot be written as ONNX:\n  " + String.join("\n  ", problems));
        }
    }

    private String inputName(String input) {
        return network.inputs().size() == 1 ? INPUT : input;
    }

    private String outputName(String output) {
        return network.outputs().size() == 1 ? OUTPUT : output;
    }

    /** Before any node takes them. */
    private void reserveNames() {
        network.inputs().forEach(input -> graph.unique(inputName(input)));
        network.outputs().forEach(output -> graph.unique(outputName(output)));
        graph.unique(LENGTHS);
    }

    private void writeInputs() {
        if (hasLengths && network.inputs().size() > 1) {
            problems.add("sequence lengths: the network has the inputs " + network.inputs()
                    + ", expected one; a mask for each of several is not written");
        }
        for (String input : network.inputs()) {
            var expected = expected(input);
            if (expected == null) {
                problems.add("input \"" + input + "\": no layer tells whether it is a sequence");
            } else {
                values.put(input, writeInput(expected, inputName(input)));
            }
        }
        if (hasLengths) {
            if (values.values().stream().noneMatch(OnnxWritten::masked)) {
                problems.add("sequence lengths: the network's input is not a sequence");
            }
            graph.input(LENGTHS, Onnx.TensorProto.DataType.INT32, List.of(BATCH));
        }
    }

    /** What the first layer or vertex behind this value takes that is not content with anything; null if there is none. */
    private OnnxWritten expected(String value) {
        for (var step : network.steps()) {
            if (!step.inputs().contains(value)) {
                continue;
            }
            var own = expected(step);
            var found = own == null ? expected(step.key()) : own;
            if (found != null) {
                boolean indices = found.kind() == Kind.INDEX || found.kind() == Kind.INDEX_SEQUENCE;
                // Behind another layer an embedding gets numbers.
                return indices && own == null ? null : found;
            }
        }
        return null;
    }

    private static OnnxWritten expected(OnnxStep step) {
        if (step.layer() == null) {
            return OnnxVertexWriter.expected(step.vertex());
        }
        var layer = OnnxLayerWriter.expected(step.layer());
        var preprocessor = OnnxPreprocessorWriter.expected(step.preprocessor());
        if (preprocessor == null) {
            return layer;
        }
        return layer == null || layer.kind() == Kind.INDEX ? preprocessor : preprocessor.wide(layer.features());
    }

    private OnnxWritten writeInput(OnnxWritten expected, String name) {
        Object features = expected.features() > 0 ? (Object) expected.features() : name + "_features";
        boolean nwc = expected.format() == RNNFormat.NWC;
        var whole = Onnx.TensorProto.DataType.INT64;
        var real = Onnx.TensorProto.DataType.FLOAT;
        switch (expected.kind()) {
            case INDEX_SEQUENCE -> graph.input(name, whole, List.of(BATCH, TIME));
            case INDEX -> graph.input(name, whole, List.of(BATCH, 1L));
            case SEQUENCE ->
                graph.input(name, real, nwc ? List.of(BATCH, TIME, features) : List.of(BATCH, features, TIME));
            default -> graph.input(name, real, List.of(BATCH, features));
        }
        var input = expected.named(name);
        if (expected.kind() == Kind.SEQUENCE) {
            return turned(input, nwc ? new long[] {1, 0, 2} : new long[] {2, 0, 1});
        } else if (expected.kind() == Kind.INDEX_SEQUENCE) {
            return turned(input, 1, 0);
        }
        return input;
    }

    private OnnxWritten turned(OnnxWritten input, long... order) {
        String turned = graph.node(
                "Transpose", input.name() + "/Transpose", List.of(input.name()), longsAttribute("perm", order));
        return new OnnxWritten(turned, input.kind(), input.format(), hasLengths, input.features());
    }

    private void writeOutput(OnnxWritten value, String name) {
        Object features = value.features() > 0 ? (Object) value.features() : name + "_features";
        boolean nwc = value.format() == RNNFormat.NWC;
        switch (value.kind()) {
            case SEQUENCE -> {
                var order = nwc ? longsAttribute("perm", 1, 0, 2) : longsAttribute("perm", 1, 2, 0);
                String turned = graph.node("Transpose", name + "/Transpose", List.of(value.name()), order);
                graph.output(turned, name, nwc ? List.of(BATCH, TIME, features) : List.of(BATCH, features, TIME));
            }
            case FOLDED -> {
                // Rows in DL4J's order: all examples at the first step, then at the second.
                String shape = graph.longs(name + "/shape", -1, value.features());
                String rows = graph.node("Reshape", name + "/Reshape", List.of(value.name(), shape));
                graph.output(rows, name, List.of(TIME + "_" + BATCH, features));
            }
            default -> graph.output(value.name(), name, List.of(BATCH, features));
        }
    }
}
