package io.github.gru4j.peers;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.global.dnnl.rnn_direction;
import org.bytedeco.dnnl.lbr_gru_backward;
import org.bytedeco.dnnl.lbr_gru_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * oneDNN's own GRU primitive for the CPU ({@code lbr_gru}: reset-after, tanh and sigmoid, forward, without lengths) over one
 * batch, bare: everything lies in oneDNN's memory in the layouts that it chooses, and a call copies nothing.
 *
 * <p>Holds native memory until it is closed; used by one thread at a time.
 */
public final class OneDnnGru implements AutoCloseable {

    private static final int GATES = 3;

    private final GruSizes sizes;
    private final boolean bias;
    private final PointerScope scope;
    private final stream queue;
    private final OneDnnMemory cpu;

    private final primitive forward;
    private final IntMemoryMap arguments;
    private final memory states;

    /** Only for steps: as {@link #arguments}, from the state that they leave to the state that they begin from. */
    private final IntMemoryMap nextArguments;

    private boolean odd = true;

    /** Only for training. */
    private primitive backward;

    private final IntMemoryMap backwardArguments;
    private memory inputGradient;
    private memory weightGradient;
    private memory recurrentGradient;
    private memory biasGradient;

    /** Loads the native library; throws an {@code UnsatisfiedLinkError} if there is none for this platform. */
    public static void load() {
        Loader.load(dnnl.class);
    }

    /** For {@link #infer()} and, if the problem has an initial state, {@link #step()}. */
    public static OneDnnGru forInference(GruProblem problem) {
        return new OneDnnGru(problem, null);
    }

    /**
     * For {@link #pass()}, from zeros.
     *
     * @param epsilon dL/dh [B, H, T]
     */
    public static OneDnnGru forTraining(GruProblem problem, INDArray epsilon) {
        return new OneDnnGru(problem, epsilon);
    }

    private OneDnnGru(GruProblem problem, INDArray epsilon) {
        requirePossible(problem, epsilon != null);
        sizes = problem.sizes();
        bias = problem.options().bias();
        try (var open = OneDnnMemory.scope()) {
            scope = open;
            var processor = new engine(org.bytedeco.dnnl.engine.kind.cpu, 0);
            queue = new stream(processor);
            cpu = new OneDnnMemory(processor, queue);

            arguments = new IntMemoryMap();
            nextArguments = new IntMemoryMap();
            backwardArguments = new IntMemoryMap();
            var layouts = new Layouts(sizes, problem.options().initialState());
            var description = new lbr_gru_forward.primitive_desc(
                    new lbr_gru_forward.desc(
                            epsilon == null ? prop_kind.forward_inference : prop_kind.forward_training,
                            rnn_direction.unidirectional_left2right,
                            layouts.input,
                            layouts.state,
                            layouts.weights,
                            layouts.recurrent,
                            layouts.bias,
                            layouts.output,
                            layouts.state),
                    processor);
            forward = new lbr_gru_forward(description);
            var cell = problem.cells().get(0);
            states = cpu.zeros(description.dst_layer_desc());
            arguments.put(DNNL_ARG_SRC_LAYER, input(problem, description.src_layer_desc()));
            arguments.put(DNNL_ARG_WEIGHTS_LAYER, weights(cell.w(), description.weights_layer_desc()));
            arguments.put(DNNL_ARG_WEIGHTS_ITER, weights(cell.rw(), description.weights_iter_desc()));
            arguments.put(DNNL_ARG_BIAS, biases(cell, description.bias_desc()));
            arguments.put(DNNL_ARG_DST_LAYER, states);
            if (problem.options().initialState()) {
                prepareSteps(problem, description);
            }
            if (epsilon != null) {
                prepareBackward(problem, epsilon, layouts, processor, description);
            }
            open.extend();
        }
    }

    private static void requirePossible(GruProblem problem, boolean training) {
        var options = problem.options();
        if (!options.resetAfter()
                || options.lengths()
                || options.direction() != GruOptions.Direction.FORWARD
                || (training && options.initialState())) {
            throw new IllegalArgumentException("expected a forward GRU with resetAfter and without lengths"
                    + (training ? " and initial state" : "") + ", found " + options);
        }
    }

    private void prepareSteps(GruProblem problem, lbr_gru_forward.primitive_desc description) {
        var here = cpu.of(problem.initialStates().get(0), description.src_iter_desc(), stateDims());
        var there = cpu.zeros(description.dst_iter_desc());
        for (int argument : List.of(
                DNNL_ARG_SRC_LAYER, DNNL_ARG_WEIGHTS_LAYER, DNNL_ARG_WEIGHTS_ITER, DNNL_ARG_BIAS, DNNL_ARG_DST_LAYER)) {
            nextArguments.put(argument, arguments.get(argument));
        }
        arguments.put(DNNL_ARG_SRC_ITER, here);
        arguments.put(DNNL_ARG_DST_ITER, there);
        nextArguments.put(DNNL_ARG_SRC_ITER, there);
        nextArguments.put(DNNL_ARG_DST_ITER, here);
    }

    private void prepareBackward(
            GruProblem problem,
            INDArray epsilon,
            Layouts layouts,
            engine processor,
            lbr_gru_forward.primitive_desc hint) {
        var workspace = cpu.zeros(hint.workspace_desc());
        arguments.put(DNNL_ARG_WORKSPACE, workspace);
        var description = new lbr_gru_backward.primitive_desc(
                new lbr_gru_backward.desc(
                        prop_kind.backward,
                        rnn_direction.unidirectional_left2right,
                        layouts.input,
                        layouts.state,
                        layouts.weights,
                        layouts.recurrent,
                        layouts.bias,
                        layouts.output,
                        layouts.state,
                        layouts.input,
                        layouts.state,
                        layouts.weights,
                        layouts.recurrent,
                        layouts.bias,
                        layouts.output,
                        layouts.state),
                processor,
                hint);
        backward = new lbr_gru_backward(description);
        var cell = problem.cells().get(0);
        inputGradient = cpu.zeros(description.diff_src_layer_desc());
        weightGradient = cpu.zeros(description.diff_weights_layer_desc());
        recurrentGradient = cpu.zeros(description.diff_weights_iter_desc());
        biasGradient = cpu.zeros(description.diff_bias_desc());
        backwardArguments.put(DNNL_ARG_SRC_LAYER, arguments.get(DNNL_ARG_SRC_LAYER));
        // Another order of the same weights: the way back multiplies by their transpose.
        backwardArguments.put(DNNL_ARG_WEIGHTS_LAYER, weights(cell.w(), description.weights_layer_desc()));
        backwardArguments.put(DNNL_ARG_WEIGHTS_ITER, weights(cell.rw(), description.weights_iter_desc()));
        backwardArguments.put(DNNL_ARG_BIAS, arguments.get(DNNL_ARG_BIAS));
        backwardArguments.put(DNNL_ARG_DST_LAYER, states);
        backwardArguments.put(DNNL_ARG_WORKSPACE, workspace);
        backwardArguments.put(
                DNNL_ARG_DIFF_DST_LAYER,
                cpu.of(
                        epsilon.permute(2, 0, 1),
                        description.diff_dst_layer_desc(),
                        sizes.time(),
                        sizes.batch(),
                        sizes.nOut()));
        backwardArguments.put(DNNL_ARG_DIFF_SRC_LAYER, inputGradient);
        backwardArguments.put(DNNL_ARG_DIFF_WEIGHTS_LAYER, weightGradient);
        backwardArguments.put(DNNL_ARG_DIFF_WEIGHTS_ITER, recurrentGradient);
        backwardArguments.put(DNNL_ARG_DIFF_BIAS, biasGradient);
    }

    private memory input(GruProblem problem, memory.desc layout) {
        return cpu.of(problem.input().permute(2, 0, 1), layout, sizes.time(), sizes.batch(), sizes.nIn());
    }

    private memory weights(INDArray ours, memory.desc layout) {
        return cpu.of(ours, layout, 1, 1, ours.size(0), GATES, sizes.nOut());
    }

    /** The biases of z and r add up; those of n stay apart. */
    private memory biases(GruWeights cell, memory.desc layout) {
        long n = 2L * sizes.nOut();
        var four = Nd4j.zeros(cell.w().dataType(), 1, (GATES + 1L) * sizes.nOut());
        if (bias) {
            four.get(NDArrayIndex.all(), NDArrayIndex.interval(0, n + sizes.nOut()))
                    .addi(cell.b());
            four.get(NDArrayIndex.all(), NDArrayIndex.interval(0, n))
                    .addi(cell.rb().get(NDArrayIndex.all(), NDArrayIndex.interval(0, n)));
            four.get(NDArrayIndex.all(), NDArrayIndex.interval(n + sizes.nOut(), n + 2L * sizes.nOut()))
                    .addi(cell.rb().get(NDArrayIndex.all(), NDArrayIndex.interval(n, n + sizes.nOut())));
        }
        return cpu.of(four, layout, biasDims());
    }

    /** Over the whole batch, always from the same state. */
    public void infer() {
        forward.execute(queue, arguments);
        queue._wait();
    }

    /** As {@link #infer()}, each call from where the last one ended. */
    public void step() {
        forward.execute(queue, odd ? arguments : nextArguments);
        queue._wait();
        odd = !odd;
    }

    /** Forward and back. */
    public void pass() {
        forward.execute(queue, arguments);
        // oneDNN adds to what is there.
        OneDnnMemory.zero(weightGradient);
        OneDnnMemory.zero(recurrentGradient);
        OneDnnMemory.zero(biasGradient);
        backward.execute(queue, backwardArguments);
        queue._wait();
    }

    /** The states [B, H, T] after the last call. */
    public INDArray states() {
        try (var temporary = OneDnnMemory.scope()) {
            return cpu.array(states, sizes.time(), sizes.batch(), sizes.nOut()).permute(1, 2, 0);
        }
    }

    /** The gradients after the last {@link #pass()}. */
    public GruGradients gradients() {
        long gates = (long) GATES * sizes.nOut();
        try (var temporary = OneDnnMemory.scope()) {
            var four = cpu.array(biasGradient, biasDims());
            return new GruGradients(
                    cpu.array(inputGradient, sizes.time(), sizes.batch(), sizes.nIn())
                            .permute(1, 2, 0),
                    List.of(),
                    List.of(new GruWeights(
                            cpu.array(weightGradient, 1, 1, sizes.nIn(), GATES, sizes.nOut())
                                    .reshape('c', sizes.nIn(), gates),
                            cpu.array(recurrentGradient, 1, 1, sizes.nOut(), GATES, sizes.nOut())
                                    .reshape('c', sizes.nOut(), gates),
                            bias ? rows(four, 0, 1, 2) : null,
                            bias ? rows(four, 0, 1, GATES) : null)));
        }
    }

    private INDArray rows(INDArray four, int... rows) {
        return four.reshape('c', GATES + 1L, sizes.nOut())
                .get(NDArrayIndex.indices(rows[0], rows[1], rows[2]), NDArrayIndex.all())
                .dup('c')
                .reshape('c', 1, (long) GATES * sizes.nOut());
    }

    private long[] biasDims() {
        return new long[] {1, 1, GATES + 1L, sizes.nOut()};
    }

    private long[] stateDims() {
        return new long[] {1, 1, sizes.batch(), sizes.nOut()};
    }

    @Override
    public void close() {
        scope.close();
    }

    /** What the primitives are asked for. */
    private static final class Layouts {

        final memory.desc input;
        final memory.desc output;
        final memory.desc state;
        final memory.desc weights;
        final memory.desc recurrent;
        final memory.desc bias;

        Layouts(GruSizes sizes, boolean initialState) {
            input = OneDnnMemory.dense(sizes.time(), sizes.batch(), sizes.nIn());
            output = OneDnnMemory.dense(sizes.time(), sizes.batch(), sizes.nOut());
            state = initialState ? OneDnnMemory.dense(1, 1, sizes.batch(), sizes.nOut()) : new memory.desc();
            weights = OneDnnMemory.any(1, 1, sizes.nIn(), GATES, sizes.nOut());
            recurrent = OneDnnMemory.any(1, 1, sizes.nOut(), GATES, sizes.nOut());
            bias = OneDnnMemory.dense(1, 1, GATES + 1L, sizes.nOut());
        }
    }
}
