package io.github.gru4j.experiments.report;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.datasets.Provenance;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.experiments.Comparison;
import io.github.gru4j.experiments.EpochRecord;
import io.github.gru4j.experiments.RunEnvironment;
import io.github.gru4j.experiments.RunRecord;
import io.github.gru4j.experiments.RunSettings;
import io.github.gru4j.experiments.Summary;
import io.github.gru4j.experiments.SummaryRow;
import io.github.gru4j.experiments.TestDetail;
import java.util.List;
import java.util.stream.IntStream;

/** Made-up runs in the shape of real ones. */
final class SampleRuns {

    static final SequenceTask TEXT =
            task("text", "Which language is this name in?", "accuracy", "", "majority class", 0.0812);
    static final SequenceTask SERIES = task("series", "Mackey-Glass, 12 steps ahead", "rmse", "", "last value", 0.2931);

    static final RunEnvironment ENVIRONMENT = new RunEnvironment(
            "0.1.0", "1.0.0-M2.1", "CPU", "OPENBLAS", "17.0.15 Debian", "Linux 6.1 amd64", "Sample CPU", 2, 1, 2);

    private SampleRuns() {}

    static SequenceTask task(
            String name, String title, String metric, String unit, String baselineName, double baseline) {
        return new SequenceTask(
                name,
                title,
                metric.equals("accuracy") ? TaskKind.CLASSIFICATION : TaskKind.FORECAST,
                StepKind.FEATURES,
                1,
                40,
                1,
                List.of(),
                metric,
                unit,
                List.of(new Baseline(baselineName, baseline)),
                new Provenance("A sentence on " + name + ".", "ab".repeat(32), "By a rule.", 800, 800, 100, 100));
    }

    /** The task with but the first of its training sequences. */
    static SequenceTask limited(SequenceTask task, int train) {
        var all = task.provenance();
        return new SequenceTask(
                task.name(),
                task.title(),
                task.kind(),
                task.steps(),
                task.inputSize(),
                task.maxLength(),
                task.outputSize(),
                task.labels(),
                task.metric(),
                task.unit(),
                task.baselines(),
                new Provenance(
                        all.source(),
                        all.sha256(),
                        all.split(),
                        train,
                        all.trainAvailable(),
                        all.validation(),
                        all.test()));
    }

    /** The run with other settings, epochs included. */
    static RunRecord with(RunRecord run, RunSettings settings) {
        List<EpochRecord> curve = run.curve().subList(0, Math.min(run.curve().size(), settings.maxEpochs()));
        return copy(
                run, run.cell(), run.implementation(), settings, curve, run.testDetail(), run.masked(), run.stopped());
    }

    /** The run with another cell, on masked sequences. */
    static RunRecord masked(RunRecord run, String cell) {
        return copy(
                run, cell, run.implementation(), run.settings(), run.curve(), run.testDetail(), true, run.stopped());
    }

    /** The run by another implementation. */
    static RunRecord by(String implementation, RunRecord run) {
        return copy(
                run,
                run.cell(),
                implementation,
                run.settings(),
                run.curve(),
                run.testDetail(),
                run.masked(),
                run.stopped());
    }

    /** The run with another end. */
    static RunRecord stopped(RunRecord run, String why) {
        return copy(
                run,
                run.cell(),
                run.implementation(),
                run.settings(),
                run.curve(),
                run.testDetail(),
                run.masked(),
                why);
    }

    /** The run with another learning curve. */
    static RunRecord curve(RunRecord run, List<EpochRecord> curve) {
        return copy(
                run,
                run.cell(),
                run.implementation(),
                run.settings(),
                curve,
                run.testDetail(),
                run.masked(),
                run.stopped());
    }

    /** The run with these answers. */
    static RunRecord answering(RunRecord run, TestDetail detail) {
        return copy(
                run,
                run.cell(),
                run.implementation(),
                run.settings(),
                run.curve(),
                detail,
                run.masked(),
                run.stopped());
    }

    private static RunRecord copy(
            RunRecord run,
            String cell,
            String implementation,
            RunSettings settings,
            List<EpochRecord> curve,
            TestDetail detail,
            boolean masked,
            String stopped) {
        return new RunRecord(
                run.format(),
                run.id(),
                run.task(),
                cell,
                implementation,
                run.seed(),
                settings,
                run.params(),
                run.modelBytes(),
                curve,
                run.bestEpoch(),
                run.testMetric(),
                run.testLoss(),
                detail,
                masked,
                run.clock(),
                run.secondsPerEpoch(),
                run.seconds(),
                stopped,
                run.started(),
                run.environment());
    }

    /** A run whose curve rises from the baseline to {@code testMetric}. */
    static RunRecord run(SequenceTask task, String cell, long seed, double testMetric) {
        double from = task.baselines().get(0).value();
        double pace = cell.equals("gru") ? 2.5 : 3.1;
        List<EpochRecord> curve = IntStream.rangeClosed(1, 9 + (int) seed)
                .mapToObj(e -> new EpochRecord(
                        e,
                        800L * e,
                        pace * e,
                        1.0 / e,
                        1.1 / e,
                        testMetric - (testMetric - from) * Math.exp(-0.5 * e) + 0.004 * Math.sin(3.0 * e * seed),
                        e == 8 ? testMetric : Double.NaN))
                .toList();
        return new RunRecord(
                RunRecord.FORMAT,
                task.name() + "-" + cell + "-" + seed,
                task,
                cell,
                cell.equals("lstm") ? "DL4J LSTM" : "gru4j nd4j",
                seed,
                new RunSettings(64, 0, 32, 0.002, 1, 20, 3, 0),
                cell.equals("gru") ? 20_480 : 27_264,
                cell.equals("gru") ? 245_760 : 327_168,
                curve,
                curve.size() - 2,
                testMetric,
                0.4,
                null,
                false,
                RunRecord.CPU_TIME,
                pace,
                30,
                "no better for 3 epochs",
                "2026-01-01T00:00:00Z",
                ENVIRONMENT);
    }

    /** The row of runs that share task and cell. */
    static SummaryRow row(List<RunRecord> runs) {
        return rows(List.of(runs)).get(0);
    }

    /** The rows of runs, grouped by task and cell. */
    static List<SummaryRow> rows(List<List<RunRecord>> groups) {
        return Summary.of(comparison(groups)).rows();
    }

    /** Of equal width. */
    static Comparison comparison(List<List<RunRecord>> groups) {
        return Comparison.ofRuns(groups.stream().flatMap(List::stream).toList());
    }

    /** One run for each of the values, with seeds from 1. */
    static List<RunRecord> runs(SequenceTask task, String cell, double... testMetrics) {
        return IntStream.range(0, testMetrics.length)
                .mapToObj(i -> run(task, cell, i + 1L, testMetrics[i]))
                .toList();
    }
}
