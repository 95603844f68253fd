package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.networks.CellType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Trains what a plan asks for: the same network, optimiser, order of data and seeds for every cell.
 *
 * <p>Every finished run is a line of {@code results.jsonl} at once; runs that are there already are not trained again,
 * so an experiment that was stopped goes on where it was. Metrics are the same, digit for digit, every time and for any
 * number of jobs; times are not.
 *
 * <p>From the first run on, ND4J's unreachable arrays are freed between batches only, in this whole JVM and for good: with
 * several training threads ND4J 1.0.0-M2.1 frees some that are in use.
 *
 * <pre>{@code
 * List<RunRecord> runs = new ExperimentRunner(new EmbeddedDataSource(), new ExperimentListener() {}).run(plan);
 * Summary.of(runs).write(plan.out());
 * }</pre>
 */
public final class ExperimentRunner {

    private final DataSource source;
    private final ExperimentListener listener;

    /** Takes data from this source and tells this listener how it goes. */
    public ExperimentRunner(DataSource source, ExperimentListener listener) {
        this.source = source;
        this.listener = listener;
    }

    /**
     * Trains all runs of the plan that are not in the results yet.
     *
     * @return the runs of the plan, by task, then seed, then cell, in the plan's order
     * @throws IllegalArgumentException before anything is trained, if the source does not know a task or the kernel that
     *     is asked for does not exist (the message lists those that there are), or if a cell cannot do what a task asks
     * @throws OutputException if results cannot be kept in the plan's directory; before any training, where possible
     * @throws InterruptedException if this thread is interrupted; finished runs are kept
     */
    public List<RunRecord> run(ExperimentPlan plan) throws OutputException, InterruptedException {
        for (String task : plan.tasks()) {
            source.refusal(task).ifPresent(why -> {
                throw new IllegalArgumentException(why);
            });
        }
        // A kernel that does not exist is found here, before anything is made.
        plan.cells().forEach(Implementation::of);
        try (ResultsFile results = ResultsFile.open(plan.out())) {
            List<List<Run>> blocks = blocks(plan);
            Map<String, RunRecord> done = new HashMap<>();
            results.found().forEach(r -> done.put(r.id(), r));
            List<Run> missing = new ArrayList<>();
            for (Run run : inTurns(blocks)) {
                RunRecord known = done.get(run.id());
                if (known == null) {
                    missing.add(run);
                } else {
                    listener.runReused(known);
                }
            }
            for (RunRecord record : train(missing, results, EnvironmentProbe.probe(plan.jobs()))) {
                done.put(record.id(), record);
            }
            return blocks.stream()
                    .flatMap(List::stream)
                    .map(run -> done.get(run.id()))
                    .toList();
        }
    }

    /** The runs of every task and seed, cells in the plan's order. */
    private List<List<Run>> blocks(ExperimentPlan plan) {
        List<List<Run>> blocks = new ArrayList<>();
        for (String task : plan.tasks()) {
            RunSettings settings = plan.settings().get(task);
            SequenceDataset data;
            try (var work = ArrayReclaimer.enter()) {
                data = source.load(task, settings.maxTrain());
            }
            for (CellType cell : plan.cells()) {
                TaskNetwork.refusal(data.task(), cell).ifPresent(why -> {
                    throw new IllegalArgumentException(why);
                });
            }
            for (long seed : plan.seeds()) {
                blocks.add(plan.cells().stream()
                        .map(cell -> new Run(data, cell, seed, settings))
                        .toList());
            }
        }
        return blocks;
    }

    /**
     * The order of training. Cells of the same task and seed go side by side, so that they meet the same state of the
     * machine; which of them goes first alternates, because the first one may find the machine less busy.
     */
    private static List<Run> inTurns(List<List<Run>> blocks) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            List<Run> block = new ArrayList<>(blocks.get(i));
            if (i % 2 == 1) {
                Collections.reverse(block);
            }
            runs.addAll(block);
        }
        return runs;
    }

    private List<RunRecord> train(List<Run> runs, ResultsFile results, RunEnvironment environment)
            throws OutputException, InterruptedException {
        ExecutorService jobs = Executors.newFixedThreadPool(environment.jobs());
        try {
            var finished = new ExecutorCompletionService<RunRecord>(jobs);
            for (Run run : runs) {
                finished.submit(() -> train(run, results, environment));
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

    private RunRecord train(Run run, ResultsFile results, RunEnvironment environment) throws OutputException {
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
