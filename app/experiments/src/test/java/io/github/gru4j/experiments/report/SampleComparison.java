package io.github.gru4j.experiments.report;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.datasets.Provenance;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.experiments.ChosenSettings;
import io.github.gru4j.experiments.Comparison;
import io.github.gru4j.experiments.EpochRecord;
import io.github.gru4j.experiments.Match;
import io.github.gru4j.experiments.PlanRecord;
import io.github.gru4j.experiments.PlannedRun;
import io.github.gru4j.experiments.RateSchedule;
import io.github.gru4j.experiments.RunRecord;
import io.github.gru4j.experiments.RunSettings;
import io.github.gru4j.experiments.TaskPlan;
import io.github.gru4j.experiments.TestDetail;
import io.github.gru4j.experiments.TuningBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A made-up comparison as large as the report has to bear: three tasks, four cells, five seeds, all matches, tuned. */
final class SampleComparison {

    static final List<String> CELLS = List.of("gru", "lstm", "simple-rnn", "bidirectional-gru");

    static final SequenceTask TEXT = task(
            "text",
            "Which language is this name in?",
            TaskKind.CLASSIFICATION,
            IntStream.range(0, 36).mapToObj(i -> "language " + i).toList(),
            "accuracy",
            new Baseline("majority class", 0.0812),
            new Baseline("letters counted", 0.4127));

    static final SequenceTask SERIES = task(
            "series",
            "Mackey-Glass, 12 steps ahead",
            TaskKind.FORECAST,
            List.of(),
            "rmse",
            new Baseline("last value", 0.2931),
            new Baseline("linear on the window", 0.0481));

    static final SequenceTask DIGITS = task(
            "digits",
            "Digits, row by row",
            TaskKind.CLASSIFICATION,
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
            "accuracy",
            new Baseline("majority class", 0.1));

    private static final int EPOCHS = 30;
    private static final int TRIALS = 4;

    private SampleComparison() {}

    static SequenceTask task(
            String name, String title, TaskKind kind, List<String> labels, String metric, Baseline... baselines) {
        return new SequenceTask(
                name,
                title,
                kind,
                StepKind.FEATURES,
                1,
                40,
                Math.max(1, labels.size()),
                labels,
                metric,
                "",
                List.of(baselines),
                new Provenance("A sentence on " + name + ".", "ab".repeat(32), "By a rule.", 800, 800, 100, 100));
    }

    /** All of it; on digits, an LSTM has diverged in its first epoch and a simple RNN later. */
    static Comparison whole() {
        return of(List.of(TEXT, SERIES, DIGITS), CELLS, 5);
    }

    static Comparison of(List<SequenceTask> tasks, List<String> cells, int seeds) {
        List<RunRecord> runs = new ArrayList<>();
        List<PlannedRun> planned = new ArrayList<>();
        List<PlannedRun> trials = new ArrayList<>();
        List<ChosenSettings> chosen = new ArrayList<>();
        for (SequenceTask task : tasks) {
            for (Match match : List.of(Match.WIDTH, Match.PARAMETERS)) {
                for (String cell : cells) {
                    Match trained = cell.equals(cells.get(0)) ? Match.WIDTH : match;
                    for (long seed = 1; seed <= seeds; seed++) {
                        RunRecord run = run(task, cells.indexOf(cell), cell, trained, seed);
                        runs.add(run);
                        planned.add(new PlannedRun(task.name(), cell, match, seed, run.id()));
                    }
                }
            }
            for (String cell : cells) {
                for (long trial = 101; trial <= 100 + TRIALS; trial++) {
                    RunRecord run = run(task, cells.indexOf(cell), cell, Match.WIDTH, trial);
                    runs.add(run);
                    trials.add(new PlannedRun(task.name(), cell, Match.WIDTH, trial, run.id()));
                }
                chosen.add(new ChosenSettings(
                        task.name(), cell, trials.get(trials.size() - 1).run(), Map.of("learning-rate", "0.002")));
            }
        }
        return new Comparison(
                new PlanRecord(
                        PlanRecord.FORMAT,
                        tasks.stream()
                                .map(task -> new TaskPlan(task.name(), List.of()))
                                .toList(),
                        cells,
                        LongStream.rangeClosed(1, seeds).boxed().toList(),
                        List.of(Match.values()),
                        new TuningBudget(TRIALS, List.of("learning-rate=1e-4..1e-2:log"), trials, chosen),
                        planned),
                runs);
    }

    private static RunRecord run(SequenceTask task, int place, String cell, Match match, long seed) {
        var random = new Random(
                31L * place + 7 * seed + task.name().hashCode() + match.id().length());
        boolean digits = task.name().equals(DIGITS.name());
        boolean lost = digits && cell.equals("lstm") && seed == 3 && match == Match.WIDTH;
        boolean diverged = lost || (digits && cell.equals("simple-rnn") && seed == 2 && match == Match.WIDTH);
        double from = task.baselines().get(0).value();
        double to = task.higherIsBetter() ? 0.9 - 0.05 * place : 0.02 + 0.004 * place;
        to += (task.higherIsBetter() ? 0.008 : 0.002) * random.nextGaussian();
        double pace = 2.5 + place + 0.2 * random.nextDouble();
        int length = lost ? 0 : diverged ? 6 : EPOCHS - random.nextInt(8);
        List<EpochRecord> curve = new ArrayList<>();
        for (int epoch = 1; epoch <= length; epoch++) {
            double metric = to + (from - to) * Math.exp(-0.35 * epoch) + 0.004 * random.nextGaussian();
            curve.add(new EpochRecord(
                    epoch, 800L * epoch, pace * epoch, 1.0 / epoch, 1.1 / epoch, metric, metric - 0.001));
        }
        int hidden = match == Match.PARAMETERS ? 64 - 9 * place : 64;
        double rate = seed > 100 ? 1e-3 * (seed - 100) : 2e-3;
        var settings = new RunSettings(hidden, 0, 32, rate, 1, EPOCHS, 3, 0)
                .toBuilder().schedule(RateSchedule.COSINE).dropout(0.2).build();
        long params = match == Match.PARAMETERS ? 20_480L + 37L * place : 20_480L + 6_784L * place;
        return new RunRecord(
                RunRecord.FORMAT,
                "%016x".formatted((task.name() + cell + match + seed).hashCode() * 0x9e3779b97f4a7c15L),
                task,
                cell,
                cell.contains("gru") ? "gru4j nd4j" : cell.equals("lstm") ? "DL4J LSTM" : "DL4J SimpleRnn",
                seed,
                settings,
                params,
                12 * params,
                curve,
                length,
                length == 0 ? Double.NaN : curve.get(length - 1).testMetric(),
                0.4,
                length == 0 ? null : detail(task, random),
                false,
                RunRecord.CPU_TIME,
                pace,
                30,
                diverged ? "diverged at step " + (25 * (length + 1) - 4) : "reached " + EPOCHS + " epochs",
                "2026-01-01T00:00:00Z",
                SampleRuns.ENVIRONMENT);
    }

    private static TestDetail detail(SequenceTask task, Random random) {
        if (task.kind() == TaskKind.FORECAST) {
            List<Double> expected = IntStream.range(0, TestDetail.MOST_FORECASTS)
                    .mapToObj(i -> 1 + 0.3 * Math.sin(0.2 * i) + 0.1 * Math.sin(0.47 * i))
                    .toList();
            return new TestDetail(
                    List.of(),
                    expected,
                    expected.stream().map(x -> x + 0.03 * random.nextGaussian()).toList());
        }
        int classes = task.labels().size();
        List<List<Integer>> confusion = IntStream.range(0, classes)
                .mapToObj(right -> IntStream.range(0, classes)
                        .mapToObj(answer -> right == answer ? 40 : Math.max(0, random.nextInt(12) - 8))
                        .toList())
                .toList();
        return new TestDetail(confusion, List.of(), List.of());
    }
}
