package io.github.gru4j.cli;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.series.SeriesPipeline;
import io.github.gru4j.experiments.ModelBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * The last rows of a series, after which a forecast is made.
 *
 * @param source where they are from, for people
 * @param window raw, as the pipeline reads them
 * @param before rows and more before them, as numbers by the pipeline's features; NaN where a cell is none
 * @param truth what came after them, by output; empty if nobody knows
 */
record SeriesEnd(String source, List<List<Writable>> window, List<double[]> before, List<Double> truth) {

    private static final int KEPT = 200;

    /** Of a file with a header. */
    static SeriesEnd ofFile(String name, SeriesPipeline pipeline, Character delimiter) throws IOException {
        List<List<Writable>> window = List.of();
        List<double[]> before = new ArrayList<>();
        RawSequences sequences = RawSequences.of(pipeline, delimiter);
        try (InputLines lines = InputLines.of(name)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (line.isBlank()) {
                    continue;
                }
                try {
                    Optional<List<List<Writable>>> next = sequences.next(line);
                    if (next.isPresent()) {
                        window = next.get();
                        before.add(numbers(window.get(window.size() - 1)));
                        if (before.size() > 2 * KEPT) {
                            before.subList(0, KEPT).clear();
                        }
                    }
                } catch (IllegalArgumentException e) {
                    throw lines.wrong(lines.number(), e.getMessage());
                }
            }
            try {
                sequences.end();
            } catch (IllegalArgumentException e) {
                throw lines.wrong(e.getMessage());
            }
        }
        return new SeriesEnd(Path.of(name).getFileName().toString(), window, before, List.of());
    }

    private static double[] numbers(List<Writable> row) {
        double[] numbers = new double[row.size()];
        for (int i = 0; i < numbers.length; i++) {
            try {
                numbers[i] = Double.parseDouble(row.get(i).toString());
            } catch (NumberFormatException e) {
                numbers[i] = Double.NaN;
            }
        }
        return numbers;
    }

    /** The last window of the test split of a task that needs no file. */
    static SeriesEnd ofTask(ModelBundle bundle, SeriesPipeline pipeline) throws IOException {
        SequenceDataset data = BundleData.of(bundle);
        DataSet last = null;
        for (DataSetIterator test = data.test(1); test.hasNext(); ) {
            last = test.next();
        }
        INDArray features = last.getFeatures();
        List<List<Writable>> window = new ArrayList<>();
        List<double[]> before = new ArrayList<>();
        for (int t = 0; t < features.size(2); t++) {
            double[] values = new double[pipeline.features().size()];
            List<Writable> row = new ArrayList<>();
            for (int i = 0; i < values.length; i++) {
                var scale = pipeline.inputScales().get(i);
                values[i] = features.getDouble(0, i, t) * scale.scale() + scale.shift();
                row.add(new DoubleWritable(values[i]));
            }
            window.add(row);
            before.add(values);
        }
        INDArray labels = data.toUnits(last.getLabels());
        List<Double> truth = new ArrayList<>();
        for (int i = 0; i < labels.size(1); i++) {
            truth.add(labels.getDouble(0, i));
        }
        return new SeriesEnd(
                "the last window of the test split of " + data.task().name(), window, before, truth);
    }
}
