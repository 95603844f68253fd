package io.github.gru4j.experiments;

import io.github.gru4j.experiments.TaskRuns.Planned;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Trains runs, several side by side, and keeps each as soon as it is finished; those that are kept already are not trained again. */
final class Trainer {

    private final ResultsFile results;
    private final ExperimentListener listener;
    private final RunEnvironment environment;
    private final Map<String, RunRecord> done = new LinkedHashMap<>();

    Trainer(ResultsFile results, ExperimentListener listener, RunEnvironment environment) {
        this.results = results;
        this.listener = listener;
        this.environment = environment;
        results.found().forEach(run -> done.put(run.id(), run));
    }

    /** All records that are kept. */
    List<RunRecord> done() {
        return List.copyOf(done.values());
    }

    /** The record of a run; null if it is not done yet. */
    RunRecord done(Planned run) {
        return done.get(run.run().id());
    }

    /** Trains what is not done yet. */
    void train(List<Planned> planned) throws OutputException, InterruptedException {
        reused(planned);
        List<Run> missing = inTurns(blocks(planned)).stream()
                .filter(run -> !done.containsKey(run.id()))
                .toList();
        for (RunRecord record : trainAll(missing)) {
            done.put(record.id(), record);
        }
    }

    private void reused(List<Planned> planned) {
        planned.stream()
                .map(run -> done.get(run.run().id()))
                .filter(Objects::nonNull)
                .distinct()
                .forEach(listener::runReused);
    }

    /** The runs of every task and seed, each once. */
    private static Collection<List<Run>> blocks(List<Planned> planned) {
        record Block(String task, long seed) {}
        Set<String> seen = new HashSet<>();
        return planned.stream()
                .filter(run -> seen.add(run.run().id()))
                .collect(Collectors.groupingBy(
                        run -> new Block(run.entry().task(), run.entry().seed()),
                        LinkedHashMap::new,
                        Collectors.mapping(Planned::run, Collectors.toList())))
                .values();
    }

    /**
     * The order of training. Cells of the same task and seed go side by side, so that they meet the same state of the
     * machine; which of them goes first alternates, because the first one may find the machine less busy.
     */
    private static List<Run> inTurns(Collection<List<Run>> blocks) {
        List<Run> runs = new ArrayList<>();
        boolean reverse = false;
        for (List<Run> turn : blocks) {
            List<Run> block = new ArrayList<>(turn);
            if (reverse) {
                Collections.reverse(block);
            }
            reverse = !reverse;
            runs.addAll(block);
        }
        return runs;
    }

    private List<RunRecord> trainAll(List<Run> runs) throws OutputException, InterruptedException {
        ExecutorService jobs = Executors.newFixedThreadPool(environment.jobs());
        try {
            var finished = new ExecutorCompletionService<RunRecord>(jobs);
            for (Run run : runs) {
                finished.submit(() -> train(run));
            }
            List<RunRecord> records = new ArrayList<>();
            while (records.size() < runs.size()) {
                records.add(finished.take().get());
            }
            return records;
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            jobs.shutdownNow();
            // The results must not be closed under a run that is still being written.
            jobs.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    private RunRecord train(Run run) throws OutputException {
        String task = run.data().task().name();
        String cell = run.cell().id();
        listener.runStarted(task, cell, run.seed(), run.settings().maxEpochs());
        RunRecord record =
                Training.of(run, environment, epoch -> listener.epochFinished(task, cell, run.seed(), epoch));
        results.append(record);
        listener.runFinished(record);
        return record;
    }

    private static OutputException unwrapped(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof OutputException output) {
            return output;
        }
        if (cause instanceof RuntimeException runtime) {
            throw runtime;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(cause);
    }
}
