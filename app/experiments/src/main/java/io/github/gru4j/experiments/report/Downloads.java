package io.github.gru4j.experiments.report;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.experiments.CellPair;
import io.github.gru4j.experiments.Comparison;
import io.github.gru4j.experiments.EpochRecord;
import io.github.gru4j.experiments.Match;
import io.github.gru4j.experiments.PlannedRun;
import io.github.gru4j.experiments.RunEnvironment;
import io.github.gru4j.experiments.RunRecord;
import io.github.gru4j.experiments.Summary;
import io.github.gru4j.experiments.SummaryRow;
import io.github.gru4j.experiments.TestDetail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every number of the report as tables for other programs. */
final class Downloads {

    private Downloads() {}

    static List<Download> of(Comparison comparison, Summary summary, List<TasksTogether> together) {
        List<Download> all = new ArrayList<>();
        all.add(Download.of("results.csv", "Results by task, match and cell", results(comparison, summary.rows())));
        all.add(Download.of("pairs.csv", "Pairs of cells by task and match", pairs(summary.pairs())));
        all.add(Download.of("seeds.csv", "Test metric by task, match, cell and seed", seeds(summary.rows())));
        all.add(Download.of("baselines.csv", "Naive baselines by task", baselines(comparison.runs())));
        all.add(Download.of("runs.csv", "Every run, with its settings and where it ran", runs(comparison)));
        all.add(Download.of("curves.csv", "Learning curves of every run", curves(comparison.runs())));
        all.add(Download.of(
                "confusion.csv", "Confusion matrices of the best runs, without zeros", confusion(comparison)));
        all.add(Download.of("forecasts.csv", "Forecasts of the best runs", forecasts(comparison)));
        if (comparison.plan().tuning() != null) {
            all.add(Download.of("trials.csv", "Trials of the tuning", trials(comparison)));
        }
        all.addAll(AggregateDownloads.of(together));
        return all.stream().filter(download -> download.lines() > 0).toList();
    }

    private static Csv results(Comparison comparison, List<SummaryRow> rows) {
        var csv = new Csv(
                "task",
                "match",
                "cell",
                "hidden",
                "params",
                "model_bytes",
                "metric",
                "unit",
                "higher_is_better",
                "seeds",
                "diverged",
                "mean",
                "median",
                "ci95_low",
                "ci95_high",
                "seconds_per_epoch",
                "seconds_least",
                "seconds_most",
                "sequences_per_second",
                "seconds_to_best_epoch",
                "clock",
                "implementation",
                "baseline",
                "baseline_name");
        for (SummaryRow row : rows) {
            List<RunRecord> runs = runs(comparison, row.task(), row.cell(), row.match());
            csv.row(
                    row.task(),
                    row.match().id(),
                    row.cell(),
                    row.hidden(),
                    row.params(),
                    row.modelBytes(),
                    row.metric(),
                    row.unit(),
                    row.higherIsBetter(),
                    row.seeds().size(),
                    row.diverged(),
                    row.mean(),
                    row.median(),
                    row.ci95().get(0),
                    row.ci95().get(1),
                    row.secondsPerEpoch(),
                    row.secondsRange().get(0),
                    row.secondsRange().get(1),
                    Csv.rounded(CostText.sequencesPerSecond(runs)),
                    // What equal time counts are parts of runs, which need not have their best epoch.
                    row.match() == Match.TIME ? "" : Csv.rounded(CostText.secondsToBest(runs)),
                    row.clock(),
                    row.implementation(),
                    row.baseline(),
                    row.baselineName());
        }
        return csv;
    }

    private static List<RunRecord> runs(Comparison comparison, String task, String cell, Match match) {
        return comparison.outcomes(task, cell, match).stream()
                .map(Comparison.Outcome::run)
                .toList();
    }

    private static Csv pairs(List<CellPair> pairs) {
        var csv = new Csv(
                "task",
                "match",
                "first",
                "second",
                "seeds",
                "first_better",
                "second_better",
                "difference",
                "interval_low",
                "interval_high",
                "level",
                "adjusted_p",
                "probability_first_better",
                "probability_low",
                "probability_high",
                "outcome",
                "note");
        pairs.forEach(pair -> csv.row(
                pair.task(),
                pair.match().id(),
                pair.first(),
                pair.second(),
                pair.seeds(),
                pair.wins(),
                pair.losses(),
                pair.difference(),
                pair.interval().get(0),
                pair.interval().get(1),
                pair.level(),
                pair.adjustedP(),
                pair.firstBetter(),
                pair.firstBetterCi95().get(0),
                pair.firstBetterCi95().get(1),
                pair.outcome(),
                pair.note()));
        return csv;
    }

    private static Csv seeds(List<SummaryRow> rows) {
        var csv = new Csv("task", "match", "cell", "seed", "metric", "value");
        for (SummaryRow row : rows) {
            for (int i = 0; i < row.seeds().size(); i++) {
                csv.row(
                        row.task(),
                        row.match().id(),
                        row.cell(),
                        row.seeds().get(i),
                        row.metric(),
                        row.values().get(i));
            }
        }
        return csv;
    }

    private static Csv baselines(List<RunRecord> runs) {
        var csv = new Csv("task", "metric", "baseline", "value");
        ReportPage.distinct(runs, RunRecord::task).forEach(task -> {
            for (Baseline baseline : task.baselines()) {
                csv.row(task.name(), task.metric(), baseline.name(), baseline.value());
            }
        });
        return csv;
    }

    private static Csv runs(Comparison comparison) {
        List<String> header = new ArrayList<>(List.of(
                "run",
                "task",
                "cell",
                "seed",
                "matches",
                "params",
                "model_bytes",
                "test_metric",
                "test_loss",
                "best_epoch",
                "epochs",
                "stopped",
                "seconds_per_epoch",
                "seconds",
                "clock",
                "implementation",
                "masked",
                "started",
                "data_sha256"));
        header.addAll(SettingsFields.names());
        for (var component : RunEnvironment.class.getRecordComponents()) {
            header.add(component.getName());
        }
        var csv = new Csv(header.toArray(String[]::new));
        for (RunRecord run : comparison.runs()) {
            List<Object> row = new ArrayList<>();
            Stream.of(
                            run.id(),
                            run.task().name(),
                            run.cell(),
                            run.seed(),
                            matches(comparison, run),
                            run.params(),
                            run.modelBytes(),
                            run.testMetric(),
                            run.testLoss(),
                            run.bestEpoch(),
                            run.curve().size(),
                            run.stopped(),
                            run.secondsPerEpoch(),
                            run.seconds(),
                            run.clock(),
                            run.implementation(),
                            run.masked(),
                            run.started(),
                            run.task().provenance().sha256())
                    .forEach(row::add);
            row.addAll(SettingsFields.values(run.settings()).values());
            RunEnvironment e = run.environment();
            Stream.of(
                            e.gru4j(),
                            e.dl4j(),
                            e.backend(),
                            e.blas(),
                            e.java(),
                            e.os(),
                            e.cpu(),
                            e.cores(),
                            e.threads(),
                            e.jobs())
                    .forEach(row::add);
            csv.row(row.toArray());
        }
        return csv;
    }

    private static String matches(Comparison comparison, RunRecord run) {
        return comparison.plan().runs().stream()
                .filter(planned -> planned.run().equals(run.id()))
                .map(planned -> planned.match().id())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static Csv curves(List<RunRecord> runs) {
        var csv = new Csv(
                "run",
                "task",
                "cell",
                "hidden",
                "seed",
                "epoch",
                "examples",
                "seconds",
                "train_loss",
                "validation_loss",
                "validation_metric",
                "test_metric");
        for (RunRecord run : runs) {
            for (EpochRecord epoch : run.curve()) {
                csv.row(
                        run.id(),
                        run.task().name(),
                        run.cell(),
                        run.settings().hidden(),
                        run.seed(),
                        epoch.epoch(),
                        epoch.examples(),
                        Csv.rounded(epoch.seconds()),
                        Csv.rounded(epoch.trainLoss()),
                        Csv.rounded(epoch.validationLoss()),
                        Csv.rounded(epoch.validationMetric()),
                        Csv.rounded(epoch.testMetric()));
            }
        }
        return csv;
    }

    /** The best run of each task and cell, as the page shows them. */
    private static List<RunRecord> best(Comparison comparison) {
        Match match = comparison.plan().matches().get(0);
        return comparison.plan().tasks().stream()
                .flatMap(task -> comparison.plan().cells().stream()
                        .map(cell -> BestRuns.of(runs(comparison, task.task(), cell, match))))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Csv confusion(Comparison comparison) {
        var csv = new Csv("run", "task", "cell", "seed", "right", "answer", "sequences");
        for (RunRecord run : best(comparison)) {
            List<List<Integer>> counts = run.testDetail().confusion();
            List<String> labels = Confusion.labels(run, counts.size());
            for (int right = 0; right < counts.size(); right++) {
                for (int answer = 0; answer < counts.size(); answer++) {
                    // Of many classes, most are never taken for one another.
                    if (counts.get(right).get(answer) > 0) {
                        csv.row(
                                run.id(),
                                run.task().name(),
                                run.cell(),
                                run.seed(),
                                labels.get(right),
                                labels.get(answer),
                                counts.get(right).get(answer));
                    }
                }
            }
        }
        return csv;
    }

    private static Csv forecasts(Comparison comparison) {
        var csv = new Csv("run", "task", "cell", "seed", "sequence", "expected", "predicted");
        for (RunRecord run : best(comparison)) {
            TestDetail detail = run.testDetail();
            for (int i = 0; i < detail.expected().size(); i++) {
                csv.row(
                        run.id(),
                        run.task().name(),
                        run.cell(),
                        run.seed(),
                        i + 1,
                        Csv.rounded(detail.expected().get(i)),
                        Csv.rounded(detail.predicted().get(i)));
            }
        }
        return csv;
    }

    private static Csv trials(Comparison comparison) {
        List<String> header = new ArrayList<>(List.of(
                "run", "task", "cell", "match", "seed", "validation_loss", "validation_metric", "stopped", "chosen"));
        header.addAll(SettingsFields.names());
        var csv = new Csv(header.toArray(String[]::new));
        for (PlannedRun planned : comparison.plan().tuning().runs()) {
            RunRecord run = comparison.run(planned.run());
            if (run != null) {
                List<Object> row = new ArrayList<>();
                Stream.of(
                                run.id(),
                                run.task().name(),
                                run.cell(),
                                planned.match().id(),
                                run.seed(),
                                BestRuns.validationLoss(run),
                                BestRuns.epoch(run)
                                        .map(EpochRecord::validationMetric)
                                        .orElse(Double.NaN),
                                run.stopped(),
                                comparison.plan().tuning().chosen().stream()
                                        .anyMatch(chosen -> chosen.run().equals(run.id())))
                        .forEach(row::add);
                row.addAll(SettingsFields.values(run.settings()).values());
                csv.row(row.toArray());
            }
        }
        return csv;
    }
}
