package io.github.gru4j.datasets.synthetic;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.datasets.Metric;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.datasets.internal.RowLayout;
import io.github.gru4j.datasets.internal.SequenceRow;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Copy memory (Hochreiter and Schmidhuber 1997, in the form of Bai, Kolter and Koltun 2018, arXiv:1803.01271): 10 symbols out of
 * 8, blanks for the delay, and a cue, which stays on while the symbols are to be recalled in their order; a class is asked for at
 * every step, blank until the recall.
 *
 * <pre>
 * input    s1 ... s10   blank x (delay - 1)   cue x 11
 * answer   blank x (delay + 10)               s1 ... s10
 * </pre>
 *
 * <p>Inputs are one-hot, not tokens: an embedding would be one more layer to learn, the same for every cell, before the memory is
 * at work, and would count among the parameters by which cells are matched. The literature has none either.
 */
final class CopyMemory {

    private static final int RECALLED = 10;
    private static final int SYMBOLS = 8;
    private static final int BLANK = 0;
    private static final int CUE = SYMBOLS + 1;

    private CopyMemory() {}

    /** Features [batch, 10, delay + 20], labels [batch, 9, delay + 20]: blank and the symbols, which come in as 1 to 8. */
    static Generator of(int delay) {
        int steps = delay + 2 * RECALLED;
        return new Generator(
                "which " + RECALLED + " symbols came before a delay of " + delay + " steps?",
                "copy memory (Hochreiter and Schmidhuber 1997; Bai, Kolter and Koltun 2018): " + RECALLED
                        + " symbols, each uniform out of " + SYMBOLS,
                TaskKind.LABELLING,
                Metric.NATS_PER_STEP,
                Stream.concat(
                                Stream.of("blank"),
                                IntStream.rangeClosed(1, SYMBOLS).mapToObj(Integer::toString))
                        .toList(),
                new RowLayout(CUE + 1, RowLayout.Answers.CLASS_OF_EACH_STEP, SYMBOLS + 1),
                steps,
                // Blanks cost nothing to who counts steps, and each symbol costs ln 8 to who has forgotten it.
                new Baseline("no memory", RECALLED * Math.log(SYMBOLS) / steps),
                random -> row(random, delay),
                (random, row, rows) -> row(random, delay));
    }

    private static SequenceRow row(SplitMix64 random, int delay) {
        int recall = delay + RECALLED;
        var inputs = new int[recall + RECALLED];
        var answer = new float[inputs.length];
        Arrays.fill(answer, BLANK);
        for (int i = 0; i < RECALLED; i++) {
            int symbol = 1 + random.below(SYMBOLS);
            inputs[i] = symbol;
            answer[recall + i] = symbol;
        }
        // A step early, since the first symbol is due with the input after it.
        Arrays.fill(inputs, recall - 1, inputs.length, CUE);
        var steps = new float[inputs.length * (CUE + 1)];
        for (int t = 0; t < inputs.length; t++) {
            steps[t * (CUE + 1) + inputs[t]] = 1;
        }
        return new SequenceRow(steps, answer);
    }
}
