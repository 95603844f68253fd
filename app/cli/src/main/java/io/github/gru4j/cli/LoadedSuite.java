package io.github.gru4j.cli;

import io.github.gru4j.experiments.ExperimentPlan;
import io.github.gru4j.experiments.Match;
import io.github.gru4j.experiments.SkippedTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ParameterException;

/**
 * A suite with its data.
 *
 * @param tasks whose data are there, at least one
 * @param skipped the others
 */
record LoadedSuite(List<Match> matches, List<ComparedTask> tasks, List<SkippedTask> skipped) {

    /**
     * Reads the data of a suite.
     *
     * @param root where relative paths begin
     * @param cells in place of those of the suite; null for those
     * @param wrong makes the exception for what is wrong with the suite
     */
    static LoadedSuite of(Suite suite, Path root, List<String> cells, Function<String, ParameterException> wrong) {
        List<ComparedTask> tasks = new ArrayList<>();
        List<SkippedTask> skipped = new ArrayList<>();
        for (Suite.Entry entry : suite.tasks()) {
            Optional<SkippedTask> absent = entry.skipped(root);
            if (absent.isPresent()) {
                skipped.add(absent.get());
                continue;
            }
            Function<String, ParameterException> ofEntry =
                    message -> wrong.apply("line " + entry.line() + ": " + message);
            ComparedTask task = task(entry, root, cells == null ? suite.cells() : cells, cells != null, ofEntry);
            if (tasks.stream().anyMatch(other -> other.name().equals(task.name()))) {
                throw ofEntry.apply("there is a task %s already; give task-name".formatted(task.name()));
            }
            tasks.add(task);
        }
        if (tasks.isEmpty()) {
            throw wrong.apply("the data of none of its tasks are there: "
                    + String.join(", ", skipped.stream().map(SkippedTask::why).toList())
                    + "; give --data-root, the folder that holds them");
        }
        return new LoadedSuite(suite.matches(), tasks, skipped);
    }

    private static ComparedTask task(
            Suite.Entry entry,
            Path root,
            List<String> suiteCells,
            boolean cellsGiven,
            Function<String, ParameterException> wrong) {
        try {
            TaskArguments parsed = TaskArguments.parse(entry.below(root));
            List<String> cells = cellsGiven ? suiteCells : parsed.cells().orElse(suiteCells);
            cells.forEach(cell -> {
                if (!new CompareCommand.CellNames().names().contains(cell)) {
                    throw wrong.apply(ExperimentPlan.unknown("cell", cell, new CompareCommand.CellNames().names()));
                }
            });
            List<String> distinct = List.copyOf(new LinkedHashSet<>(cells));
            return parsed.task().isPresent()
                    ? embedded(parsed.task().get(), parsed, distinct)
                    : ComparedTask.own(
                            parsed.data().orElseThrow(),
                            parsed.dataArguments(),
                            parsed.training(),
                            "--cells",
                            distinct,
                            parsed::wrong);
        } catch (ParameterException e) {
            throw wrong.apply(e.getMessage());
        }
    }

    private static ComparedTask embedded(String name, TaskArguments parsed, List<String> cells) {
        ComparedTask task = ComparedTask.embedded(name, false, parsed.training(), cells, parsed::wrong);
        if (parsed.training().givesEmbedding() && task.settings().embedding() == 0) {
            throw parsed.wrong("embedding is for tokens; the steps of " + name + " are numbers");
        }
        return task;
    }
}
