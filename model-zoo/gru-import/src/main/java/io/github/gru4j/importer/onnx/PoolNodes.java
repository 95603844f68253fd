package io.github.gru4j.importer.onnx;

import io.github.gru4j.importer.onnx.Axis.Role;
import io.github.gru4j.importer.onnx.Step.Ends;
import io.github.gru4j.importer.onnx.Value.Counts;
import io.github.gru4j.importer.onnx.Value.Data;
import io.github.gru4j.importer.onnx.Value.Form;
import io.github.gru4j.importer.onnx.Value.Kept;
import java.util.ArrayList;
import java.util.List;
import onnx.Onnx.NodeProto;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional.Mode;

/** Reductions: two directions to one, all steps to one. */
final class PoolNodes {

    private static final int MOST_POWER = 16;

    private final Findings found;

    PoolNodes(Findings found) {
        this.found = found;
    }

    Value reduced(NodeProto node) {
        var of = found.input(node, 0);
        long[] given = found.axes(node);
        if (given == null || given.length != 1) {
            throw new IllegalArgumentException("reduces axes that are not one in the file");
        }
        boolean keeps = Attributes.integer(node, "keepdims", 1) != 0;
        if (of instanceof Kept kept && !kept.last() && node.getOpType().equals("ReduceSum")) {
            return counts(kept, given[0]);
        }
        var data = Findings.data(of);
        if (data == null) {
            throw new IllegalArgumentException("is not supported on shapes, only on data");
        }
        int at = data.axis(given[0]);
        var role = data.axes().get(at).role();
        var axes = new ArrayList<>(data.axes());
        if (keeps) {
            axes.set(at, Axis.one());
        } else {
            axes.remove(at);
        }
        if (role == Role.DIRECTIONS) {
            return combined(data, axes, mode(node.getOpType()));
        }
        if (role == Role.TIME && data.ends() == Ends.ALL_STEPS) {
            return pooled(node, data, axes);
        }
        throw new IllegalArgumentException("reduces " + data.axes().get(at) + "; expected time, or two directions");
    }

    private static Counts counts(Kept kept, long axis) {
        int at = (int) (axis < 0 ? axis + kept.axes().size() : axis);
        if (at < 0 || at >= kept.axes().size() || kept.axes().get(at).role() != Role.TIME) {
            throw new IllegalArgumentException("adds up a mask along axis " + axis + "; expected time");
        }
        return new Counts();
    }

    private static Mode mode(String operator) {
        return switch (operator) {
            case "ReduceSum" -> Mode.ADD;
            case "ReduceProd" -> Mode.MUL;
            case "ReduceMean" -> Mode.AVERAGE;
            default ->
                throw new IllegalArgumentException(
                        "takes the largest of both directions, which DL4J's Bidirectional does not have");
        };
    }

    /** Both directions as one, in a mode of DL4J's. */
    Data combined(Data data, List<Axis> axes, Bidirectional.Mode mode) {
        boolean own = found.chain.isHead(data)
                && data.half() < 0
                && data.form() == Form.PLAIN
                && found.chain.last() instanceof Step.Cells cells
                && cells.mode() == Mode.CONCAT
                && cells.node().directions() == 2;
        if (!own) {
            throw new IllegalArgumentException("combines the directions of other than the layer right before it");
        }
        return found.chain.replaceLast(((Step.Cells) found.chain.last()).with(mode), data.with(axes));
    }

    private Data pooled(NodeProto node, Data data, List<Axis> axes) {
        String name = OnnxFile.name(node);
        boolean masked = found.chain.masked();
        boolean plain = masked ? data.form() == Form.ZEROED : data.form() == Form.PLAIN;
        String operator = node.getOpType();
        if (operator.equals("ReduceSum") && data.form() == Form.AT_LAST) {
            return data.with(axes).with(Ends.LAST_STEP).with(Form.ZEROED);
        } else if (operator.equals("ReduceSum") && plain) {
            return add(data, axes, new Step.Pool(name, PoolingType.SUM, 0, true));
        } else if (operator.equals("ReduceSum") && data.form() == Form.POWERS) {
            int power = (int) data.power();
            return add(data, axes, new Step.Pool(name, PoolingType.PNORM, power, false));
        } else if (operator.equals("ReduceMax") && data.form() == (masked ? Form.LOWEST : Form.PLAIN)) {
            return add(data, axes, new Step.Pool(name, PoolingType.MAX, 0, true));
        } else if (operator.equals("ReduceMean") && !masked && plain) {
            return add(data, axes, new Step.Pool(name, PoolingType.AVG, 0, true));
        }
        throw new IllegalArgumentException(
                masked
                        ? "takes in the padding of sequences whose lengths (sequence_lens) other layers heed"
                        : "pools a sequence in a way that DL4J does not have");
    }

    private Data add(Data data, List<Axis> axes, Step.Pool step) {
        return found.chain.add(data.with(Form.PLAIN), step, axes);
    }

    /** Abs. */
    Data magnitudes(Data data) {
        boolean masked = found.chain.masked();
        if (data.form() != (masked ? Form.ZEROED : Form.PLAIN) || data.half() >= 0) {
            throw new IllegalArgumentException("is supported on data only where it begins a p-norm over time");
        }
        return data.with(Form.MAGNITUDES);
    }

    /** Pow: before the sum of a p-norm, and after it. */
    Data power(Data data, double exponent) {
        if (data.form() == Form.MAGNITUDES
                && exponent == Math.rint(exponent)
                && exponent >= 1
                && exponent <= MOST_POWER) {
            return new Data(data.at(), data.axes(), data.ends(), data.half(), Form.POWERS, exponent);
        }
        boolean root = found.chain.isHead(data)
                && found.chain.last() instanceof Step.Pool pool
                && !pool.whole()
                && Findings.near(exponent * pool.power(), 1);
        if (!root) {
            throw new IllegalArgumentException("is supported on data only as part of a p-norm over time");
        }
        var pool = (Step.Pool) found.chain.last();
        return found.chain.replaceLast(new Step.Pool(pool.name(), pool.type(), pool.power(), true), data);
    }

    /** A sum over the steps that count, by how many they are. */
    Data averaged(Data data) {
        boolean sum = found.chain.isHead(data)
                && found.chain.last() instanceof Step.Pool pool
                && pool.type() == PoolingType.SUM
                && data.form() == Form.PLAIN;
        if (!sum) {
            throw new IllegalArgumentException("divides other than a sum over time by the lengths of sequences");
        }
        var pool = (Step.Pool) found.chain.last();
        return found.chain.replaceLast(new Step.Pool(pool.name(), PoolingType.AVG, 0, true), data);
    }

    /** The sum of both directions by two; null if this is none. */
    Data halved(Data data, double factor) {
        boolean sum = factor == 0.5
                && found.chain.isHead(data)
                && data.form() == Form.PLAIN
                && found.chain.last() instanceof Step.Cells cells
                && cells.mode() == Mode.ADD;
        return sum ? found.chain.replaceLast(((Step.Cells) found.chain.last()).with(Mode.AVERAGE), data) : null;
    }
}
