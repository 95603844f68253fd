package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.RunRecord;
import java.util.List;
import java.util.Optional;

/** Whose the times of cells are. */
final class Implementations {

    private Implementations() {}

    /** For instance "GRU by gru4j nd4j"; cells without a run are left out. */
    static List<String> byCell(List<String> cells, List<RunRecord> runs) {
        return cells.stream()
                .map(cell -> byCell(cell, runs))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> byCell(String cell, List<RunRecord> runs) {
        List<String> found = ReportPage.distinct(
                runs.stream().filter(run -> run.cell().equals(cell)).toList(), RunRecord::implementation);
        return found.isEmpty() ? Optional.empty() : Optional.of(CellLabels.of(cell) + " by " + Words.list(found));
    }
}
