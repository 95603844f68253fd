package io.github.gru4j.layer.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_gru_backward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_gru_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_lbr_gru_backward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_lbr_gru_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_unidirectional_left2right;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.const_dnnl_op_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_rnn_desc_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One of oneDNN's GRU primitives for one size of batch. Sequences are dense [steps, rows, features], states [1, 1, rows, H];
 * the layouts of weights are oneDNN's choice.
 */
final class GruPass implements AutoCloseable {

    private static final int[] FORWARD = {
        DNNL_ARG_SRC_LAYER,
        DNNL_ARG_SRC_ITER,
        DNNL_ARG_WEIGHTS_LAYER,
        DNNL_ARG_WEIGHTS_ITER,
        DNNL_ARG_BIAS,
        DNNL_ARG_DST_LAYER,
        DNNL_ARG_DST_ITER,
        DNNL_ARG_SCRATCHPAD
    };
    private static final int[] KEPT = {DNNL_ARG_WORKSPACE};
    private static final int[] BACKWARD = {
        DNNL_ARG_DIFF_SRC_LAYER,
        DNNL_ARG_DIFF_SRC_ITER,
        DNNL_ARG_DIFF_WEIGHTS_LAYER,
        DNNL_ARG_DIFF_WEIGHTS_ITER,
        DNNL_ARG_DIFF_BIAS,
        DNNL_ARG_DIFF_DST_LAYER,
        DNNL_ARG_DIFF_DST_ITER
    };

    private final primitive_desc description;
    private final Map<Integer, memory.desc> layouts = new HashMap<>();
    private final Operation operation;
    private final Map<WeightCopy, Copy> weightCopies = new HashMap<>();
    private final CellSize cell;

    /** A layout of weights of the caller's: the shape follows from the argument. */
    private record WeightCopy(int argument, long stride0, long stride1) {

        WeightCopy(int argument, INDArray array) {
            this(argument, array.stride(0), array.stride(1));
        }
    }

    private GruPass(CellSize cell, dnnl_rnn_desc_t what, primitive_desc hint, int[]... arguments) {
        this.cell = cell;
        var attributes = new primitive_attr();
        attributes.set_scratchpad_mode(dnnl.scratchpad_mode.user);
        this.description =
                Native.keep(new primitive_desc(new const_dnnl_op_desc_t(what), attributes, Native.CPU, hint(hint)));
        for (int[] group : arguments) {
            for (int argument : group) {
                layouts.put(argument, Native.keep(description.query_md(dnnl.query.exec_arg_md, argument)));
            }
        }
        this.operation = new Operation(new primitive(description), layouts);
    }

    private static org.bytedeco.dnnl.dnnl_primitive_desc hint(primitive_desc hint) {
        return hint == null ? null : hint.get();
    }

    static GruPass forward(CellSize cell, long rows, long steps, boolean training) {
        try (var scope = Native.scope()) {
            var what = new dnnl_rnn_desc_t();
            int kind = (training ? prop_kind.forward_training : prop_kind.forward_inference).value;
            var sizes = new Arrays(cell, rows, steps);
            int status = cell.resetAfter()
                    ? dnnl_lbr_gru_forward_desc_init(
                            what,
                            kind,
                            dnnl_unidirectional_left2right,
                            sizes.input,
                            sizes.state,
                            sizes.weightsLayer,
                            sizes.weightsIter,
                            sizes.bias,
                            sizes.output,
                            sizes.state,
                            0)
                    : dnnl_gru_forward_desc_init(
                            what,
                            kind,
                            dnnl_unidirectional_left2right,
                            sizes.input,
                            sizes.state,
                            sizes.weightsLayer,
                            sizes.weightsIter,
                            sizes.bias,
                            sizes.output,
                            sizes.state,
                            0);
            requireSuccess(status, cell, rows, steps);
            return training ? new GruPass(cell, what, null, FORWARD, KEPT) : new GruPass(cell, what, null, FORWARD);
        }
    }

    /** The way back for {@code forward}, which is one for training of the same size. */
    static GruPass backward(CellSize cell, long rows, long steps, GruPass forward) {
        try (var scope = Native.scope()) {
            var what = new dnnl_rnn_desc_t();
            int kind = prop_kind.backward.value;
            var sizes = new Arrays(cell, rows, steps);
            int status = cell.resetAfter()
                    ? dnnl_lbr_gru_backward_desc_init(
                            what,
                            kind,
                            dnnl_unidirectional_left2right,
                            sizes.input,
                            sizes.state,
                            sizes.weightsLayer,
                            sizes.weightsIter,
                            sizes.bias,
                            sizes.output,
                            sizes.state,
                            sizes.input,
                            sizes.state,
                            sizes.weightsLayer,
                            sizes.weightsIter,
                            sizes.bias,
                            sizes.output,
                            sizes.state,
                            0)
                    : dnnl_gru_backward_desc_init(
                            what,
                            kind,
                            dnnl_unidirectional_left2right,
                            sizes.input,
                            sizes.state,
                            sizes.weightsLayer,
                            sizes.weightsIter,
                            sizes.bias,
                            sizes.output,
                            sizes.state,
                            sizes.input,
                            sizes.state,
                            sizes.weightsLayer,
                            sizes.weightsIter,
                            sizes.bias,
                            sizes.output,
                            sizes.state,
                            0);
            requireSuccess(status, cell, rows, steps);
            return new GruPass(cell, what, forward.description, FORWARD, KEPT, BACKWARD);
        }
    }

    private static void requireSuccess(int status, CellSize cell, long rows, long steps) {
        if (status != dnnl.dnnl_success) {
            throw new IllegalStateException("oneDNN refuses a GRU " + cell + " over " + rows + " sequences of " + steps
                    + " steps (status " + status + "); -Dgru4j.kernel=nd4j does without oneDNN");
        }
    }

    memory.desc layout(int argument) {
        return layouts.get(argument);
    }

    long bytes(int argument) {
        return layouts.get(argument).get_size();
    }

    /** Copies weights [in, 3H] into the layout of an argument. */
    Copy weightsIn(int argument, INDArray from) {
        return weightCopies.computeIfAbsent(new WeightCopy(argument, from), key -> {
            try (var scope = Native.scope()) {
                return new Copy(cell.layout(from), layout(argument));
            }
        });
    }

    /** Copies gradients of weights from the layout of an argument into an array [in, 3H]. */
    Copy weightsOut(int argument, INDArray to) {
        return weightCopies.computeIfAbsent(new WeightCopy(argument, to), key -> {
            try (var scope = Native.scope()) {
                return new Copy(layout(argument), cell.layout(to));
            }
        });
    }

    GruPass at(int argument, long where) {
        operation.at(argument, where);
        return this;
    }

    void run() {
        operation.run();
    }

    @Override
    public void close() {
        operation.close();
        weightCopies.values().forEach(Copy::close);
        layouts.values().forEach(memory.desc::close);
        description.close();
    }

    /** What the primitives are asked for; alive in a scope of pointers. */
    private static final class Arrays {

        final dnnl_memory_desc_t input;
        final dnnl_memory_desc_t state;
        final dnnl_memory_desc_t weightsLayer;
        final dnnl_memory_desc_t weightsIter;
        final dnnl_memory_desc_t bias;
        final dnnl_memory_desc_t output;

        Arrays(CellSize cell, long rows, long steps) {
            this.input = Native.dense(steps, rows, cell.nIn()).data();
            this.output = Native.dense(steps, rows, cell.nOut()).data();
            this.state = Native.dense(1, 1, rows, cell.nOut()).data();
            this.weightsLayer =
                    Native.any(1, 1, cell.nIn(), CellSize.GATES, cell.nOut()).data();
            this.weightsIter =
                    Native.any(1, 1, cell.nOut(), CellSize.GATES, cell.nOut()).data();
            this.bias = Native.dense(1, 1, cell.biasRows(), cell.nOut()).data();
        }
    }
}
