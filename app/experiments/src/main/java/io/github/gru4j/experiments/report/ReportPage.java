package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.RunEnvironment;
import io.github.gru4j.experiments.RunRecord;
import io.github.gru4j.experiments.SummaryRow;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the report's page shows, ready for its template.
 *
 * @param title of the page
 * @param lead one sentence on what was done
 * @param legend the cells, in the order of the comparison
 * @param findings what the runs allow to be said
 * @param tasks one section each
 * @param clocks what seconds of training are, a phrase for each
 * @param implementations what computed the cells, a phrase for each cell
 * @param environments where the runs took place
 */
record ReportPage(
        String title,
        String lead,
        List<LegendEntry> legend,
        List<Finding> findings,
        List<TaskSection> tasks,
        List<String> clocks,
        List<String> implementations,
        List<RunEnvironment> environments) {

    /**
     * How a cell is drawn.
     *
     * @param ink number of its colour
     * @param dashes its dash pattern as SVG writes it
     */
    record LegendEntry(String label, int ink, String dashes) {}

    static ReportPage of(List<RunRecord> runs, List<SummaryRow> rows) {
        List<String> cells = distinct(rows, SummaryRow::cell);
        List<String> tasks = distinct(rows, SummaryRow::task);
        String names = sentenceList(cells.stream().map(CellLabels::of).toList());
        return new ReportPage(
                cells.size() > 1 ? names + ", compared" : names,
                "%s%s trained on %s: %d %s, %s."
                        .formatted(
                                rows.stream().anyMatch(SummaryRow::quick) ? "A quick try, not a finding: " : "",
                                names,
                                sentenceList(tasks),
                                runs.size(),
                                runs.size() == 1 ? "run" : "runs",
                                seeds(runs)),
                cells.stream()
                        .map(cell -> legendEntry(cell, cells.indexOf(cell)))
                        .toList(),
                Finding.of(rows),
                tasks.stream()
                        .map(task -> TaskSection.of(task, cells, runs, rows))
                        .toList(),
                distinct(runs, run -> clock(run.clock())),
                implementations(cells, runs),
                distinct(runs, RunRecord::environment));
    }

    /** Whose the times of each cell are, for instance "GRU by gru4j nd4j"; cells without a run are left out. */
    static List<String> implementations(List<String> cells, List<RunRecord> runs) {
        return cells.stream()
                .flatMap(cell -> implementations(cell, runs).stream())
                .toList();
    }

    private static Optional<String> implementations(String cell, List<RunRecord> runs) {
        List<String> found =
                distinct(runs.stream().filter(run -> run.cell().equals(cell)).toList(), RunRecord::implementation);
        return found.isEmpty() ? Optional.empty() : Optional.of(CellLabels.of(cell) + " by " + sentenceList(found));
    }

    private static String clock(String clock) {
        return clock.equals(RunRecord.CPU_TIME)
                ? "CPU time of the training thread, which does not count waiting for other runs"
                : "wall time, which other runs and other programs lengthen";
    }

    private static LegendEntry legendEntry(String cell, int index) {
        return new LegendEntry(CellLabels.of(cell), Ink.cellNumber(index), ChartStyle.dashes(index));
    }

    private static String seeds(List<RunRecord> runs) {
        List<Long> seeds =
                runs.stream().map(RunRecord::seed).distinct().sorted().toList();
        return (seeds.size() == 1 ? "seed " : "seeds ") + sentenceList(seeds);
    }

    static <T, R> List<R> distinct(List<T> items, Function<T, R> property) {
        return items.stream().map(property).distinct().toList();
    }

    /** "a", "a and b", "a, b and c". */
    private static String sentenceList(List<?> items) {
        int last = items.size() - 1;
        return last < 1
                ? items.stream().map(Object::toString).collect(Collectors.joining())
                : items.subList(0, last).stream().map(Object::toString).collect(Collectors.joining(", "))
                        + " and "
                        + items.get(last);
    }
}
