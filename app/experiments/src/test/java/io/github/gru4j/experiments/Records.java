package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceTask;
import java.util.List;

/** Run records for tests. */
final class Records {

    static final RunSettings SETTINGS = new RunSettings(4, 3, 8, 0.02, 1, 3, 2, 0);

    private static final SequenceTask TASK = new TinyDataset(TinyDataset.ECHO).task();

    private Records() {}

    static RunRecord run(String cell, long seed, double metric, double secondsPerEpoch) {
        return run(cell, cell.equals("gru") ? "gru4j nd4j" : "DL4J LSTM", seed, metric, secondsPerEpoch);
    }

    static RunRecord run(String cell, String implementation, long seed, double metric, double secondsPerEpoch) {
        var epoch = new EpochRecord(1, 48, 0.1, 0.75, Double.NaN, 1.0 / 3, Double.NaN);
        return run(cell + seed, TASK, cell, implementation, seed, List.of(epoch), metric, secondsPerEpoch);
    }

    static RunRecord withCurve(SequenceTask task, List<EpochRecord> curve) {
        return run("gru1", task, "gru", "gru4j nd4j", 1, curve, 0.5, 1);
    }

    /** The test metric is that of the last epoch. */
    static RunRecord run(String id, String cell, long seed, List<EpochRecord> curve) {
        return run(
                id, TASK, cell, "none", seed, curve, curve.get(curve.size() - 1).testMetric(), 1);
    }

    private static RunRecord run(
            String id,
            SequenceTask task,
            String cell,
            String implementation,
            long seed,
            List<EpochRecord> curve,
            double metric,
            double secondsPerEpoch) {
        return new RunRecord(
                RunRecord.FORMAT,
                id,
                task,
                cell,
                implementation,
                seed,
                SETTINGS,
                123,
                492,
                curve,
                1,
                metric,
                0.25,
                new TestDetail(List.of(List.of(3, 1), List.of(0, 4)), List.of(), List.of()),
                false,
                RunRecord.CPU_TIME,
                secondsPerEpoch,
                1.5,
                "reached 1 epochs",
                "2026-01-01T00:00:00Z",
                EnvironmentProbe.probe(1));
    }

    static RunRecord with(RunRecord run, RunSettings settings) {
        return copy(run, run.task(), settings, run.curve(), run.testMetric(), run.stopped());
    }

    /** Under another name, as if it were of another cell and seed. */
    static RunRecord as(RunRecord run, String id, String cell, long seed) {
        return new RunRecord(
                run.format(),
                id,
                run.task(),
                cell,
                run.implementation(),
                seed,
                run.settings(),
                run.params(),
                run.modelBytes(),
                run.curve(),
                run.bestEpoch(),
                run.testMetric(),
                run.testLoss(),
                run.testDetail(),
                run.masked(),
                run.clock(),
                run.secondsPerEpoch(),
                run.seconds(),
                run.stopped(),
                run.started(),
                run.environment());
    }

    static RunRecord stopped(RunRecord run, String stopped) {
        return copy(run, run.task(), run.settings(), run.curve(), run.testMetric(), stopped);
    }

    /** Of another task, with another test metric. */
    static RunRecord of(RunRecord run, SequenceTask task, double metric) {
        return copy(run, task, run.settings(), run.curve(), metric, run.stopped());
    }

    static RunRecord withCurve(RunRecord run, List<EpochRecord> curve) {
        return copy(run, run.task(), run.settings(), curve, run.testMetric(), run.stopped());
    }

    private static RunRecord copy(
            RunRecord run,
            SequenceTask task,
            RunSettings settings,
            List<EpochRecord> curve,
            double metric,
            String stopped) {
        return new RunRecord(
                run.format(),
                run.id(),
                task,
                run.cell(),
                run.implementation(),
                run.seed(),
                settings,
                run.params(),
                run.modelBytes(),
                curve,
                run.bestEpoch(),
                metric,
                run.testLoss(),
                run.testDetail(),
                run.masked(),
                run.clock(),
                run.secondsPerEpoch(),
                run.seconds(),
                stopped,
                run.started(),
                run.environment());
    }
}
