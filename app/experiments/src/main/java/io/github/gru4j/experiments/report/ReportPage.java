package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.Comparison;
import io.github.gru4j.experiments.Match;
import io.github.gru4j.experiments.RunEnvironment;
import io.github.gru4j.experiments.RunRecord;
import io.github.gru4j.experiments.Summary;
import io.github.gru4j.experiments.SummaryRow;
import io.github.gru4j.experiments.TaskPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What the report's page shows, ready for its template.
 *
 * @param title of the page
 * @param lead one sentence on what was done
 * @param matched one sentence on how the cells were matched
 * @param notices what is not there, sentences
 * @param legend the cells, in the order of the comparison
 * @param findings what the runs allow to be said
 * @param tasks one section each
 * @param aggregates all tasks together that have the same cells, one for each match
 * @param tuning how settings were tuned; null if they were given
 * @param matches what cells had in common, in the order of the comparison
 * @param clocks what seconds of training are, a phrase for each
 * @param implementations what computed the cells, a phrase for each cell
 * @param environments where the runs took place
 * @param seeds of all runs, as a list in a sentence
 * @param downloads every number as tables
 */
record ReportPage(
        String title,
        String lead,
        String matched,
        List<String> notices,
        List<LegendEntry> legend,
        List<Finding> findings,
        List<TaskSection> tasks,
        List<Aggregate> aggregates,
        TuningSection tuning,
        List<Match> matches,
        List<String> clocks,
        List<String> implementations,
        List<RunEnvironment> environments,
        String seeds,
        List<Download> downloads) {

    /**
     * How a cell is drawn.
     *
     * @param ink number of its colour
     * @param dashes its dash pattern as SVG writes it
     */
    record LegendEntry(String label, int ink, String dashes) {}

    static ReportPage of(Comparison comparison) {
        Summary summary = Summary.of(comparison);
        List<TasksTogether> together = TasksTogether.of(comparison, summary);
        List<SummaryRow> rows = summary.rows();
        List<RunRecord> runs = comparison.runs();
        List<String> cells = comparison.plan().cells();
        List<String> tasks = distinct(rows, SummaryRow::task);
        List<Match> matches = comparison.plan().matches();
        String names = Words.list(cells.stream().map(CellLabels::of).toList());
        List<Long> seeds =
                runs.stream().map(RunRecord::seed).distinct().sorted().toList();
        return new ReportPage(
                cells.size() > 1 ? names + ", compared" : names,
                lead(names, summary, tasks, runs, seeds),
                matches.size() == 1 && cells.size() == 1
                        ? ""
                        : "Matched by %s."
                                .formatted(Words.list(
                                        matches.stream().map(Match::label).toList())),
                notices(comparison, tasks),
                cells.stream()
                        .map(cell -> legendEntry(cell, cells.indexOf(cell)))
                        .toList(),
                Finding.of(rows),
                tasks.stream()
                        .map(task -> TaskSection.of("task-" + tasks.indexOf(task), task, comparison, summary))
                        .toList(),
                Aggregate.of(together, cells),
                TuningSection.of(comparison).orElse(null),
                matches,
                distinct(runs, run -> clock(run.clock())),
                Implementations.byCell(cells, runs),
                distinct(runs, RunRecord::environment),
                (seeds.size() == 1 ? "seed " : "seeds ") + Words.list(seeds),
                Downloads.of(comparison, summary, together));
    }

    private static String lead(
            String names, Summary summary, List<String> tasks, List<RunRecord> runs, List<Long> seeds) {
        return tasks.isEmpty()
                ? "No run is there yet."
                : "%s%s trained on %s: %s, %s."
                        .formatted(
                                summary.rows().stream().anyMatch(SummaryRow::quick)
                                        ? "A quick try, not a finding: "
                                        : "",
                                names,
                                Words.list(tasks),
                                Words.count(runs.size(), "run", "runs"),
                                (seeds.size() == 1 ? "seed " : "seeds ") + Words.list(seeds));
    }

    private static List<String> notices(Comparison comparison, List<String> found) {
        List<String> notices = new ArrayList<>();
        long missing = comparison.missing();
        if (missing > 0) {
            long there = comparison.runs().size();
            notices.add(
                    "%d of %d runs are there: this comparison has not come to its end. The same command goes on where it was stopped."
                            .formatted(there, there + missing));
            List<String> without = comparison.plan().tasks().stream()
                    .map(TaskPlan::task)
                    .filter(task -> !found.contains(task))
                    .toList();
            if (!without.isEmpty()) {
                notices.add("There is no run yet of %s.".formatted(Words.list(without)));
            }
        }
        if (comparison.others() > 0) {
            notices.add("results.jsonl has %s of earlier comparisons or with other settings, not shown here."
                    .formatted(Words.count(comparison.others(), "more run", "more runs")));
        }
        comparison
                .plan()
                .skipped()
                .forEach(skipped -> notices.add("%s was skipped: %s.".formatted(skipped.task(), skipped.why())));
        return notices;
    }

    private static String clock(String clock) {
        return clock.equals(RunRecord.CPU_TIME)
                ? "CPU time of the training thread, which does not count waiting for other runs"
                : "wall time, which other runs and other programs lengthen";
    }

    private static LegendEntry legendEntry(String cell, int index) {
        return new LegendEntry(CellLabels.of(cell), Ink.cellNumber(index), ChartStyle.dashes(index));
    }

    static <T, R> List<R> distinct(List<T> items, Function<T, R> property) {
        return items.stream().map(property).distinct().toList();
    }
}
