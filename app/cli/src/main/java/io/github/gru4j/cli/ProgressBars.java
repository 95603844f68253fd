package io.github.gru4j.cli;

import io.github.gru4j.experiments.EpochRecord;
import io.github.gru4j.experiments.ExperimentPlan;
import io.github.gru4j.experiments.RunRecord;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A bar with the time left for every task that is being trained.
 *
 * <p>A bar counts epochs. Epochs of one task take about the same time, so its estimate holds; over several tasks it would not.
 */
final class ProgressBars extends Progress {

    private static final int REFRESH_MILLIS = 250;

    private final Map<String, TaskBar> bars = new HashMap<>();
    private final Map<String, Integer> runsToTrain = new HashMap<>();

    private record TaskBar(ProgressBar bar, int maxEpochs) {}

    ProgressBars(ExperimentPlan plan, PrintWriter err) {
        super(plan, err);
        plan.tasks().forEach(task -> runsToTrain.put(task, runs(plan, task)));
    }

    @Override
    public synchronized void runsPlanned(Map<String, Integer> runs) {
        super.runsPlanned(runs);
        runsToTrain.putAll(runs);
    }

    @Override
    public synchronized void runReused(RunRecord run) {
        super.runReused(run);
        runsToTrain.merge(run.task().name(), -1, Integer::sum);
    }

    @Override
    void started(String task, int maxEpochs) {
        bars.computeIfAbsent(task, name -> new TaskBar(bar(name, (long) runsToTrain.get(name) * maxEpochs), maxEpochs));
    }

    @Override
    public synchronized void epochFinished(String task, String cell, long seed, EpochRecord epoch) {
        bars.get(task).bar().step().setExtraMessage("%s seed %d".formatted(cell, seed));
    }

    /** A run that stopped early has no use for the rest of its epochs. */
    @Override
    void finished(RunRecord run) {
        String task = run.task().name();
        TaskBar bar = bars.get(task);
        bar.bar().stepBy(bar.maxEpochs() - (long) run.curve().size());
        if (run.diverged()) {
            bar.bar().setExtraMessage("%s seed %d %s".formatted(run.cell(), run.seed(), run.stopped()));
        }
        if (runsToTrain.merge(task, -1, Integer::sum) == 0) {
            bars.remove(task).bar().setExtraMessage("").close();
        }
    }

    @Override
    public synchronized void close() {
        bars.values().forEach(bar -> bar.bar().close());
        super.close();
    }

    private static ProgressBar bar(String task, long epochs) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(epochs)
                .setUnit(" epochs", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .build();
    }
}
