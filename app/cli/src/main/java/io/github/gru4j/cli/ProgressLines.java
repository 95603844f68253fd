package io.github.gru4j.cli;

import io.github.gru4j.experiments.ExperimentPlan;
import io.github.gru4j.experiments.RunRecord;
import java.io.PrintWriter;
import java.util.Locale;

/** A line for every finished run: for logs and pipes. */
final class ProgressLines extends Progress {

    ProgressLines(ExperimentPlan plan, PrintWriter err) {
        super(plan, err);
    }

    @Override
    void started(String task, int maxEpochs) {}

    @Override
    void finished(RunRecord run) {
        err().printf(
                        Locale.ROOT,
                        "%s %s seed %d: %s, %d epochs, %.1f s by %s (%s)%n",
                        run.task().name(),
                        run.cell(),
                        run.seed(),
                        result(run),
                        run.curve().size(),
                        run.seconds(),
                        run.implementation(),
                        done());
        err().flush();
    }

    private static String result(RunRecord run) {
        String metric = Double.isNaN(run.testMetric())
                ? "no test " + run.task().metric()
                : String.format(Locale.ROOT, "test %s %.4f", run.task().metric(), run.testMetric());
        return run.diverged() ? run.stopped() + "; " + metric : metric;
    }
}
