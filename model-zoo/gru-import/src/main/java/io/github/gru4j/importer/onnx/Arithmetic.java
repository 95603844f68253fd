package io.github.gru4j.importer.onnx;

import io.github.gru4j.importer.onnx.Value.Counts;
import io.github.gru4j.importer.onnx.Value.Data;
import io.github.gru4j.importer.onnx.Value.Kept;
import io.github.gru4j.importer.onnx.Value.Lengths;
import io.github.gru4j.importer.onnx.Value.Steps;
import onnx.Onnx.NodeProto;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional.Mode;

/** Add, Sub, Mul, Div and Pow: biases, masks, two directions as one, parts of poolings, and what is computed of shapes. */
final class Arithmetic {

    private final Findings found;
    private final DenseNodes dense;
    private final MaskNodes masks;
    private final PoolNodes pools;
    private final ShapeNodes shapes;

    Arithmetic(Findings found, DenseNodes dense, MaskNodes masks, PoolNodes pools, ShapeNodes shapes) {
        this.found = found;
        this.dense = dense;
        this.masks = masks;
        this.pools = pools;
        this.shapes = shapes;
    }

    Value read(NodeProto node) {
        var a = found.input(node, 0);
        var b = found.input(node, 1);
        var left = Findings.data(a);
        var right = Findings.data(b);
        if (left == null && right == null) {
            return withoutData(node, a, b);
        }
        String kind = node.getOpType();
        if (left != null && right != null) {
            return directions(kind, left, right);
        }
        var data = left != null ? left : right;
        var other = left != null ? b : a;
        String name = node.getInput(left != null ? 1 : 0);
        boolean turns = kind.equals("Add") || kind.equals("Mul");
        Value result = left == null && !turns ? null : one(kind, data, other, name);
        if (result == null) {
            throw new IllegalArgumentException("computes with data what no layer here does");
        }
        return result;
    }

    private Value one(String kind, Data data, Value other, String name) {
        boolean constant = other == null || other instanceof Value.Sizes;
        double number = constant ? found.number(name) : Double.NaN;
        return switch (kind) {
            case "Add" -> other == null ? dense.biased(data, name) : null;
            case "Mul" -> {
                if (other instanceof Kept kept) {
                    yield masks.multiplied(data, kept);
                }
                var half = pools.halved(data, number);
                yield half == null && other == null ? masks.forwardOnly(data, name) : half;
            }
            case "Div" -> other instanceof Counts ? pools.averaged(data) : pools.halved(data, 1 / number);
            case "Pow" -> pools.power(data, number);
            default -> null;
        };
    }

    private Value directions(String kind, Data left, Data right) {
        boolean both = left.half() + right.half() == 1 && left.half() >= 0 && right.half() >= 0;
        if (!both || !(kind.equals("Add") || kind.equals("Mul"))) {
            throw new IllegalArgumentException("computes with two values: the graph branches here");
        }
        boolean ordered = left.half() == 0;
        var together = Picks.together(ordered ? left : right, ordered ? right : left);
        return pools.combined(together, together.axes(), kind.equals("Add") ? Mode.ADD : Mode.MUL);
    }

    private Value withoutData(NodeProto node, Value a, Value b) {
        boolean masks = a instanceof Lengths
                || b instanceof Lengths
                || a instanceof Steps
                || b instanceof Steps
                || a instanceof Kept
                || b instanceof Kept;
        if (!masks) {
            return a == null && b == null ? null : shapes.counted(node);
        }
        double number = a instanceof Lengths ? found.number(node.getInput(1)) : Double.NaN;
        if (!node.getOpType().equals("Sub") || number != 1) {
            throw new IllegalArgumentException("computes with lengths of sequences what no layer here does");
        }
        return MaskNodes.shifted((Lengths) a, number);
    }
}
