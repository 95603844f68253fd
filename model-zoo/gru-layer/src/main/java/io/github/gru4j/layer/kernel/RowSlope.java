package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The slope of an activation that is not elementwise (softmax, say), step by step; nothing to do for those that are. */
final class RowSlope {

    private final IActivation activation;
    private final StepCursor inputAt;
    private final INDArray rows;
    private final INDArray gradientRows;

    private RowSlope(IActivation activation, StepCursor inputAt, INDArray rows, INDArray gradientRows) {
        this.activation = activation;
        this.inputAt = inputAt;
        this.rows = rows;
        this.gradientRows = gradientRows;
    }

    static RowSlope of(IActivation activation, Steps inputs, GruMemory memory) {
        if (ActivationSlope.isElementwise(activation)) {
            return new RowSlope(activation, null, null, null);
        }
        var inputAt = inputs.cursor();
        long[] step = inputAt.view().shape();
        return new RowSlope(activation, inputAt, memory.allocate(step[1], step[0]), memory.allocate(step[1], step[0]));
    }

    boolean isElementwise() {
        return inputAt == null;
    }

    /** Replaces dL/d(activation) by dL/d(its input), both [H, B]. */
    void chain(INDArray gradient, long t) {
        if (isElementwise()) {
            return;
        }
        rows.assign(inputAt.at(t).transpose());
        gradientRows.assign(gradient.transpose());
        gradient.transpose().assign(activation.backprop(rows, gradientRows).getFirst());
    }
}
