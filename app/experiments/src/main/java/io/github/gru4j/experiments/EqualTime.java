package io.github.gru4j.experiments;

import java.util.List;

/** What runs had reached after the same training time, from their learning curves. */
final class EqualTime {

    private EqualTime() {}

    /**
     * Seconds that the fastest of runs trained, by their clock; NaN if none finished. A run that diverged was not fast: it ended
     * before its time.
     */
    static double budget(List<RunRecord> runs) {
        return runs.stream()
                .filter(run -> !run.curve().isEmpty() && !run.diverged())
                .mapToDouble(run -> run.curve().get(run.curve().size() - 1).seconds())
                .min()
                .orElse(Double.NaN);
    }

    /**
     * The test metric of the epoch with the lowest validation loss among those that ended within the time; NaN if none did.
     *
     * @param seconds by the run's clock
     */
    static double metric(RunRecord run, double seconds) {
        double metric = Double.NaN;
        for (EpochRecord epoch : run.curve()) {
            if (epoch.seconds() <= seconds && !Double.isNaN(epoch.testMetric())) {
                metric = epoch.testMetric();
            }
        }
        return metric;
    }
}
