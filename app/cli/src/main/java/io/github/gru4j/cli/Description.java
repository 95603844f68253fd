package io.github.gru4j.cli;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.datasets.sequences.SequenceCsvDataset;
import io.github.gru4j.datasets.series.SeriesCsvDataset;
import io.github.gru4j.datasets.text.TextDataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A data set in words, figures and a plot. */
final class Description {

    private final SequenceDataset data;
    private final SequenceTask task;
    private final SplitCounts train;
    private final SplitCounts validation;
    private final SplitCounts test;
    private final List<List<String>> rows = new ArrayList<>();

    private Description(SequenceDataset data) {
        this.data = data;
        this.task = data.task();
        this.train = SplitCounts.of(task, data.train(SplitCounts.BATCH, 1));
        this.validation = SplitCounts.of(task, data.validation(SplitCounts.BATCH));
        this.test = SplitCounts.of(task, data.test(SplitCounts.BATCH));
    }

    /** Lines for a terminal. */
    static List<String> of(SequenceDataset data) {
        return new Description(data).lines();
    }

    private List<String> lines() {
        var provenance = task.provenance();
        row("Task", task.name() + ": " + task.title());
        row("Source", provenance.source());
        row("Split", provenance.split());
        row("Sequences", sequences());
        row("Lengths", lengths());
        row("A step is", step());
        row("Answers", answers());
        row("Missing values", missing());
        row("Features", shape(train.features()) + ", the first training batch of 32; " + Shapes.input(task));
        row("Labels", shape(train.labels()) + "; " + Shapes.output(task));
        row("Mask", train.masked() ? "[batch, time]: sequences are of unequal length" : "none: all are of one length");
        if (!data.classWeights().isEmpty()) {
            row("Class weights", numbers(data.classWeights()));
        }
        row(
                "Metric",
                task.metric() + (task.unit().isEmpty() ? "" : ", in " + task.unit()) + "; "
                        + (task.higherIsBetter() ? "higher" : "lower") + " is better");
        row("Naive baselines", Baselines.text(task.baselines()));
        row("SHA-256", provenance.sha256());
        var lines = new ArrayList<>(Columns.align(rows));
        lines.add("");
        lines.addAll(plot());
        return lines;
    }

    private void row(String name, String text) {
        rows.add(List.of(name, Terminal.safe(text)));
    }

    private String sequences() {
        var provenance = task.provenance();
        return String.format(
                Locale.ROOT,
                "%,d training%s, %,d validation, %,d test",
                train.sequences(),
                provenance.train() < provenance.trainAvailable()
                        ? String.format(Locale.ROOT, " (of %,d)", provenance.trainAvailable())
                        : "",
                validation.sequences(),
                test.sequences());
    }

    private String lengths() {
        return String.format(
                Locale.ROOT,
                "least %,d, median %,d, most %,d steps in training; most that is read %,d",
                train.least(),
                train.median(),
                train.most(),
                task.maxLength());
    }

    private String step() {
        return task.steps() == StepKind.TOKENS
                ? String.format(Locale.ROOT, "a token of a vocabulary of %,d", task.inputSize())
                : task.inputSize() == 1 ? "a number" : task.inputSize() + " numbers";
    }

    private String answers() {
        return switch (task.kind()) {
            case CLASSIFICATION -> "one of " + task.outputSize() + " classes for a sequence";
            case FORECAST ->
                task.outputSize() == 1 ? "a number for a sequence" : task.outputSize() + " numbers for a sequence";
            case NEXT_TOKEN -> "the next token, at every step";
            case LABELLING -> "one of " + task.outputSize() + " classes, at every step";
        };
    }

    private String missing() {
        if (data instanceof SeriesCsvDataset series) {
            return series.findings().isEmpty() ? "none; no gaps" : String.join("; ", series.findings());
        }
        if (data instanceof TextDataset texts && texts.vectorsFound().isPresent()) {
            return "none; %d tokens have a word vector"
                    .formatted(texts.vectorsFound().get());
        }
        return data instanceof SequenceCsvDataset ? "none, or dealt with as --missing says" : "none";
    }

    private static String shape(long[] shape) {
        return Arrays.toString(shape);
    }

    private static String numbers(List<Double> values) {
        return String.join(
                ", ",
                values.stream()
                        .map(value -> String.format(Locale.ROOT, "%.3f", value))
                        .toList());
    }

    private List<String> plot() {
        if (task.kind() == TaskKind.CLASSIFICATION) {
            return ClassBars.of(task.labels(), train, validation, test);
        }
        return task.kind() == TaskKind.FORECAST ? TargetPlot.of(data) : List.of();
    }
}
