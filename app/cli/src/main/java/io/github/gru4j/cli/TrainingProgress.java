package io.github.gru4j.cli;

import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.experiments.EpochRecord;
import io.github.gru4j.experiments.RunSettings;
import io.github.gru4j.experiments.TrainingListener;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows on stderr how the training of one network goes on: a line for every epoch, and a bar of batches on a terminal. */
final class TrainingProgress implements TrainingListener, AutoCloseable {

    private static final int REFRESH_MILLIS = 250;

    private final SequenceTask task;
    private final RunSettings settings;
    private final PrintWriter err;
    /** Null where stderr is no terminal. */
    private final ProgressBar bar;

    private double lowest = Double.POSITIVE_INFINITY;

    private TrainingProgress(SequenceTask task, RunSettings settings, PrintWriter err, ProgressBar bar) {
        this.task = task;
        this.settings = settings;
        this.err = err;
        this.bar = bar;
    }

    static TrainingProgress of(SequenceTask task, RunSettings settings, PrintWriter err) {
        ProgressBar bar = Terminal.isTerminal()
                ? new ProgressBarBuilder()
                        .setTaskName(task.name())
                        .setUnit(" batches", 1)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(REFRESH_MILLIS)
                        .build()
                : null;
        return new TrainingProgress(task, settings, err, bar);
    }

    @Override
    public void resumed(List<EpochRecord> before, long batches) {
        before.forEach(epoch -> lowest = Math.min(lowest, epoch.validationLoss()));
        err.printf(Locale.ROOT, "The training goes on in epoch %d, after batch %d%n", before.size() + 1, batches);
        err.flush();
    }

    @Override
    public void batchFinished(long batch, long ofAll) {
        if (bar != null) {
            bar.maxHint(ofAll);
            bar.stepTo(batch);
        }
    }

    @Override
    public void epochFinished(EpochRecord epoch) {
        boolean best = epoch.validationLoss() < lowest;
        lowest = Math.min(lowest, epoch.validationLoss());
        if (bar != null) {
            bar.setExtraMessage(String.format(
                    Locale.ROOT,
                    "epoch %d, validation %s %.4f%s",
                    epoch.epoch(),
                    task.metric(),
                    epoch.validationMetric(),
                    best ? ", best" : ""));
            return;
        }
        err.printf(
                Locale.ROOT,
                "epoch %d of %d: loss %.4f, validation loss %.4f, %s %.4f, %.1f s%s%n",
                epoch.epoch(),
                settings.maxEpochs(),
                epoch.trainLoss(),
                epoch.validationLoss(),
                task.metric(),
                epoch.validationMetric(),
                epoch.seconds(),
                best ? " (best)" : "");
        err.flush();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
