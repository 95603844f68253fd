package io.github.gru4j.cli;

import io.github.gru4j.experiments.ExperimentListener;
import io.github.gru4j.experiments.ExperimentPlan;
import io.github.gru4j.experiments.RunRecord;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/** Shows on stderr how a comparison goes on; counts runs. */
abstract class Progress implements ExperimentListener, AutoCloseable {

    private final PrintWriter err;
    private final Path out;
    private int planned;
    private int reused;
    private int finished;
    private boolean started;

    Progress(ExperimentPlan plan, PrintWriter err) {
        this.err = err;
        this.out = plan.out();
        this.planned = plan.tasks().stream().mapToInt(task -> runs(plan, task)).sum();
    }

    /** As far as can be said before data are loaded. */
    static int runs(ExperimentPlan plan, String task) {
        return plan.cells(task).size() * plan.seeds().size();
    }

    /** Bars on a terminal, a line for every run elsewhere. */
    static Progress of(ExperimentPlan plan, PrintWriter err) {
        return Terminal.isTerminal() ? new ProgressBars(plan, err) : new ProgressLines(plan, err);
    }

    /** A run has begun; called with the lock of this object held, after what was found has been said. */
    abstract void started(String task, int maxEpochs);

    /** A run has been done; called with the lock of this object held. */
    abstract void finished(RunRecord run);

    final PrintWriter err() {
        return err;
    }

    /** For instance "3 of 18". */
    final String done() {
        return (reused + finished) + " of " + planned;
    }

    @Override
    public synchronized void runsPlanned(Map<String, Integer> runs) {
        planned = runs.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public final synchronized void runStarted(String task, String cell, long seed, int maxEpochs) {
        if (!started) {
            started = true;
            sayWhatWasFound();
        }
        started(task, maxEpochs);
    }

    @Override
    public final synchronized void runFinished(RunRecord run) {
        finished++;
        finished(run);
    }

    @Override
    public synchronized void runReused(RunRecord run) {
        reused++;
    }

    /** What to say when the comparison is stopped before its end. */
    final synchronized void interrupted() {
        err.printf(
                "%ngru4j: stopped; %s runs are done and kept in %s, the same command goes on from there%n",
                done(), out);
        err.flush();
    }

    @Override
    public synchronized void close() {
        if (!started) {
            sayWhatWasFound();
        }
    }

    private void sayWhatWasFound() {
        if (reused > 0) {
            err.printf("%d of %d runs are in %s already and are not trained again%n", reused, planned, out);
            err.flush();
        }
    }
}
