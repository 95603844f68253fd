package io.github.gru4j.importer.onnx;

import io.github.gru4j.importer.onnx.Value.Filled;
import io.github.gru4j.importer.onnx.Value.Sizes;
import io.github.gru4j.importer.onnx.Value.Stack;
import java.util.ArrayList;
import java.util.List;
import onnx.Onnx.NodeProto;

/** What graphs compute of shapes: sizes of zero states and of reshapes. */
final class ShapeNodes {

    private static final Filled SOMETHING = new Filled(false);

    private final Findings found;

    ShapeNodes(Findings found) {
        this.found = found;
    }

    Value shape(NodeProto node) {
        var of = found.input(node, 0);
        var data = Findings.data(of);
        if (data == null || of instanceof Stack) {
            return SOMETHING;
        }
        var sizes = data.axes().stream().map(Size::of).toList();
        int rank = sizes.size();
        int start = clamp(Attributes.integer(node, "start", 0), rank);
        int end = clamp(Attributes.integer(node, "end", rank), rank);
        return new Sizes(start < end ? sizes.subList(start, end) : List.of(), false);
    }

    private static int clamp(long at, int rank) {
        return (int) Math.max(0, Math.min(rank, at < 0 ? at + rank : at));
    }

    Value gathered(NodeProto node, Sizes of) {
        if (!(found.input(node, 1) instanceof Sizes index)) {
            return SOMETHING;
        }
        var picked = new ArrayList<Size>();
        for (var one : index.entries()) {
            long at = one.isNumber() ? one.factor() : Long.MAX_VALUE;
            at = at < 0 ? at + of.entries().size() : at;
            if (at < 0 || at >= of.entries().size()) {
                return SOMETHING;
            }
            picked.add(of.entries().get((int) at));
        }
        return new Sizes(picked, index.scalar());
    }

    Value sliced(NodeProto node, Sizes of) {
        var cut = Cut.of(found.file, node);
        if (cut == null || (cut.axis() != 0 && cut.axis() != -1)) {
            return SOMETHING;
        }
        int start = clamp(cut.start(), of.entries().size());
        int end = clamp(cut.end(), of.entries().size());
        return new Sizes(start < end ? of.entries().subList(start, end) : List.of(), false);
    }

    Value joined(NodeProto node) {
        var all = new ArrayList<Size>();
        for (String name : node.getInputList()) {
            if (!(found.value(name) instanceof Sizes sizes)
                    || all.size() + sizes.entries().size() > Findings.MOST_NUMBERS) {
                return SOMETHING;
            }
            all.addAll(sizes.entries());
        }
        return new Sizes(all, false);
    }

    /** Sizes times each other, entry by entry; other arithmetic is not followed. */
    Value counted(NodeProto node) {
        if (!(found.input(node, 0) instanceof Sizes a) || !(found.input(node, 1) instanceof Sizes b)) {
            return SOMETHING;
        }
        boolean first = a.entries().size() >= b.entries().size();
        var longer = first ? a : b;
        var shorter = first ? b : a;
        int size = shorter.entries().size();
        if (size != longer.entries().size() && size != 1) {
            return SOMETHING;
        }
        var all = new ArrayList<Size>();
        for (int i = 0; i < longer.entries().size(); i++) {
            var pair = List.of(longer.entries().get(i), shorter.entries().get(size == 1 ? 0 : i));
            all.add(node.getOpType().equals("Mul") ? Size.product(pair) : Size.UNKNOWN);
        }
        return new Sizes(all, a.scalar() && b.scalar());
    }

    /** An array full of one number. */
    Value filled(NodeProto node) {
        var fill = Attributes.find(node, "value");
        if (fill == null) {
            return new Filled(true);
        }
        var tensor = fill.getT();
        if (Tensors.isInteger(tensor)) {
            long[] number = Tensors.size(tensor) == 1 ? Tensors.longs(tensor) : new long[0];
            return number.length == 1 ? new Sizes(List.of(Size.of(number[0])), false) : SOMETHING;
        }
        return new Filled(
                Tensors.size(tensor) == 1 && Tensors.floats(tensor).amaxNumber().doubleValue() == 0);
    }

    /** Expand or Tile: as many copies as are wanted of zero are zero, and of one size are that size. */
    Value repeated(NodeProto node) {
        var of = found.input(node, 0);
        if (of instanceof Sizes sizes && sizes.entries().size() == 1) {
            return new Sizes(sizes.entries(), false);
        }
        if (of instanceof Filled filled) {
            return filled;
        }
        return new Filled(of == null && RecurrentNodes.isZero(found.file, node.getInput(0)));
    }
}
