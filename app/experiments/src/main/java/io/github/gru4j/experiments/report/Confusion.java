package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.RunRecord;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a run took for what.
 *
 * @param caption whose answers they are
 * @param labels of the classes
 * @param rows a row for each right class
 * @param small whether there is room for labels and numbers
 * @param mistakes the most frequent ones, phrases
 */
record Confusion(String caption, List<String> labels, List<List<Field>> rows, boolean small, List<String> mistakes) {

    /** With more classes, labels and numbers would be too small to read on a phone. */
    private static final int MOST_LABELLED = 16;

    private static final int MOST_MISTAKES = 5;

    /**
     * One answer to one class.
     *
     * @param count of sequences
     * @param share of the sequences of the right class, from 0 to 1, as CSS has it
     */
    record Field(int count, String share) {}

    private record Mistake(String phrase, int count) {}

    static Confusion of(String caption, RunRecord run) {
        List<List<Integer>> counts = run.testDetail().confusion();
        List<String> labels = labels(run, counts.size());
        return new Confusion(
                caption,
                labels,
                counts.stream().map(Confusion::fields).toList(),
                counts.size() <= MOST_LABELLED,
                mistakes(labels, counts));
    }

    /** Whether labels have room over their columns. */
    boolean shortLabels() {
        return labels.stream().allMatch(label -> label.length() <= 2);
    }

    /** All of it in a sentence, for those who cannot see the shades. */
    String description() {
        return mistakes.isEmpty()
                ? caption + ": no mistakes."
                : caption + ", the most frequent mistakes: " + String.join("; ", mistakes) + ".";
    }

    static List<String> labels(RunRecord run, int classes) {
        List<String> known = run.task().labels();
        return known.size() == classes
                ? known
                : IntStream.range(0, classes).mapToObj(String::valueOf).toList();
    }

    private static List<Field> fields(List<Integer> row) {
        int sum = row.stream().mapToInt(Integer::intValue).sum();
        return row.stream()
                .map(count -> new Field(
                        count,
                        sum == 0 || count == 0
                                ? "0"
                                : BigDecimal.valueOf((double) count / sum)
                                        .setScale(2, RoundingMode.UP)
                                        .toPlainString()))
                .toList();
    }

    private static List<String> mistakes(List<String> labels, List<List<Integer>> counts) {
        List<Mistake> mistakes = new ArrayList<>();
        for (int right = 0; right < counts.size(); right++) {
            List<Integer> row = counts.get(right);
            int sum = row.stream().mapToInt(Integer::intValue).sum();
            for (int answer = 0; answer < row.size(); answer++) {
                if (right != answer && row.get(answer) > 0) {
                    mistakes.add(new Mistake(
                            "%s taken for %s, %d of %d"
                                    .formatted(labels.get(right), labels.get(answer), row.get(answer), sum),
                            row.get(answer)));
                }
            }
        }
        return mistakes.stream()
                .sorted(Comparator.comparingInt(Mistake::count).reversed())
                .limit(MOST_MISTAKES)
                .map(Mistake::phrase)
                .collect(Collectors.toUnmodifiableList());
    }
}
