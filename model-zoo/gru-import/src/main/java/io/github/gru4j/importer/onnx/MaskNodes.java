package io.github.gru4j.importer.onnx;

import io.github.gru4j.importer.onnx.Axis.Role;
import io.github.gru4j.importer.onnx.Step.Ends;
import io.github.gru4j.importer.onnx.Value.Data;
import io.github.gru4j.importer.onnx.Value.Form;
import io.github.gru4j.importer.onnx.Value.Kept;
import io.github.gru4j.importer.onnx.Value.Lengths;
import io.github.gru4j.importer.onnx.Value.Sizes;
import io.github.gru4j.importer.onnx.Value.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import onnx.Onnx.NodeProto;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Masks that a graph makes of the lengths of sequences, and what it does with them. */
final class MaskNodes {

    private static final double LOWEST = -1e30;

    private final Findings found;

    MaskNodes(Findings found) {
        this.found = found;
    }

    /** The value with other axes, if it is one that masks are made of; null if it is not. */
    static Value turned(Value of, UnaryOperator<List<Axis>> axes) {
        if (of instanceof Lengths lengths) {
            return new Lengths(lengths.plus(), axes.apply(lengths.axes()));
        } else if (of instanceof Steps steps) {
            return new Steps(axes.apply(steps.axes()));
        } else if (of instanceof Kept kept) {
            return new Kept(axes.apply(kept.axes()), kept.last());
        }
        return null;
    }

    /** Numbers from 0 to the length of an axis. */
    Value range(NodeProto node) {
        boolean whole = found.number(node.getInput(0)) == 0
                && found.number(node.getInput(2)) == 1
                && found.input(node, 1) instanceof Sizes sizes
                && sizes.entries().size() == 1
                && sizes.entries().get(0).isKnown()
                && sizes.entries().get(0).factor() == 1
                && sizes.entries().get(0).axes().size() == 1;
        return whole ? new Steps(((Sizes) found.input(node, 1)).entries().get(0).axes()) : new Value.Filled(false);
    }

    /** Less or Equal. */
    Value compared(NodeProto node) {
        var a = found.input(node, 0);
        var b = found.input(node, 1);
        boolean less = node.getOpType().equals("Less");
        if (a instanceof Steps steps && b instanceof Lengths lengths && lengths.plus() == (less ? 0 : -1)) {
            settle(steps.axes(), Role.TIME);
            settle(lengths.axes(), Role.BATCH);
            return new Kept(broadcast(steps.axes(), lengths.axes()), !less);
        }
        if (a instanceof Steps || b instanceof Lengths || a instanceof Lengths || Findings.data(a) != null) {
            throw new IllegalArgumentException("compares steps otherwise than with the lengths of sequences");
        }
        return new Value.Filled(false);
    }

    private static void settle(List<Axis> axes, Role role) {
        for (var axis : axes) {
            if (axis.role() != Role.ONE && !axis.is(role)) {
                throw new IllegalArgumentException("compares " + axis + " as if it were " + role);
            }
        }
    }

    private static List<Axis> broadcast(List<Axis> a, List<Axis> b) {
        var axes = new ArrayList<Axis>();
        int rank = Math.max(a.size(), b.size());
        for (int i = 0; i < rank; i++) {
            var one = i < rank - a.size() ? Axis.one() : a.get(i - (rank - a.size()));
            var other = i < rank - b.size() ? Axis.one() : b.get(i - (rank - b.size()));
            if (one.role() != Role.ONE && other.role() != Role.ONE) {
                throw new IllegalArgumentException("compares steps with lengths along the same axis");
            }
            axes.add(one.role() == Role.ONE ? other : one);
        }
        return axes;
    }

    /** Lengths less a number. */
    static Value shifted(Lengths lengths, double number) {
        return new Lengths(lengths.plus() - (long) number, lengths.axes());
    }

    /** Zeros where steps do not count. */
    Data multiplied(Data data, Kept kept) {
        requireAligned(data, kept);
        found.chain.mask();
        if (data.form() != Form.PLAIN && data.form() != Form.ZEROED) {
            throw new IllegalArgumentException("masks a sequence in the middle of its pooling");
        }
        return data.with(kept.last() ? Form.AT_LAST : Form.ZEROED);
    }

    /** Where: another value at steps that do not count. */
    Value chosen(NodeProto node) {
        var data = Findings.data(found.input(node, 1));
        if (!(found.input(node, 0) instanceof Kept kept) || data == null) {
            if (data != null || Findings.data(found.input(node, 2)) != null) {
                throw new IllegalArgumentException("chooses between values by other than the lengths of sequences");
            }
            return new Value.Filled(false);
        }
        requireAligned(data, kept);
        found.chain.mask();
        if (found.input(node, 2) instanceof Data held && held.form() == Form.HELD && !kept.last()) {
            return holding(data, held);
        }
        double other = found.number(node.getInput(2));
        if (kept.last() || !(other == 0 || other <= LOWEST) || data.form() != Form.PLAIN) {
            throw new IllegalArgumentException("puts other than zeros, or the lowest numbers, in the place of padding");
        }
        return data.with(other == 0 ? Form.ZEROED : Form.LOWEST);
    }

    private Data holding(Data data, Data held) {
        boolean own = found.chain.isHead(data)
                && found.chain.isHead(held)
                && data.form() == Form.PLAIN
                && data.ends() == Ends.ALL_STEPS
                && data.half() < 0
                && found.chain.last() instanceof Step.Cells cells
                && cells.node().kind().equals("GRU")
                && cells.masked();
        if (!own) {
            throw new IllegalArgumentException("holds the end state of other than the GRU right before it");
        }
        return found.chain.replaceLast(((Step.Cells) found.chain.last()).holding(), data);
    }

    /** End states times 1 forward and 0 backward; null if these are others. */
    Data forwardOnly(Data data, String factors) {
        boolean state = data.ends() == Ends.END_STATES
                && data.form() == Form.PLAIN
                && data.half() < 0
                && data.axes().size() == 3
                && data.axes().get(0).role() == Role.DIRECTIONS;
        INDArray values = state ? found.file.floats(factors) : null;
        if (values == null
                || values.rank() != 3
                || values.size(0) != data.axes().get(0).size()
                || values.length() > 2) {
            return null;
        }
        boolean forward = values.getDouble(0) == 1 && (values.length() == 1 || values.getDouble(1) == 0);
        return forward ? data.with(Form.HELD) : null;
    }

    private static void requireAligned(Data data, Kept kept) {
        int rank = data.axes().size();
        int shift = rank - kept.axes().size();
        boolean fits = shift >= 0;
        int used = 0;
        for (int i = 0; fits && i < kept.axes().size(); i++) {
            var mask = kept.axes().get(i);
            var own = data.axes().get(i + shift);
            if (mask.role() != Role.ONE) {
                fits = own == mask || (mask.role() == Role.BATCH && own.is(Role.BATCH));
                used++;
            }
        }
        if (!fits || used != 2) {
            throw new IllegalArgumentException(
                    "masks " + data.axes() + " by " + kept.axes() + "; expected the steps and examples of a sequence");
        }
    }
}
