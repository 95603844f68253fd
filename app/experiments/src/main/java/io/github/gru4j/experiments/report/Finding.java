package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.SummaryRow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the runs of one task allow to be said.
 *
 * @param task name of the task
 * @param verdicts one for every match, on the first cell and the others
 * @param cautions what to know before that is believed, sentences; there may be some for a cell alone, too
 */
public record Finding(String task, List<Verdict> verdicts, List<String> cautions) {

    /** Task by task, in the order of {@code rows}; tasks of which nothing can be said are left out. */
    public static List<Finding> of(List<SummaryRow> rows) {
        return ReportPage.distinct(rows, SummaryRow::task).stream()
                .map(task -> ofTask(
                        task,
                        rows.stream().filter(row -> row.task().equals(task)).toList()))
                .filter(finding -> !finding.sentences().isEmpty())
                .toList();
    }

    /** All of it in plain words, the verdicts first. */
    public List<String> sentences() {
        return Stream.concat(
                        verdicts.stream().map(Verdict::text), cautions.stream().map(caution -> "Caution: " + caution))
                .toList();
    }

    private static Finding ofTask(String task, List<SummaryRow> rows) {
        var matches = ReportPage.distinct(rows, SummaryRow::match);
        var verdicts = new ArrayList<Verdict>();
        for (var match : matches) {
            List<SummaryRow> cells =
                    rows.stream().filter(row -> row.match() == match).toList();
            if (cells.size() > 1) {
                verdicts.add(Verdict.of(cells, matches.size() > 1));
            }
        }
        return new Finding(task, List.copyOf(verdicts), cautions(rows, verdicts.isEmpty()));
    }

    private static List<String> cautions(List<SummaryRow> rows, boolean oneCell) {
        var cautions = new ArrayList<String>();
        // Where there are two cells, their verdict says so itself.
        if (oneCell && rows.get(0).quick()) {
            cautions.add("this is a quick try, not a finding.");
        }
        if (rows.stream().allMatch(SummaryRow::cutOff)) {
            cautions.add("every run ended at the last epoch allowed, so more training might change the picture.");
        }
        rows.stream().flatMap(row -> row.caveats().stream()).distinct().forEach(cautions::add);
        return List.copyOf(cautions);
    }
}
