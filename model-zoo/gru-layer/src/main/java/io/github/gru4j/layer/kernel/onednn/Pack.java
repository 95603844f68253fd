package io.github.gru4j.layer.kernel.onednn;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Stretches of valid steps of a masked batch, side by side from their first step on, so that a cell that knows no masks runs
 * over them. What it computes past the end of a shorter stretch is thrown away.
 */
final class Pack {

    /** Packs with more than this many times the cells of the batch are split up. */
    private static final int MOST_WASTE = 2;

    private final int rows;
    private final int steps;
    private final int[] source;
    private final int[] sequence;

    /** Valid steps of one sequence; {@code initial} if it begins from the initial state. */
    private record Stretch(int sequence, boolean initial, IntBuffer steps) {

        int length() {
            return steps.limit();
        }
    }

    private Pack(int rows, int steps, int[] source, int[] sequence) {
        this.rows = rows;
        this.steps = steps;
        this.source = source;
        this.sequence = sequence;
    }

    /** How many stretches. */
    int rows() {
        return rows;
    }

    /** Length of the longest one. */
    int steps() {
        return steps;
    }

    /** The valid step, as t * batch + sequence, that is at {@code cell} = step * rows + row; -1 past the end of a stretch. */
    int source(int cell) {
        return source[cell];
    }

    /** The sequence whose initial state a row begins from; -1 if it begins from zero. */
    int sequence(int row) {
        return sequence[row];
    }

    /**
     * Covers every valid step once. Where masked steps hold the state, those of a sequence are one stretch; where they clear it,
     * each run without a gap is a stretch of its own.
     *
     * @param valid [batch * time], step t of sequence b at b * time + t
     */
    static List<Pack> of(boolean[] valid, int batch, int time, boolean holdsMasked) {
        var stretches = new ArrayList<Stretch>();
        for (int b = 0; b < batch; b++) {
            int begin = -1;
            var steps = new int[time];
            int count = 0;
            for (int t = 0; t < time; t++) {
                if (valid[b * time + t]) {
                    begin = count == 0 ? t : begin;
                    steps[count++] = t;
                } else if (count > 0 && !holdsMasked) {
                    stretches.add(new Stretch(b, begin == 0, IntBuffer.wrap(Arrays.copyOf(steps, count))));
                    count = 0;
                }
            }
            if (count > 0) {
                stretches.add(new Stretch(b, holdsMasked || begin == 0, IntBuffer.wrap(Arrays.copyOf(steps, count))));
            }
        }
        return pack(stretches, batch, MOST_WASTE * (long) batch * time);
    }

    private static List<Pack> pack(List<Stretch> stretches, int batch, long mostCells) {
        var packs = new ArrayList<Pack>();
        stretches.sort(Comparator.comparingInt((Stretch s) -> s.length()).reversed());
        var rest = List.copyOf(stretches);
        while (!rest.isEmpty()) {
            int longest = rest.get(0).length();
            int rows = (long) rest.size() * longest <= mostCells
                    ? rest.size()
                    : (int) rest.stream().filter(s -> 2 * s.length() > longest).count();
            packs.add(of(rest.subList(0, rows), batch));
            rest = rest.subList(rows, rest.size());
        }
        return packs;
    }

    private static Pack of(List<Stretch> stretches, int batch) {
        int rows = stretches.size();
        int steps = stretches.get(0).length();
        var source = new int[steps * rows];
        Arrays.fill(source, -1);
        var sequence = new int[rows];
        for (int k = 0; k < rows; k++) {
            var stretch = stretches.get(k);
            sequence[k] = stretch.initial ? stretch.sequence : -1;
            for (int s = 0; s < stretch.length(); s++) {
                source[s * rows + k] = stretch.steps.get(s) * batch + stretch.sequence;
            }
        }
        return new Pack(rows, steps, source, sequence);
    }
}
