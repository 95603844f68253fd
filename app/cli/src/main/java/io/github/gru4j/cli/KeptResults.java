package io.github.gru4j.cli;

import io.github.gru4j.experiments.Comparison;
import io.github.gru4j.experiments.PlanRecord;
import io.github.gru4j.experiments.ResultsFile;
import io.github.gru4j.experiments.RunRecord;
import io.github.gru4j.experiments.TaskPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The results in a folder, for commands that train nothing new. */
record KeptResults(Path file) {

    /** @throws NoSuchFileException if there are none */
    static KeptResults in(Path directory) throws IOException {
        Path file = directory.resolve(ResultsFile.NAME);
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return new KeptResults(file);
    }

    /** What was planned last, of which at least one run is there. */
    Comparison comparison() throws IOException {
        Comparison comparison = ResultsFile.readComparison(file);
        if (comparison.runs().isEmpty()) {
            throw new IOException(file + ": no run of the comparison that was planned last is there yet");
        }
        return comparison;
    }

    List<RunRecord> runs() throws IOException {
        return ResultsFile.read(file);
    }

    /**
     * Where the data of a run came from, as the last plan with the run says, or, where none has it, the last one with its task; empty
     * for a task that needs no file. Another comparison may have had other data under the same name.
     */
    List<String> dataArguments(RunRecord run) throws IOException {
        List<String> ofRun = null;
        List<String> ofTask = List.of();
        for (PlanRecord plan : ResultsFile.readPlans(file)) {
            for (TaskPlan planned : plan.tasks()) {
                if (planned.task().equals(run.task().name())) {
                    ofTask = planned.arguments();
                    ofRun = has(plan, run) ? ofTask : ofRun;
                }
            }
        }
        return ofRun == null ? ofTask : ofRun;
    }

    private static boolean has(PlanRecord plan, RunRecord run) {
        return Stream.concat(
                        plan.runs().stream(), plan.tuning() == null ? Stream.empty() : plan.tuning().runs().stream())
                .anyMatch(planned -> planned.run().equals(run.id()));
    }
}
