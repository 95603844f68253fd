package io.github.gru4j.layer;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.TimeSeriesUtils;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;

/** Runs {@link BidirectionalLastStep}: picks one step for each direction with a one-hot selection over time. */
final class BidirectionalLastStepLayer extends BaseWrapperLayer {

    private static final long serialVersionUID = 1L;

    /** Of the wrapped layer's last output, [batch, 2 nOut, time]; the backward pass returns to it. */
    private long[] sequenceShape;

    /** Where each cell ended. Kept as Java arrays: an INDArray made in a workspace would not live until the backward pass. */
    private int[] lastSteps;

    private int[] firstSteps;

    BidirectionalLastStepLayer(Layer underlying) {
        super(underlying);
    }

    @Override
    public Type type() {
        return Type.FEED_FORWARD;
    }

    @Override
    public INDArray activate(INDArray input, boolean training, LayerWorkspaceMgr workspaceMgr) {
        setInput(input, workspaceMgr);
        return activate(training, workspaceMgr);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        INDArray sequence = ncw(underlying.activate(training, workspaceMgr));
        sequenceShape = sequence.shape();
        findEnds();
        INDArray forward = pick(sequence.get(all(), forwardHalf(), all()), lastSteps);
        INDArray backward = pick(sequence.get(all(), backwardHalf(), all()), firstSteps);
        return workspaceMgr.leverageTo(ArrayType.ACTIVATIONS, Nd4j.concat(1, forward, backward));
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        INDArray sequence = Nd4j.create(epsilon.dataType(), sequenceShape, 'f');
        place(epsilon.get(all(), forwardHalf()), lastSteps, sequence.get(all(), forwardHalf(), all()));
        place(epsilon.get(all(), backwardHalf()), firstSteps, sequence.get(all(), backwardHalf(), all()));
        return underlying.backpropGradient(ncw(sequence), workspaceMgr);
    }

    /** From the wrapped layer's format to [batch, size, time], or back: the same permutation. */
    private INDArray ncw(INDArray array) {
        boolean nwc = TimeSeriesUtils.getFormatFromRnnLayer(underlying.conf().getLayer()) == RNNFormat.NWC;
        return nwc ? array.permute(0, 2, 1) : array;
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArray(INDArray maskArray, MaskState currentState, int batch) {
        underlying.feedForwardMaskArray(maskArray, currentState, batch);
        // DL4J's LSTM does not keep the mask that it is fed forward; it uses the one that is set.
        setMaskArray(maskArray);
        return new Pair<>(null, currentState);
    }

    private void findEnds() {
        int batch = (int) sequenceShape[0];
        int time = (int) sequenceShape[2];
        lastSteps = new int[batch];
        firstSteps = new int[batch];
        INDArray mask = getMaskArray();
        if (mask == null) {
            Arrays.fill(lastSteps, time - 1);
            return;
        }
        double[][] kept = mask.castTo(DataType.DOUBLE).toDoubleMatrix();
        for (int i = 0; i < batch; i++) {
            firstSteps[i] = firstKept(kept[i], i);
            lastSteps[i] = lastKept(kept[i]);
        }
    }

    private int firstKept(double[] kept, int example) {
        for (int t = 0; t < kept.length; t++) {
            if (kept[t] != 0) {
                return t;
            }
        }
        throw new IllegalStateException("Layer \"" + conf().getLayer().getLayerName()
                + "\": expected a features mask that keeps at least one step of every sequence, found one that keeps none"
                + " of sequence " + example + " of the minibatch; leave empty sequences out");
    }

    private static int lastKept(double[] kept) {
        int t = kept.length - 1;
        while (kept[t] == 0) {
            t--;
        }
        return t;
    }

    /** [batch, n, time] to [batch, n]: for each example its own step. */
    private static INDArray pick(INDArray sequence, int[] steps) {
        INDArray kept = Nd4j.createUninitialized(sequence.dataType(), sequence.shape(), 'f');
        Broadcast.mul(sequence, oneHot(sequence, steps), kept, 0, 2);
        return kept.sum(2);
    }

    /** The reverse of {@link #pick}: [batch, n] into [batch, n, time], zero elsewhere. */
    private static void place(INDArray picked, int[] steps, INDArray sequence) {
        Broadcast.copy(sequence, picked, sequence, 0, 1);
        Broadcast.mul(sequence, oneHot(sequence, steps), sequence, 0, 2);
    }

    private static INDArray oneHot(INDArray sequence, int[] steps) {
        INDArray hot = Nd4j.create(sequence.dataType(), sequence.size(0), sequence.size(2));
        for (int i = 0; i < steps.length; i++) {
            hot.putScalar(i, steps[i], 1);
        }
        return hot;
    }

    private INDArrayIndex forwardHalf() {
        return interval(0, sequenceShape[1] / 2);
    }

    private INDArrayIndex backwardHalf() {
        return interval(sequenceShape[1] / 2, sequenceShape[1]);
    }
}
