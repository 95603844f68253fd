package io.github.gru4j.importer.onnx;

import io.github.gru4j.importer.onnx.Value.Counts;
import io.github.gru4j.importer.onnx.Value.Data;
import io.github.gru4j.importer.onnx.Value.Filled;
import io.github.gru4j.importer.onnx.Value.Input;
import io.github.gru4j.importer.onnx.Value.InputPart;
import io.github.gru4j.importer.onnx.Value.Kept;
import io.github.gru4j.importer.onnx.Value.Lengths;
import io.github.gru4j.importer.onnx.Value.OneHot;
import io.github.gru4j.importer.onnx.Value.Sizes;
import io.github.gru4j.importer.onnx.Value.Stack;
import io.github.gru4j.importer.onnx.Value.Unknown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Finds the chain of layers that a graph amounts to. Exporters write a layer as its node and a dozen that move axes about;
 * following which axis is the batch, the time and the features tells them apart from those that compute.
 */
final class GraphWalk {

    private final OnnxFile file;
    private final Findings found;
    private final FusedActivations fused;
    private final RecurrentNodes recurrent;
    private final DenseNodes dense;
    private final AxisNodes axes;
    private final Reshapes reshapes;
    private final Picks picks;
    private final ShapeNodes shapes;
    private final MaskNodes masks;
    private final PoolNodes pools;
    private final Arithmetic arithmetic;
    private final Map<NodeProto, String> problems = new LinkedHashMap<>();
    private final GraphEnds ends;

    private GraphWalk(OnnxFile file, boolean guesses) {
        this.file = file;
        this.found = new Findings(file, guesses);
        this.fused = new FusedActivations(file);
        this.recurrent = new RecurrentNodes(found);
        this.dense = new DenseNodes(found);
        this.axes = new AxisNodes(found);
        this.reshapes = new Reshapes(found);
        this.picks = new Picks(found);
        this.shapes = new ShapeNodes(found);
        this.masks = new MaskNodes(found);
        this.pools = new PoolNodes(found);
        this.arithmetic = new Arithmetic(found, dense, masks, pools, shapes);
        this.ends = new GraphEnds(found);
    }

    static GraphWalk of(OnnxFile file) {
        var walk = of(file, false, Map.of());
        if (!walk.found.unsettled) {
            return walk;
        }
        // What the axes of the inputs are for, later nodes told: once more, with that known from the start.
        return of(file, false, of(file, true, Map.of()).ends.roles());
    }

    private static GraphWalk of(OnnxFile file, boolean guesses, Map<String, List<Axis.Role>> roles) {
        var walk = new GraphWalk(file, guesses);
        walk.ends.inputs(roles);
        for (var node : file.readNodes()) {
            walk.visit(node);
        }
        walk.ends.outputs();
        return walk;
    }

    List<Step> steps() {
        return found.chain.steps();
    }

    /** By node: why it cannot be one of the network's, or part of one. */
    Map<NodeProto, String> problems() {
        return problems;
    }

    /** What does not fit of the graph as a whole. */
    List<String> wholeProblems() {
        return ends.problems();
    }

    List<String> warnings() {
        return List.copyOf(found.warnings);
    }

    /** Whether the graph ends in the rows of a sequence, [time * batch, features]. */
    boolean inRows() {
        return ends.inRows();
    }

    private void visit(NodeProto node) {
        Value result;
        try {
            boolean unknownInput = node.getInputList().stream().anyMatch(name -> found.value(name) instanceof Unknown);
            result = unknownInput ? followUnknown(node) : understand(node);
        } catch (IllegalArgumentException
                | IndexOutOfBoundsException
                | ArithmeticException
                | IllegalStateException problem) {
            problems.put(node, problem.getMessage());
            result = new Unknown();
        }
        for (String output : node.getOutputList()) {
            if (result != null) {
                found.put(output, result);
            }
        }
    }

    /** Past a node that is not understood only the kind of a node can be judged. */
    private Value followUnknown(NodeProto node) {
        if (Recurrent.is(node)) {
            Recurrent.of(file, node);
        } else if (!Known.is(node)) {
            throw new IllegalArgumentException("is not supported");
        }
        return new Unknown();
    }

    private Value understand(NodeProto node) {
        if (!node.getDomain().isEmpty() && !node.getDomain().equals("ai.onnx")) {
            throw new IllegalArgumentException("is of the domain " + node.getDomain() + ", which is not supported");
        }
        if (Recurrent.is(node)) {
            return recurrent.read(node);
        }
        if (!Known.is(node)) {
            throw new IllegalArgumentException("is not supported");
        }
        var activation = fused.endingWith(node);
        if (activation != null && Findings.data(found.value(activation.input())) != null) {
            return dense.activated(node, found.data(activation.input()), activation.activation());
        }
        if (fused.isInside(node)) {
            return null;
        }
        return switch (node.getOpType()) {
            case "Constant" -> null;
            case "Shape" -> shapes.shape(node);
            case "ConstantOfShape" -> shapes.filled(node);
            case "Expand", "Tile" -> repeated(node);
            case "Range" -> masks.range(node);
            case "Less", "Equal" -> masks.compared(node);
            case "Where" -> masks.chosen(node);
            case "Gemm" -> dense.gemm(node);
            case "MatMul" -> dense.product(node);
            case "OneHot" -> oneHot(node);
            case "Concat" -> concat(node);
            case "Add", "Sub", "Mul", "Div", "Pow" -> arithmetic.read(node);
            case "ReduceSum", "ReduceMean", "ReduceMax", "ReduceProd" -> pools.reduced(node);
            case "Gather" -> gathered(node);
            default -> unary(node);
        };
    }

    private Value repeated(NodeProto node) {
        if (Findings.data(found.input(node, 0)) != null) {
            throw new IllegalArgumentException("repeats data, which is not supported");
        }
        return shapes.repeated(node);
    }

    private Value gathered(NodeProto node) {
        var of = found.input(node, 0);
        var indices = found.input(node, 1);
        if (of == null && indices instanceof Input input) {
            if (Attributes.integer(node, "axis", 0) != 0) {
                throw new IllegalArgumentException("looks up columns of a table; expected rows");
            }
            return dense.embedding(node, input.data(), dense.matrix(node.getInput(0)));
        }
        if (of == null && Findings.data(indices) != null) {
            throw new IllegalArgumentException("looks up what a layer gave; expected an input of the graph");
        }
        return of instanceof Sizes sizes ? shapes.gathered(node, sizes) : unary(node);
    }

    private Value oneHot(NodeProto node) {
        var indices = found.input(node, 0);
        INDArray values = file.floats(node.getInput(2));
        double depth = found.number(node.getInput(1));
        boolean plain = values != null && values.length() == 2 && values.getDouble(0) == 0 && values.getDouble(1) == 1;
        if (!(indices instanceof Input input) || !plain || !(depth > 0) || Attributes.integer(node, "axis", -1) != -1) {
            throw new IllegalArgumentException(
                    "makes other than vectors of zeros and a one, along a last axis, of an input of the graph");
        }
        return new OneHot(input.data(), (long) depth);
    }

    private Value concat(NodeProto node) {
        boolean data = false;
        boolean constant = true;
        for (String name : node.getInputList()) {
            data |= Findings.data(found.value(name)) != null;
            constant &= found.value(name) == null;
        }
        if (data) {
            return picks.joined(node);
        }
        return constant ? null : shapes.joined(node);
    }

    private Value unary(NodeProto node) {
        var of = found.input(node, 0);
        if (of == null) {
            // Constants that are arranged: OnnxFile works out what is asked for.
            return null;
        }
        if (of instanceof Sizes sizes) {
            return sizes(node, sizes);
        }
        var data = Findings.data(of);
        if (data == null && !(of instanceof Stack)) {
            return side(node, of);
        }
        return switch (node.getOpType()) {
            case "Identity" -> of;
            case "Dropout" -> dropout(node, of);
            case "Cast" -> cast(node, of);
            case "Gather", "Slice" -> picks.picked(node, of);
            case "Split" -> {
                picks.split(node, of);
                yield null;
            }
            default -> {
                if (data == null) {
                    yield new Filled(false); // of all layers' states: an output that the network does not have
                }
                yield of(node, of, data);
            }
        };
    }

    private Value of(NodeProto node, Value of, Data data) {
        return switch (node.getOpType()) {
            case "Transpose" -> as(of, data.with(axes.transposed(node, data.axes())));
            case "Squeeze" -> as(of, data.with(axes.squeezed(node, data.axes())));
            case "Unsqueeze" -> as(of, data.with(axes.unsqueezed(node, data.axes())));
            case "Reshape" -> reshapes.reshaped(node, data);
            case "Flatten" -> reshapes.flattened(node, data);
            case "Softmax" -> dense.softmax(node, data);
            case "Abs" -> pools.magnitudes(data);
            default -> {
                var activation = Activations.ofNode(node);
                if (activation == null) {
                    throw new IllegalArgumentException("is not supported on data, only on shapes");
                }
                yield dense.activated(node, data, activation);
            }
        };
    }

    /** An input of the graph stays one while only its axes move. */
    private static Value as(Value before, Data after) {
        return before instanceof Input input ? new Input(input.name(), after) : after;
    }

    private Value sizes(NodeProto node, Sizes sizes) {
        return switch (node.getOpType()) {
            case "Slice" -> shapes.sliced(node, sizes);
            case "Identity", "Cast", "Unsqueeze", "Reshape" -> new Sizes(sizes.entries(), false);
            case "Squeeze" -> new Sizes(sizes.entries(), sizes.entries().size() == 1);
            default -> new Filled(false);
        };
    }

    /** Masks, one-hot vectors, states and arrays of one number. */
    private Value side(NodeProto node, Value of) {
        var turned =
                switch (node.getOpType()) {
                    case "Identity", "Cast" -> of;
                    case "Transpose" -> MaskNodes.turned(of, all -> axes.transposed(node, all));
                    case "Squeeze" -> MaskNodes.turned(of, all -> axes.squeezed(node, all));
                    case "Unsqueeze" -> MaskNodes.turned(of, all -> axes.unsqueezed(node, all));
                    default -> null;
                };
        if (turned != null) {
            return turned;
        }
        boolean rearranged =
                switch (node.getOpType()) {
                    case "Reshape", "Unsqueeze", "Squeeze", "Slice", "Transpose", "Gather", "Split" -> true;
                    default -> false;
                };
        if (rearranged && (of instanceof Filled || of instanceof InputPart)) {
            return of;
        }
        if (of instanceof Lengths || of instanceof Kept || of instanceof OneHot || of instanceof Counts) {
            throw new IllegalArgumentException(
                    "is not supported on masks and lengths of sequences, nor on one-hot vectors");
        }
        return new Filled(false);
    }

    private Value dropout(NodeProto node, Value of) {
        if (Recurrent.has(node, 2)) {
            var training = file.tensor(node.getInput(2));
            boolean on = training == null || isTrue(training);
            if (on) {
                throw new IllegalArgumentException("drops out (training_mode); export the model for inference");
            }
        }
        return of;
    }

    private static boolean isTrue(TensorProto tensor) {
        return tensor.getRawData().isEmpty()
                ? tensor.getInt32DataCount() > 0 && tensor.getInt32Data(0) != 0
                : tensor.getRawData().byteAt(0) != 0;
    }

    private static Value cast(NodeProto node, Value of) {
        long to = Attributes.integer(node, "to", 0);
        boolean real = to == TensorProto.DataType.FLOAT_VALUE || to == TensorProto.DataType.DOUBLE_VALUE;
        boolean whole = to == TensorProto.DataType.INT32_VALUE || to == TensorProto.DataType.INT64_VALUE;
        if (real || (whole && of instanceof Input)) {
            return of;
        }
        throw new IllegalArgumentException("casts data to type " + to + "; expected float or double");
    }
}
