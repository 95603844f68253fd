package io.github.gru4j.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Classes with their counts, and bars as long as the training split has of them. */
final class ClassBars {

    private static final int WIDTH = 40;

    /** Of more, the others are counted together. */
    private static final int MOST = 50;

    private static final int LONGEST_NAME = 40;

    private ClassBars() {}

    static List<String> of(List<String> labels, SplitCounts train, SplitCounts validation, SplitCounts test) {
        long largest = Arrays.stream(train.classes()).max().orElse(1);
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("class", "training", "validation", "test", ""));
        for (int i = 0; i < Math.min(MOST, labels.size()); i++) {
            rows.add(List.of(
                    name(labels.get(i)),
                    count(train.classes()[i]),
                    count(validation.classes()[i]),
                    count(test.classes()[i]),
                    "#".repeat((int) Math.ceil((double) WIDTH * train.classes()[i] / Math.max(1, largest)))));
        }
        if (labels.size() > MOST) {
            rows.add(List.of(
                    (labels.size() - MOST) + " more",
                    count(rest(train)),
                    count(rest(validation)),
                    count(rest(test)),
                    ""));
        }
        return Columns.align(rows);
    }

    private static long rest(SplitCounts split) {
        return Arrays.stream(split.classes()).skip(MOST).sum();
    }

    private static String name(String label) {
        String safe = Terminal.safe(label);
        return safe.length() <= LONGEST_NAME ? safe : safe.substring(0, LONGEST_NAME) + "...";
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,8d", count);
    }
}
