package io.github.gru4j.datasets.synthetic;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.datasets.Metric;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.datasets.internal.RowLayout;
import io.github.gru4j.datasets.internal.SequenceRow;
import java.util.List;
import java.util.function.Function;

/**
 * Draws the sequences of a task, all of one length.
 *
 * @param title a question for people
 * @param source how a sequence is drawn, for people
 * @param kind what is asked
 * @param metric what is measured
 * @param labels of classes
 * @param layout what a row holds
 * @param steps of every sequence
 * @param chance what is reached without looking, exactly
 * @param row draws a sequence and its answer
 * @param rowOfSplit the same for validation and test
 */
record Generator(
        String title,
        String source,
        TaskKind kind,
        Metric metric,
        List<String> labels,
        RowLayout layout,
        int steps,
        Baseline chance,
        Function<SplitMix64, SequenceRow> row,
        OfSplit rowOfSplit) {

    /** Draws sequences of a split that is always the same. */
    @FunctionalInterface
    interface OfSplit {

        /**
         * A sequence and its answer.
         *
         * @param row from 0
         * @param rows of the whole split
         */
        SequenceRow draw(SplitMix64 random, int row, int rows);
    }
}
