package io.github.gru4j.cli;

import io.github.gru4j.experiments.AtomicFiles;
import io.github.gru4j.experiments.ChosenSettings;
import io.github.gru4j.experiments.Comparison;
import io.github.gru4j.experiments.Match;
import io.github.gru4j.experiments.SkippedTask;
import io.github.gru4j.experiments.Summary;
import io.github.gru4j.experiments.SummaryRow;
import io.github.gru4j.experiments.TuningBudget;
import io.github.gru4j.experiments.report.Finding;
import io.github.gru4j.experiments.report.HtmlReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a comparison came to: the report, the figures for programs, and the lines for people. */
final class ComparisonOutput {

    private final Comparison comparison;
    private final Summary summary;
    private final Map<Match, List<SummaryRow>> rows = new LinkedHashMap<>();

    ComparisonOutput(Comparison comparison) {
        this.comparison = comparison;
        this.summary = Summary.of(comparison);
        comparison.plan().matches().forEach(match -> rows.put(match, summary.rows(match)));
    }

    /** Writes the page that people read. */
    void writeReport(Path file) throws IOException {
        AtomicFiles.write(file, HtmlReport.render(comparison));
    }

    /** Writes the figures that programs read. */
    void writeSummary(Path directory) throws IOException {
        summary.write(directory);
    }

    /** Tables and findings of every match. */
    void print(PrintWriter out) {
        rows.forEach((match, ofMatch) -> {
            if (rows.size() > 1) {
                String label = match.label();
                out.println(Character.toUpperCase(label.charAt(0)) + label.substring(1) + ":");
            }
            ResultTable.lines(ofMatch).forEach(out::println);
            out.println();
            Finding.of(ofMatch).forEach(finding -> finding.sentences()
                    .forEach(sentence -> out.println(finding.task() + ": " + sentence)));
            if (rows.size() > 1) {
                out.println();
            }
        });
        Baselines.lines(comparison.runs()).forEach(out::println);
        if (comparison.plan().tuning() != null) {
            print(comparison.plan().tuning(), out);
        }
        for (SkippedTask skipped : comparison.plan().skipped()) {
            out.printf("%s was skipped: %s%n", Terminal.cell(skipped.task()), Terminal.sentence(skipped.why()));
        }
        if (comparison.missing() > 0) {
            out.printf("%d runs are not there yet%n", comparison.missing());
        }
    }

    private static void print(TuningBudget tuning, PrintWriter out) {
        out.printf(
                "Tuned with %d %s for each task and cell, drawn from %s; the lowest validation loss chose:%n",
                tuning.trials(), tuning.trials() == 1 ? "trial" : "trials", String.join(",", tuning.space()));
        for (ChosenSettings chosen : tuning.chosen()) {
            out.printf(
                    "  %s, %s: %s%n",
                    chosen.task(),
                    chosen.cell(),
                    chosen.values().entrySet().stream()
                            .map(value -> value.getKey() + " " + value.getValue())
                            .collect(Collectors.joining(", ")));
        }
    }

    /** Whether every mean is better than what a naive method reaches; where training was cut short, it need not be. */
    boolean beatTheBaseline(PrintWriter err) {
        List<String> beaten = rows.entrySet().stream()
                .filter(entry -> entry.getKey() != Match.TIME)
                .flatMap(entry -> entry.getValue().stream())
                .filter(row -> !row.beatsBaseline())
                .map(row -> "gru4j: %s with %s does not beat the naive baseline \"%s\""
                        .formatted(row.task(), row.cell(), row.baselineName()))
                .distinct()
                .toList();
        beaten.forEach(err::println);
        return beaten.isEmpty();
    }
}
