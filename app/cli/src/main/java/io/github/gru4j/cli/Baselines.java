package io.github.gru4j.cli;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.experiments.RunRecord;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The naive baselines of tasks that have more than the one in the table. */
final class Baselines {

    private Baselines() {}

    /** One line for each such task. */
    static List<String> lines(List<RunRecord> runs) {
        return runs.stream()
                .map(RunRecord::task)
                .distinct()
                .filter(task -> task.baselines().size() > 1)
                .map(task -> "%s: test %s of the naive baselines: %s"
                        .formatted(task.name(), task.metric(), text(task.baselines())))
                .toList();
    }

    /** For instance "last value 3.1416, linear regression 2.7183". */
    static String text(List<Baseline> baselines) {
        return baselines.stream()
                .map(baseline -> String.format(Locale.ROOT, "%s %.4f", baseline.name(), baseline.value()))
                .collect(Collectors.joining(", "));
    }
}
