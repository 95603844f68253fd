package io.github.gru4j.experiments;

import java.util.List;

/** Run records for tests. */
final class Records {

    static final RunSettings SETTINGS = new RunSettings(4, 3, 8, 0.02, 1, 3, 2, 0);

    private Records() {}

    static RunRecord run(String cell, long seed, double metric, double secondsPerEpoch) {
        return run(cell, cell.equals("gru") ? "gru4j nd4j" : "DL4J LSTM", seed, metric, secondsPerEpoch);
    }

    static RunRecord run(String cell, String implementation, long seed, double metric, double secondsPerEpoch) {
        return new RunRecord(
                RunRecord.FORMAT,
                cell + seed,
                new TinyDataset(TinyDataset.ECHO).task(),
                cell,
                implementation,
                seed,
                SETTINGS,
                123,
                List.of(new EpochRecord(1, 48, 0.1, 0.75, Double.NaN, 1.0 / 3)),
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
