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
        try (var initial = stateBlock()) {
            long start = initial.start();
            if (segment.initialState() == null) {
                tools.rows().clear(start, batch * width);
            } else {
                tools.rows().copy(tools.row(segment.initialState()).load(0, 1, start), start, batch * width);
            }
            if (kept == null) {
                recurrence.infer(input, output, start, scratch);
                return null;
            }
            return new OneDnnTape(List.of(recurrence.record(input, output, start, kept, scratch)));
        }
    }

    @Override
    public INDArray backward(OneDnnTape tape, INDArray epsilon, GruParams gradients, INDArray inputGradient) {
        try (var sums = new GradientSums(tools, recurrence, scratch);
                var initial = stateBlock()) {
            recurrence.backward(
                    tape.packs().get(0),
                    tools.whole(segment.input()),
                    tools.whole(epsilon),
                    tools.whole(inputGradient),
                    sums.places(),
                    initial.start(),
                    scratch);
            sums.writeTo(gradients);
            var initialGradient = scratch.allocate(batch, width);
            tools.row(initialGradient).store(0, 1, initial.start());
            return initialGradient;
        }
    }

    private Block stateBlock() {
        var plan = new Sections();
        plan.add(batch * width * Float.BYTES);
        return plan.allocate(scratch);
    }
}
