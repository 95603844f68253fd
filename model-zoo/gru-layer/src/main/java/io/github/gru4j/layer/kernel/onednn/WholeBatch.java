package io.github.gru4j.layer.kernel.onednn;

import io.github.gru4j.layer.kernel.GruMemory;
import io.github.gru4j.layer.kernel.GruParams;
import io.github.gru4j.layer.kernel.GruSegment;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A batch without a mask. */
final class WholeBatch implements Batch {

    private final Tools tools;
    private final GruSegment segment;
    private final GruMemory scratch;
    private final Recurrence recurrence;
    private final long batch;
    private final long width;

    WholeBatch(Tools tools, GruSegment segment, GruMemory scratch) {
        this.tools = tools;
        this.segment = segment;
        this.scratch = scratch;
        this.batch = segment.input().size(0);
        this.width = tools.cell().nOut();
        this.recurrence = tools.recurrence(batch, segment.input().size(2));
    }

    @Override
    public OneDnnTape forward(INDArray states, GruMemory kept) {
        var input = tools.whole(segment.input());
        var output = tools.whole(states);
        if (kept == null) {
            recurrence.infer(input, output, this::initialState, scratch);
            return null;
        }
        return new OneDnnTape(
                List.of(recurrence.record(input, output, this::initialState, kept)),
                tools.weights().way());
    }

    private void initialState(long target) {
        if (segment.initialState() == null) {
            tools.rows().clear(target, batch * width);
            return;
        }
        long loaded = tools.whole(segment.initialState()).load(0, 1, target);
        if (loaded != target) {
            tools.rows().copy(loaded, target, batch * width);
        }
    }

    @Override
    public INDArray backward(OneDnnTape tape, INDArray epsilon, GruParams gradients, INDArray inputGradient) {
        try (var sums = new GradientSums(tools, recurrence, scratch);
                var initial = stateGradient()) {
            recurrence.backward(
                    tape.packs().get(0),
                    tools.whole(segment.input()),
                    tools.whole(epsilon),
                    tools.whole(inputGradient),
                    sums.places(),
                    initial.start());
            sums.writeTo(gradients);
            var initialGradient = scratch.allocate(batch, width);
            tools.whole(initialGradient).store(0, 1, initial.start());
            return initialGradient;
        }
    }

    private Block stateGradient() {
        var plan = new Sections();
        plan.add(batch * width * Float.BYTES);
        return plan.allocate(scratch);
    }
}
