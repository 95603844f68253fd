package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A mask [B, T] as steps [H, T * B], the same in every row, so that masking is a plain product. */
final class StepMask {

    private StepMask() {}

    static Steps of(INDArray mask, long width, Calls calls, GruMemory memory) {
        long batch = mask.size(0);
        long time = mask.size(1);
        var row = memory.allocate(batch, time).assign(mask).reshape('f', 1, batch * time);
        var steps = Steps.allocate(memory, width, batch, time);
        calls.product.apply(memory.allocate(width, 1).assign(1.0), row, steps.array());
        return steps;
    }
}
