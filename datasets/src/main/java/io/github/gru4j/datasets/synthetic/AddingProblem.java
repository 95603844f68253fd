package io.github.gru4j.datasets.synthetic;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.datasets.Metric;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.datasets.internal.RowLayout;
import io.github.gru4j.datasets.internal.SequenceRow;
import java.util.List;

/**
 * The adding problem (Hochreiter and Schmidhuber 1997, "Long short-term memory", experiment 4, in the form of Le, Jaitly and
 * Hinton 2015, arXiv:1504.00941): a step is a number from 0 to 1 and a marker, which is 1 at two steps and 0 elsewhere; the
 * answer, after the last step, is the sum of the two marked numbers.
 *
 * <p>One marker is in each half of the sequence (Arjovsky, Shah and Bengio 2016, arXiv:1511.06464), so that they cannot both be so
 * near the end that little has to be remembered.
 *
 * <p>In validation and test, the marked numbers are not drawn but lie on a lattice that has exactly the mean and the variance of
 * the uniform distribution. So predicting 1 costs exactly 1/6 there too, every other constant costs more, and what is below has
 * learnt something; of 2,000 sequences that were drawn, it would cost 0.163 or 0.171 just as well.
 */
final class AddingProblem {

    private static final int FEATURES = 2;

    /** From one row of a split to the next, so that neighbours are unlike; it has no factor in common with their number. */
    private static final int STRIDE = 997;

    private AddingProblem() {}

    /** Features [batch, 2, length], labels [batch, 1]. */
    static Generator of(int length) {
        return new Generator(
                "what do the two marked of " + length + " numbers add up to?",
                "adding problem (Hochreiter and Schmidhuber 1997): numbers uniform from 0 to 1, one marked in each half; in"
                        + " validation and test, the marked ones on a lattice of the same mean and variance",
                TaskKind.FORECAST,
                Metric.MSE,
                List.of(),
                new RowLayout(FEATURES, RowLayout.Answers.NUMBERS, 1),
                length,
                // The variance of a sum of two numbers uniform from 0 to 1, each of which has 1/12.
                new Baseline("predicts 1", 1 / 6.0),
                random -> row(random, length, random.uniform(), random.uniform()),
                (random, row, rows) -> {
                    int width = largestDivisorUpToRoot(rows);
                    int place = (int) ((long) row * STRIDE % rows);
                    return row(random, length, onLattice(place % width, width), onLattice(place / width, rows / width));
                });
    }

    private static SequenceRow row(SplitMix64 random, int length, float first, float second) {
        var steps = new float[length * FEATURES];
        for (int t = 0; t < length; t++) {
            steps[t * FEATURES] = random.uniform();
        }
        int half = length / 2;
        mark(steps, random.below(half), first);
        mark(steps, half + random.below(length - half), second);
        return new SequenceRow(steps, new float[] {first + second});
    }

    private static void mark(float[] steps, int t, float value) {
        steps[t * FEATURES] = value;
        steps[t * FEATURES + 1] = 1;
    }

    /** One of {@code points} at equal distances around 1/2, of which the mean square from there is 1/12; from 0 to 1. */
    private static float onLattice(int point, int points) {
        return (float) (0.5 + (point - (points - 1) / 2.0) / Math.sqrt((double) points * points - 1));
    }

    private static int largestDivisorUpToRoot(int number) {
        int divisor = (int) Math.sqrt(number);
        while (number % divisor != 0) {
            divisor--;
        }
        return divisor;
    }
}
