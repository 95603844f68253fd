package io.github.gru4j.cli;

import io.github.gru4j.experiments.SummaryRow;
import io.github.gru4j.experiments.report.RowText;
import java.util.ArrayList;
import java.util.List;

/** The results as a table: one line for every task and cell. */
final class ResultTable {

    private ResultTable() {}

    static List<String> lines(List<SummaryRow> rows) {
        var cells = new ArrayList<List<String>>();
        cells.add(List.of(
                "task",
                "cell",
                "parameters",
                "test metric",
                "mean",
                "95% t interval",
                "s/epoch",
                "implementation",
                "naive baseline"));
        rows.stream().map(RowText::of).map(ResultTable::cells).forEach(cells::add);
        return Columns.align(cells);
    }

    private static List<String> cells(RowText row) {
        return List.of(
                row.task(),
                row.cell(),
                row.params(),
                row.metric(),
                row.mean(),
                row.interval(),
                row.secondsPerEpoch(),
                row.implementation(),
                row.baseline() + " (" + row.baselineName() + ")");
    }
}
