package io.github.gru4j.importer.onnx;

import onnx.Onnx.NodeProto;

/** What a Slice node takes of one axis, in steps of one. */
record Cut(long axis, long start, long end) {

    /** Null if it takes from several axes, in other steps, or if the bounds are not in the file. */
    static Cut of(OnnxFile file, NodeProto node) {
        long[] starts;
        long[] ends;
        long[] axes = {0};
        long[] steps = {1};
        if (node.getInputCount() >= 3) {
            starts = file.longs(node.getInput(1));
            ends = file.longs(node.getInput(2));
            if (node.getInputCount() > 3 && !node.getInput(3).isEmpty()) {
                axes = file.longs(node.getInput(3));
            }
            if (node.getInputCount() > 4 && !node.getInput(4).isEmpty()) {
                steps = file.longs(node.getInput(4));
            }
        } else {
            starts = array(node, "starts");
            ends = array(node, "ends");
            axes = Attributes.ints(node, "axes").isEmpty() ? axes : array(node, "axes");
        }
        if (!one(starts) || !one(ends) || !one(axes) || !one(steps) || steps[0] != 1) {
            return null;
        }
        return new Cut(axes[0], starts[0], ends[0]);
    }

    private static boolean one(long[] values) {
        return values != null && values.length == 1;
    }

    private static long[] array(NodeProto node, String name) {
        return Attributes.ints(node, name).stream().mapToLong(Long::longValue).toArray();
    }
}
