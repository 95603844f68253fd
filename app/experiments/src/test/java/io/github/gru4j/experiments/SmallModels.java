package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.series.SeriesCsvDataset;
import io.github.gru4j.datasets.series.SeriesOptions;
import io.github.gru4j.datasets.text.PlainTextDataset;
import io.github.gru4j.datasets.text.PlainTextOptions;
import io.github.gru4j.datasets.text.TextDataset;
import io.github.gru4j.datasets.text.TextFormat;
import io.github.gru4j.datasets.text.TextOptions;
import io.github.gru4j.networks.CellType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Data with pipelines, and models of them, that are made in a blink. */
final class SmallModels {

    static final RunSettings TEXT = new RunSettings(6, 4, 8, 0.02, 1, 4, 4, 0);
    static final RunSettings SERIES = new RunSettings(6, 0, 16, 0.02, 1, 6, 6, 0);

    private SmallModels() {}

    /** Words of a's and of b's, in capitals or not. */
    static SequenceDataset text(Path folder) throws IOException {
        List<String> lines = new ArrayList<>(List.of("label\ttext"));
        for (int i = 0; i < 60; i++) {
            String tail = "x".repeat(1 + i % 3) + "y".repeat(i / 3 % 20);
            lines.add("first\ta" + tail);
            lines.add("second\tb" + tail);
        }
        Path file = Files.write(folder.resolve("words.tsv"), lines);
        return TextDataset.load(
                new TextOptions.Builder()
                        .data(file)
                        .format(TextFormat.DELIMITED)
                        .delimiter('\t')
                        .build(),
                0);
    }

    static SequenceDataset series(Path folder, boolean relative) throws IOException {
        List<String> lines = new ArrayList<>(List.of("height"));
        IntStream.range(0, 200).forEach(t -> lines.add(String.valueOf(50 + 10 * Math.sin(t / 4.0))));
        Path file = Files.write(folder.resolve("wave.csv"), lines);
        return SeriesCsvDataset.load(
                new SeriesOptions.Builder()
                        .file(file)
                        .target("height")
                        .window(6)
                        .horizon(2)
                        .allSteps(true)
                        .relative(relative)
                        .unit("m")
                        .build(),
                0);
    }

    static SequenceDataset language(Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("text.txt"), "abcd abc ab. ".repeat(60));
        return PlainTextDataset.load(
                new PlainTextOptions.Builder().data(file).window(10).build(), 0);
    }

    static ModelBundle train(SequenceDataset data, CellType cell, RunSettings settings) throws IOException {
        return new ModelTraining.Builder()
                .data(data)
                .cell(cell)
                .settings(settings)
                .seed(3)
                .build()
                .train();
    }
}
