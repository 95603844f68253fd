package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.RunRecord;
import io.github.gru4j.experiments.TestDetail;
import java.util.List;
import java.util.Optional;

/**
 * What the best runs of a task answered on the test split.
 *
 * @param confusions one for each cell, where answers are classes
 * @param forecasts one for each cell, where answers are numbers
 */
record Answers(List<Confusion> confusions, List<Figure> forecasts) {

    /**
     * The answers of the best run of each cell.
     *
     * @param runsByCell cells in the order of the comparison
     */
    static Answers of(String id, List<String> cells, List<List<RunRecord>> runsByCell) {
        List<RunRecord> best =
                runsByCell.stream().map(BestRuns::of).flatMap(Optional::stream).toList();
        return new Answers(
                best.stream()
                        .filter(run -> !run.testDetail().confusion().isEmpty())
                        .map(run -> Confusion.of(caption(run), run))
                        .toList(),
                best.stream()
                        .filter(run -> !run.testDetail().expected().isEmpty())
                        .map(run -> forecast(id, cells.indexOf(run.cell()), run))
                        .toList());
    }

    /** Whether confusion matrices have labels that want room. */
    boolean roomy() {
        return confusions.stream().anyMatch(confusion -> confusion.small() && !confusion.shortLabels());
    }

    private static String caption(RunRecord run) {
        return "%s, seed %d".formatted(CellLabels.of(run.cell()), run.seed());
    }

    private static Figure forecast(String id, int cell, RunRecord run) {
        TestDetail detail = run.testDetail();
        return new Figure(
                caption(run),
                "",
                "Line chart of the first %d test sequences, what came and what %s forecast; %s %s on all of them."
                        .formatted(
                                detail.expected().size(),
                                caption(run),
                                run.task().metric(),
                                Numbers.text(run.testMetric(), run.testMetric())),
                InlineSvg.of(Forecasts.of(detail, cell), id + "-forecast-" + cell));
    }
}
