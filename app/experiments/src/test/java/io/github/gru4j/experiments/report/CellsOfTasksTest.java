package io.github.gru4j.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.experiments.Comparison;
import io.github.gru4j.experiments.Match;
import io.github.gru4j.experiments.PlanRecord;
import io.github.gru4j.experiments.PlannedRun;
import io.github.gru4j.experiments.RunRecord;
import io.github.gru4j.experiments.Summary;
import io.github.gru4j.experiments.TaskPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tasks need not have the same cells; the suite "real" has such. */
class CellsOfTasksTest {

    private static final double[] GOOD = {0.90, 0.91, 0.92, 0.90, 0.91};
    private static final double[] POOR = {0.50, 0.52, 0.51, 0.50, 0.53};

    private static SequenceTask task(String name) {
        return SampleRuns.task(name, "A task", "accuracy", "", "majority class", 0.1);
    }

    /** Each cell of a task is better than the next. */
    private static Comparison comparison(Map<String, List<String>> cellsOf, List<String> tasks) {
        List<RunRecord> runs = new ArrayList<>();
        List<PlannedRun> planned = new ArrayList<>();
        for (String task : tasks) {
            List<String> cells = cellsOf.get(task);
            for (String cell : cells) {
                for (RunRecord run : SampleRuns.runs(task(task), cell, cell.equals(cells.get(0)) ? GOOD : POOR)) {
                    runs.add(run);
                    planned.add(new PlannedRun(task, cell, Match.PARAMETERS, run.seed(), run.id()));
                }
            }
        }
        return new Comparison(
                new PlanRecord(
                        PlanRecord.FORMAT,
                        tasks.stream()
                                .map(task -> new TaskPlan(task, List.of()))
                                .toList(),
                        planned.stream().map(PlannedRun::cell).distinct().toList(),
                        List.of(1L, 2L, 3L, 4L, 5L),
                        List.of(Match.PARAMETERS),
                        null,
                        planned),
                runs);
    }

    private static final Comparison REAL = comparison(
            Map.of(
                    "one", List.of("gru", "lstm"),
                    "two", List.of("bidirectional-gru", "bidirectional-lstm"),
                    "three", List.of("gru", "lstm"),
                    "four", List.of("lstm", "gru")),
            List.of("one", "two", "three", "four"));

    @Test
    void aTaskIsJudgedByItsOwnFirstCell() {
        List<Finding> findings = Finding.of(Summary.of(REAL).rows());

        assertThat(findings)
                .extracting(finding -> finding.verdicts().get(0).sentence())
                .containsExactly(
                        "GRU did better than LSTM.",
                        "Bidirectional GRU did better than bidirectional LSTM.",
                        "GRU did better than LSTM.",
                        "LSTM did better than GRU.");
        assertThat(HtmlReport.render(REAL))
                .contains("nearest to that of bidirectional GRU.", "nearest to that of LSTM.")
                .doesNotContain("no two cells were run");
    }

    @Test
    void tasksWithTheSameCellsAreBroughtTogether() {
        List<TasksTogether> together = TasksTogether.of(REAL, Summary.of(REAL));

        assertThat(together).singleElement().satisfies(all -> {
            assertThat(all.cells()).containsExactly("gru", "lstm");
            assertThat(all.tasks()).extracting("task").containsExactly("one", "three", "four");
        });
        assertThat(HtmlReport.render(REAL)).contains("All tasks together", "one, three and four");
    }
}
