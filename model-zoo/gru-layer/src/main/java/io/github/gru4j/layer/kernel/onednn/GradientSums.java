package io.github.gru4j.layer.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_LAYER;

import io.github.gru4j.layer.kernel.GruMemory;
import io.github.gru4j.layer.kernel.GruParams;

/** Gradients of the parameters, added up by oneDNN's backward passes in its own layouts. */
final class GradientSums implements AutoCloseable {

    private final Batch.Tools tools;
    private final GruPass pass;
    private final Block block;
    private final Recurrence.Sums places;

    /** Sums of zero, in the layouts of a recurrence. */
    GradientSums(Batch.Tools tools, Recurrence recurrence, GruMemory scratch) {
        this.tools = tools;
        this.pass = recurrence.backwardPass();
        var plan = new Sections();
        long layer = plan.add(pass.bytes(DNNL_ARG_DIFF_WEIGHTS_LAYER));
        long iter = plan.add(pass.bytes(DNNL_ARG_DIFF_WEIGHTS_ITER));
        long bias = plan.add(pass.bytes(DNNL_ARG_DIFF_BIAS));
        this.block = plan.allocate(scratch);
        tools.rows().clear(block.start(), plan.floats());
        this.places = new Recurrence.Sums(block.address(layer), block.address(iter), block.address(bias));
    }

    Recurrence.Sums places() {
        return places;
    }

    /** Overwrites the gradients. */
    void writeTo(GruParams gradients) {
        pass.weightsOut(DNNL_ARG_DIFF_WEIGHTS_LAYER, gradients.w())
                .run(places.weightsLayer(), Native.address(gradients.w()));
        pass.weightsOut(DNNL_ARG_DIFF_WEIGHTS_ITER, gradients.rw())
                .run(places.weightsIter(), Native.address(gradients.rw()));
        if (gradients.b() != null) {
            tools.whole(gradients.b()).store(0, 1, places.bias());
        }
        if (gradients.rb() != null) {
            // z and r see both biases alike; n has a row for each.
            long row = tools.cell().nOut() * Float.BYTES;
            tools.rows()
                    .copy(
                            places.bias() + CellSize.GATES * row,
                            places.bias() + (CellSize.GATES - 1) * row,
                            tools.cell().nOut());
            tools.whole(gradients.rb()).store(0, 1, places.bias());
        }
    }

    @Override
    public void close() {
        block.close();
    }
}
