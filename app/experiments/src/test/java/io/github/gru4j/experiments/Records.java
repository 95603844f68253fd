package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceTask;
import java.util.List;

/** Run records for tests. */
final class Records {

    static final RunSettings SETTINGS = new RunSettings(4, 3, 8, 0.02, 1, 3, 2, 0);

    private Records() {}

    static RunRecord run(String cell, long seed, double metric, double secondsPerEpoch) {
        return run(cell, cell.equals("gru") ? "gru4j nd4j" : "DL4J LSTM", seed, metric, secondsPerEpoch);
    }

    static RunRecord run(String cell, String implementation, long seed, double metric, double secondsPerEpoch) {
        return run(
                new TinyDataset(TinyDataset.ECHO).task(),
                cell,
                implementation,
                seed,
                List.of(new EpochRecord(1, 48, 0.1, 0.75, Double.NaN, 1.0 / 3)),
                metric,
                secondsPerEpoch);
    }

    static RunRecord withCurve(SequenceTask task, List<EpochRecord> curve) {
        return run(task, "gru", "gru4j nd4j", 1, curve, 0.5, 1);
    }

    private static RunRecord run(
            SequenceTask task,
            String cell,
            String implementation,
            long seed,
            List<EpochRecord> curve,
            double metric,
            double secondsPerEpoch) {
        return new RunRecord(
                RunRecord.FORMAT,
                cell + seed,
                task,
                cell,
                implementation,
                seed,
                SETTINGS,
                123,
                curve,
                1,
                metric,
                0.25,
                false,
                RunRecord.CPU_TIME,
                secondsPerEpoch,
                1.5,
                "reached 1 epochs",
                "2026-01-01T00:00:00Z",
                EnvironmentProbe.probe(1));
    }
}
