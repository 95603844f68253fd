package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceTask;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Comparisons of GRU and LSTM for tests of claims. */
public final class ClaimRuns {

    private ClaimRuns() {}

    /** On "echo", where less is better; test metrics by seed, NaN for a run that gave none; the baselines are at 0.5. */
    public static Comparison echo(double[] gru, double[] lstm) {
        return of(new TinyDataset(TinyDataset.ECHO).task(), gru, lstm);
    }

    /** On "parity", where more is better. */
    public static Comparison parity(double[] gru, double[] lstm) {
        return of(new TinyDataset(TinyDataset.PARITY).task(), gru, lstm);
    }

    private static Comparison of(SequenceTask task, double[] gru, double[] lstm) {
        List<RunRecord> runs = new ArrayList<>(runs(task, "gru", gru));
        runs.addAll(runs(task, "lstm", lstm));
        return Comparison.ofRuns(runs);
    }

    private static List<RunRecord> runs(SequenceTask task, String cell, double[] metrics) {
        List<RunRecord> runs = new ArrayList<>();
        for (int i = 0; i < metrics.length; i++) {
            runs.add(Records.of(Records.run(cell, i + 1, metrics[i], 1), task, metrics[i]));
        }
        return runs;
    }

    /** On "echo"; a row a run, its validation metrics by epoch; an epoch is 6 minibatches. */
    public static Comparison curves(double[][] gru, double[][] lstm) {
        List<RunRecord> runs = new ArrayList<>();
        for (int i = 0; i < gru.length; i++) {
            runs.add(curve("gru", i + 1, gru[i]));
            runs.add(curve("lstm", i + 1, lstm[i]));
        }
        return Comparison.ofRuns(runs);
    }

    private static RunRecord curve(String cell, long seed, double[] metrics) {
        List<EpochRecord> curve = new ArrayList<>();
        DoubleStream.of(metrics)
                .forEach(metric -> curve.add(
                        new EpochRecord(curve.size() + 1, 48L * (curve.size() + 1), 1, 1, 1, metric, metric)));
        return Records.run(cell + seed, cell, seed, curve);
    }

    /** One of its runs is not there yet. */
    public static Comparison without(Comparison comparison, String id) {
        return new Comparison(
                comparison.plan(),
                comparison.runs().stream().filter(run -> !run.id().equals(id)).toList());
    }
}
