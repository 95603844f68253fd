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
 * <p>One marker is in each half of the sequence (Arjovsky, Shah and Bengio 2016, arXiv:1511.06464), so that none can be so near
 * the end that little has to be remembered.
 */
final class AddingProblem {

    private static final int FEATURES = 2;

    private AddingProblem() {}

    /** Features [batch, 2, length], labels [batch, 1]. */
    static Generator of(int length) {
        return new Generator(
                "what do the two marked of " + length + " numbers add up to?",
                "adding problem (Hochreiter and Schmidhuber 1997): numbers uniform from 0 to 1, one marked in each half",
                TaskKind.FORECAST,
                Metric.MSE,
                List.of(),
                new RowLayout(FEATURES, RowLayout.Answers.NUMBERS, 1),
                length,
                // The variance of a sum of two numbers uniform from 0 to 1, each of which has 1/12.
                new Baseline("predicts 1", 1 / 6.0),
                random -> row(random, length));
    }

    private static SequenceRow row(SplitMix64 random, int length) {
        var steps = new float[length * FEATURES];
        for (int t = 0; t < length; t++) {
            steps[t * FEATURES] = random.uniform();
        }
        int half = length / 2;
        int first = random.below(half);
        int second = half + random.below(length - half);
        steps[first * FEATURES + 1] = 1;
        steps[second * FEATURES + 1] = 1;
        return new SequenceRow(steps, new float[] {steps[first * FEATURES] + steps[second * FEATURES]});
    }
}
