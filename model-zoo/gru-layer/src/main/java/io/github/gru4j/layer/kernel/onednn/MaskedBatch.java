package io.github.gru4j.layer.kernel.onednn;

import io.github.gru4j.layer.kernel.GruMemory;
import io.github.gru4j.layer.kernel.GruParams;
import io.github.gru4j.layer.kernel.GruSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A batch with a mask: its valid steps are packed, and what follows from the others is filled in here. */
final class MaskedBatch implements Batch {

    private final Tools tools;
    private final GruSegment segment;
    private final boolean holdsMasked;
    private final GruMemory scratch;
    private final Rows rows;
    private final int batch;
    private final int time;
    private final int width;
    private final int features;
    private final boolean[] valid;
    private final List<Pack> packs;
    private final List<Recurrence> recurrences = new ArrayList<>();

    MaskedBatch(Tools tools, GruSegment segment, boolean holdsMasked, GruMemory scratch) {
        this.tools = tools;
        this.segment = segment;
        this.holdsMasked = holdsMasked;
        this.scratch = scratch;
        this.rows = tools.rows();
        this.batch = Math.toIntExact(segment.input().size(0));
        this.time = Math.toIntExact(segment.input().size(2));
        this.features = Math.toIntExact(segment.input().size(1));
        this.width = Math.toIntExact(tools.cell().nOut());
        this.valid = valid(segment.mask());
        this.packs = Pack.of(valid, batch, time, holdsMasked);
        packs.forEach(pack -> recurrences.add(tools.recurrence(pack.rows(), pack.steps())));
    }

    private static boolean[] valid(INDArray mask) {
        var values = mask.dup('c').data().asFloat();
        var valid = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            valid[i] = values[i] != 0;
        }
        return valid;
    }

    @Override
    public OneDnnTape forward(INDArray states, GruMemory kept) {
        var plan = new Sections();
        long inputs = plan.add(bytes(features));
        long outputs = plan.add(bytes(width));
        long given = plan.add(stateBytes());
        try (var block = plan.allocate(scratch)) {
            long input = tools.whole(segment.input()).load(0, time, block.address(inputs));
            long output = block.address(outputs);
            long initial = initialState(block.address(given));
            rows.clear(output, (long) time * batch * width);
            var tapes = new ArrayList<RecurrenceTape>();
            for (int k = 0; k < packs.size(); k++) {
                var pack = packs.get(k);
                var from = new PackedSequences(pack, input, features, rows);
                var to = new PackedSequences(pack, output, width, rows);
                LongConsumer start = target -> packInitial(pack, initial, target);
                if (kept == null) {
                    recurrences.get(k).infer(from, to, start, scratch);
                } else {
                    tapes.add(recurrences.get(k).record(from, to, start, kept));
                }
            }
            if (holdsMasked) {
                holdStates(output, initial);
            }
            tools.whole(states).store(0, time, output);
            return kept == null ? null : new OneDnnTape(tapes, tools.weights().way());
        }
    }

    @Override
    public INDArray backward(OneDnnTape tape, INDArray epsilon, GruParams gradients, INDArray inputGradient) {
        var plan = new Sections();
        long inputs = plan.add(bytes(features));
        long epsilons = plan.add(bytes(width));
        long inputGradients = plan.add(bytes(features));
        long initialGradients = plan.add(stateBytes());
        long packed = plan.add(mostRows() * width * Float.BYTES);
        try (var block = plan.allocate(scratch);
                var sums = new GradientSums(tools, sizing(), scratch)) {
            long input = tools.whole(segment.input()).load(0, time, block.address(inputs));
            // Written to, so a copy even where it is dense already.
            long eps = block.address(epsilons);
            long loaded = tools.whole(epsilon).load(0, time, eps);
            if (loaded != eps) {
                rows.copy(loaded, eps, (long) time * batch * width);
            }
            long initialGradient = block.address(initialGradients);
            rows.clear(initialGradient, (long) batch * width);
            if (holdsMasked) {
                collectHeld(eps, initialGradient);
            }
            rows.clear(block.address(inputGradients), (long) time * batch * features);
            for (int k = 0; k < packs.size(); k++) {
                var pack = packs.get(k);
                recurrences
                        .get(k)
                        .backward(
                                tape.packs().get(k),
                                new PackedSequences(pack, input, features, rows),
                                new PackedSequences(pack, eps, width, rows),
                                new PackedSequences(pack, block.address(inputGradients), features, rows),
                                sums.places(),
                                block.address(packed));
                unpackInitial(pack, block.address(packed), initialGradient);
            }
            sums.writeTo(gradients);
            tools.whole(inputGradient).store(0, time, block.address(inputGradients));
            var result = scratch.allocate(batch, width);
            tools.whole(result).store(0, 1, initialGradient);
            return result;
        }
    }

    /** For the layouts of gradients, which are the same for all sizes; needed even if nothing is valid. */
    private Recurrence sizing() {
        return recurrences.isEmpty() ? tools.recurrence(1, 1) : recurrences.get(0);
    }

    private long initialState(long buffer) {
        if (segment.initialState() == null) {
            rows.clear(buffer, (long) batch * width);
            return buffer;
        }
        return tools.whole(segment.initialState()).load(0, 1, buffer);
    }

    private void packInitial(Pack pack, long initial, long packed) {
        for (int k = 0; k < pack.rows(); k++) {
            int sequence = pack.sequence(k);
            if (sequence < 0) {
                rows.clear(row(packed, k), width);
            } else {
                rows.copy(row(initial, sequence), row(packed, k), width);
            }
        }
    }

    private void unpackInitial(Pack pack, long packed, long initialGradient) {
        for (int k = 0; k < pack.rows(); k++) {
            int sequence = pack.sequence(k);
            if (sequence >= 0) {
                rows.add(row(packed, k), row(initialGradient, sequence), width);
            }
        }
    }

    /** Carries states through masked steps. */
    private void holdStates(long states, long initial) {
        for (int t = 0; t < time; t++) {
            for (int b = 0; b < batch; b++) {
                if (!valid[b * time + t]) {
                    rows.copy(
                            t == 0 ? row(initial, b) : row(states, (t - 1) * batch + b),
                            row(states, t * batch + b),
                            width);
                }
            }
        }
    }

    /** The way back of {@link #holdStates}: what reaches a masked step belongs to the step before. */
    private void collectHeld(long epsilon, long initialGradient) {
        for (int t = time - 1; t >= 0; t--) {
            for (int b = 0; b < batch; b++) {
                if (!valid[b * time + t]) {
                    rows.add(
                            row(epsilon, t * batch + b),
                            t == 0 ? row(initialGradient, b) : row(epsilon, (t - 1) * batch + b),
                            width);
                }
            }
        }
    }

    private long row(long states, int index) {
        return states + (long) index * width * Float.BYTES;
    }

    private long bytes(long columns) {
        return (long) time * batch * columns * Float.BYTES;
    }

    private long stateBytes() {
        return (long) batch * width * Float.BYTES;
    }

    private long mostRows() {
        return packs.stream().mapToInt(Pack::rows).max().orElse(0);
    }
}
