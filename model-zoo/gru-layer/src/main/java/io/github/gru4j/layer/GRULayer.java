package io.github.gru4j.layer;

import io.github.gru4j.layer.kernel.GruKernel;
import io.github.gru4j.layer.kernel.GruKernels;
import io.github.gru4j.layer.kernel.GruMemory;
import io.github.gru4j.layer.kernel.GruParams;
import io.github.gru4j.layer.kernel.GruSegment;
import io.github.gru4j.layer.kernel.GruSpec;
import io.github.gru4j.layer.kernel.GruTape;
import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The run-time layer of {@link GRU}: its dialogue with DL4J about input, masks, carried state and workspaces. The mathematics
 * is a {@link GruKernel}'s.
 *
 * <p>Made by DL4J from the configuration; users meet it through {@code net.getLayer(i)}.
 */
public final class GRULayer extends BaseRecurrentLayer<GRU> {

    private static final long serialVersionUID = 1L;

    /** Key of the carried state [batch, nOut] in {@link #rnnGetPreviousState()}: the same as in DL4J's recurrent layers. */
    public static final String STATE_KEY_PREV_ACTIVATION = "prevAct";

    private final transient GruKernel kernel;

    /**
     * The state that the last training pass began from; null for zeros. DL4J 1.0.0-M2.1 carries the state between the segments
     * of truncated backpropagation but then asks for plain {@code backpropGradient}: without this, the gradient would be that
     * of a segment that begins from zeros.
     */
    private transient INDArray trainingInitialState;

    /** For {@link #rnnTimeStep}, whose calls are many and small. */
    private transient ReusedMemory stepScratch;

    /** The recurrent dropout of the last training pass [batch, 3 nOut], for the backward pass to use again. */
    private transient INDArray recurrentDropout;

    /** What the last training pass left for the backward pass, and the input it read; null outside of training. */
    private transient GruTape tape;

    private transient INDArray tapeInput;
    private transient INDArray tapeMask;

    public GRULayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
        var gru = layerConf();
        this.kernel = GruKernels.create(new GruSpec(
                gru.getNIn(),
                gru.getNOut(),
                gru.isResetAfter(),
                gru.getActivationFn(),
                gru.getGateActivationFn(),
                gru.getMaskMode() == MaskMode.HOLD,
                dataType,
                gru.getRecurrentDropOut() != null));
    }

    /** Name of the {@link GruKernel} that computes this layer, as {@code -Dgru4j.kernel} takes it. */
    public String kernelName() {
        return kernel.name();
    }

    @Override
    public Type type() {
        return Type.RECURRENT;
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public boolean hasBias() {
        return layerConf().isHasBias();
    }

    @Override
    public void clear() {
        super.clear();
        trainingInitialState = null;
        recurrentDropout = null;
        tape = null;
        tapeInput = null;
        tapeMask = null;
    }

    @Override
    public void rnnClearPreviousState() {
        super.rnnClearPreviousState();
        stepScratch = null;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        if (training) {
            trainingInitialState = null;
        }
        return fromNcw(states(null, training, workspaceMgr, scratch(workspaceMgr)));
    }

    @Override
    public INDArray rnnTimeStep(INDArray input, LayerWorkspaceMgr workspaceMgr) {
        setInput(input, workspaceMgr);
        if (stepScratch == null) {
            stepScratch = new ReusedMemory(dataType);
        }
        // Only a step's is worth holding on to.
        var scratch = input.size(getDataFormat() == RNNFormat.NWC ? 1 : 2) == 1
                ? stepScratch.rewind()
                : scratch(workspaceMgr);
        var states = states(stateMap.get(STATE_KEY_PREV_ACTIVATION), false, workspaceMgr, scratch);
        storeLast(states, stateMap);
        return fromNcw(states);
    }

    @Override
    public INDArray rnnActivateUsingStoredState(
            INDArray input, boolean training, boolean storeLastForTBPTT, LayerWorkspaceMgr workspaceMgr) {
        setInput(input, workspaceMgr);
        var initial = tBpttStateMap.get(STATE_KEY_PREV_ACTIVATION);
        if (training) {
            trainingInitialState = initial;
        }
        var states = states(initial, training, workspaceMgr, scratch(workspaceMgr));
        if (storeLastForTBPTT) {
            storeLast(states, tBpttStateMap);
        }
        return fromNcw(states);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        return backprop(epsilon, Long.MAX_VALUE, workspaceMgr);
    }

    /**
     * Backpropagation through the last {@code tbpttBackLength} steps only; all of them if it is not above zero. In DL4J
     * 1.0.0-M2.1 {@code fit} never calls this; {@code ComputationGraph.backpropGradient} does.
     */
    @Override
    public Pair<Gradient, INDArray> tbpttBackpropGradient(
            INDArray epsilon, int tbpttBackLength, LayerWorkspaceMgr workspaceMgr) {
        return backprop(epsilon, tbpttBackLength > 0 ? tbpttBackLength : Long.MAX_VALUE, workspaceMgr);
    }

    private Pair<Gradient, INDArray> backprop(INDArray epsilon, long steps, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        var scratch = memory(ArrayType.BP_WORKING_MEM, workspaceMgr);
        var params = params(true, workspaceMgr);
        var segment = segment(trainingInitialState, true, workspaceMgr);
        var kept = tapeInput == input && tapeMask == maskArray && tape.isValid()
                ? tape
                : kernel.forward(
                        params, segment, states(segment, ArrayType.BP_WORKING_MEM, workspaceMgr), scratch, scratch);
        var gradients = new GruParams(
                gradientViews.get(GRUParamInitializer.INPUT_WEIGHT_KEY),
                gradientViews.get(GRUParamInitializer.RECURRENT_WEIGHT_KEY),
                gradientViews.get(GRUParamInitializer.BIAS_KEY),
                gradientViews.get(GRUParamInitializer.RECURRENT_BIAS_KEY));
        var inputGradient = sequences(segment, layerConf().getNIn(), ArrayType.ACTIVATION_GRAD, workspaceMgr);
        var ncwEpsilon = toNcw(epsilon.castTo(dataType));
        requireEpsilon(ncwEpsilon, segment);
        kernel.backward(params, segment, kept, ncwEpsilon, steps, gradients, inputGradient, scratch);
        tape = null;
        tapeInput = null;
        tapeMask = null;
        weightNoiseParams.clear();

        var gradient = new DefaultGradient(gradientsFlattened);
        gradientViews.forEach((key, view) -> gradient.gradientForVariable().put(key, view));
        return new Pair<>(gradient, backpropDropOutIfPresent(fromNcw(inputGradient)));
    }

    /** All states [batch, nOut, time]. */
    private INDArray states(
            INDArray initialState, boolean training, LayerWorkspaceMgr workspaceMgr, GruMemory scratch) {
        assertInputSet(false);
        requireInput();
        recurrentDropout = training ? drawRecurrentDropout() : null;
        var segment = segment(initialState, training, workspaceMgr);
        var states = states(segment, ArrayType.ACTIVATIONS, workspaceMgr);
        var params = params(training, workspaceMgr);
        if (training) {
            tape = kernel.forward(params, segment, states, memory(ArrayType.ACTIVATIONS, workspaceMgr), scratch);
            tapeInput = input;
            tapeMask = maskArray;
        } else {
            kernel.infer(params, segment, states, scratch);
        }
        return states;
    }

    private INDArray states(GruSegment segment, ArrayType type, LayerWorkspaceMgr workspaceMgr) {
        return sequences(segment, layerConf().getNOut(), type, workspaceMgr);
    }

    /**
     * An array [batch, size, time] with the steps of each feature side by side: the one layout that
     * {@code TimeSeriesUtils.reshape3dTo2d}, and with it every RnnOutputLayer, takes without a copy.
     */
    private INDArray sequences(GruSegment segment, long size, ArrayType type, LayerWorkspaceMgr workspaceMgr) {
        long time = segment.input().size(2);
        if (time == 1) {
            // The same, and made faster.
            return workspaceMgr.createUninitialized(
                    type, dataType, new long[] {segment.input().size(0), size, 1}, 'f');
        }
        long[] shape = {segment.input().size(0), time, size};
        return workspaceMgr.createUninitialized(type, dataType, shape, 'f').permute(0, 2, 1);
    }

    private GruMemory scratch(LayerWorkspaceMgr workspaceMgr) {
        return memory(ArrayType.FF_WORKING_MEM, workspaceMgr);
    }

    private GruMemory memory(ArrayType type, LayerWorkspaceMgr workspaceMgr) {
        return shape -> workspaceMgr.createUninitialized(type, dataType, shape, 'f');
    }

    private GruSegment segment(INDArray initialState, boolean training, LayerWorkspaceMgr workspaceMgr) {
        applyDropOutIfNecessary(training, workspaceMgr);
        var ncw = toNcw(input.castTo(dataType));
        requireState(initialState, ncw.size(0));
        requireMask(ncw);
        return new GruSegment(
                ncw,
                initialState == null ? null : initialState.castTo(dataType),
                maskArray == null ? null : maskArray.castTo(dataType),
                recurrentDropout);
    }

    private GruParams params(boolean training, LayerWorkspaceMgr workspaceMgr) {
        boolean bias = layerConf().isHasBias();
        boolean recurrentBias = bias && layerConf().isResetAfter();
        return new GruParams(
                getParamWithNoise(GRUParamInitializer.INPUT_WEIGHT_KEY, training, workspaceMgr),
                getParamWithNoise(GRUParamInitializer.RECURRENT_WEIGHT_KEY, training, workspaceMgr),
                bias ? getParamWithNoise(GRUParamInitializer.BIAS_KEY, training, workspaceMgr) : null,
                recurrentBias
                        ? getParamWithNoise(GRUParamInitializer.RECURRENT_BIAS_KEY, training, workspaceMgr)
                        : null);
    }

    private INDArray drawRecurrentDropout() {
        var dropout = layerConf().getRecurrentDropOut();
        if (dropout == null) {
            return null;
        }
        // The backward pass may run in another workspace.
        try (var outside = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            var mask = Nd4j.createUninitialized(
                            dataType, new long[] {input.size(0), 3 * layerConf().getNOut()}, 'f')
                    .assign(1.0);
            dropout.applyDropout(mask, mask, getIterationCount(), getEpochCount(), LayerWorkspaceMgr.noWorkspaces());
            dropout.clear();
            return mask;
        }
    }

    private void storeLast(INDArray states, Map<String, INDArray> into) {
        // The state outlives every workspace of this pass.
        try (var outside = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            var last = NDArrayIndex.point(states.size(2) - 1);
            into.put(
                    STATE_KEY_PREV_ACTIVATION,
                    states.get(NDArrayIndex.all(), NDArrayIndex.all(), last).dup('f'));
        }
    }

    private INDArray toNcw(INDArray array) {
        return permuteIfNWC(array);
    }

    private INDArray fromNcw(INDArray array) {
        return permuteIfNWC(array);
    }

    private void requireInput() {
        boolean nwc = getDataFormat() == RNNFormat.NWC;
        long nIn = layerConf().getNIn();
        if (input.rank() == 3 && input.size(nwc ? 2 : 1) == nIn && !input.isEmpty()) {
            return;
        }
        throw new DL4JInvalidInputException("GRU expected input of shape "
                + (nwc ? "[batch, time, " + nIn + "] (NWC)" : "[batch, " + nIn + ", time] (NCW)") + ", got "
                + Arrays.toString(input.shape())
                + "; check nIn and dataFormat, and that no dimension is 0 " + layerId());
    }

    private void requireState(INDArray state, long batch) {
        long[] expected = {batch, layerConf().getNOut()};
        if (state != null && !Arrays.equals(state.shape(), expected)) {
            throw new DL4JInvalidInputException("GRU expected a carried state of shape " + Arrays.toString(expected)
                    + ", got " + Arrays.toString(state.shape())
                    + ": call rnnClearPreviousState() before sequences of another batch size " + layerId());
        }
    }

    private void requireEpsilon(INDArray ncw, GruSegment segment) {
        long[] expected = {
            segment.input().size(0), layerConf().getNOut(), segment.input().size(2)
        };
        if (!Arrays.equals(ncw.shape(), expected)) {
            throw new DL4JInvalidInputException("GRU expected an epsilon of the shape of its output, "
                    + Arrays.toString(expected) + " as [batch, nOut, time], got " + Arrays.toString(ncw.shape()) + " "
                    + layerId());
        }
    }

    private void requireMask(INDArray ncw) {
        long[] expected = {ncw.size(0), ncw.size(2)};
        if (maskArray != null && !Arrays.equals(maskArray.shape(), expected)) {
            throw new DL4JInvalidInputException("GRU expected a features mask of shape " + Arrays.toString(expected)
                    + " ([batch, time]), got " + Arrays.toString(maskArray.shape()) + " " + layerId());
        }
    }
}
