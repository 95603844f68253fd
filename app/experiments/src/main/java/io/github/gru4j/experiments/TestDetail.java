package io.github.gru4j.experiments;

import java.util.List;
import org.nd4j.evaluation.classification.ConfusionMatrix;

/**
 * What a network answered on the test split, enough for a picture.
 *
 * @param confusion sequences by class, or steps where every step has one, a row for each right class, a column for each answer; empty where answers are no
 *     classes, or of more than {@link #MOST_CLASSES}
 * @param expected first output of the first test sequences, in their order and in the task's unit; empty where answers are no
 *     numbers
 * @param predicted what was answered for them
 */
public record TestDetail(List<List<Integer>> confusion, List<Double> expected, List<Double> predicted) {

    /** A larger confusion matrix is no picture any more. */
    public static final int MOST_CLASSES = 40;

    /** Forecasts kept of a run. */
    public static final int MOST_FORECASTS = 200;

    public TestDetail {
        confusion = confusion.stream().map(List::copyOf).toList();
        expected = List.copyOf(expected);
        predicted = List.copyOf(predicted);
    }

    static TestDetail of(ConfusionMatrix<Integer> counts) {
        List<Integer> classes = counts.getClasses();
        if (classes.size() > MOST_CLASSES) {
            return null;
        }
        List<List<Integer>> rows = classes.stream()
                .map(right -> classes.stream()
                        .map(answer -> counts.getCount(right, answer))
                        .toList())
                .toList();
        return new TestDetail(rows, List.of(), List.of());
    }
}
