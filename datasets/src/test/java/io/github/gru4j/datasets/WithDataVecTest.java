package io.github.gru4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.datasets.sequences.SequenceCsvDataset;
import io.github.gru4j.datasets.sequences.SequenceCsvRecordReader;
import io.github.gru4j.datasets.sequences.SequenceOptions;
import io.github.gru4j.datasets.series.SeriesCsvDataset;
import io.github.gru4j.datasets.series.SeriesOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.datavec.api.records.reader.SequenceRecordReader;
import org.datavec.api.records.reader.impl.collection.CollectionSequenceRecordReader;
import org.datavec.api.transform.MathFunction;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.filter.FilterInvalidValues;
import org.datavec.api.transform.schema.Schema;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;
import org.deeplearning4j.datasets.datavec.SequenceRecordReaderDataSetIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** The README's examples with DataVec compile and run. */
class WithDataVecTest {

    @TempDir
    private Path folder;

    private static SequenceRecordReader reader() {
        var sequences = new ArrayList<List<List<Writable>>>();
        for (int i = 0; i < 40; i++) {
            List<Writable> step =
                    List.of(new DoubleWritable(i), new DoubleWritable(-i), new Text(i % 2 == 0 ? "walk" : "run"));
            sequences.add(List.of(step, step));
        }
        return new CollectionSequenceRecordReader(sequences);
    }

    private Path prices() throws IOException {
        return Files.writeString(
                folder.resolve("prices.csv"),
                IntStream.range(0, 300)
                        .mapToObj(i -> "2024," + (i % 50 == 7 ? "closed" : 2 + Math.sin(i)))
                        .collect(Collectors.joining("\n", "day,price\n", "\n")));
    }

    private Path rows() throws IOException {
        return Files.writeString(folder.resolve("rows.csv"), "up,1,2,3\ndown,3,2,1\nup,2,3,4\ndown,9,8,7\n");
    }

    @Test
    void readmesExamples() throws IOException {
        var reader = reader();
        var prices = prices();
        var rows = rows();
        // spotless:off
        // README: a reader
        var schema = new Schema.Builder().addColumnsDouble("x", "y").addColumnCategorical("gait", "walk", "run").build();
        var options = SequenceOptions.builder().reader(reader).schema(schema).label("gait").build();
        SequenceDataset gaits = SequenceCsvDataset.load(options, 0);   // splits, normalisation, labels, a pipeline document
        // README: a transform
        var process = new TransformProcess.Builder(new Schema.Builder().addColumnDouble("price").build())
                .filter(new FilterInvalidValues("price"))              // drops rows; their number is in findings()
                .doubleMathFunction("price", MathFunction.LOG).build();
        var series = new SeriesOptions.Builder().file(prices).transform(process).target("price").build();
        SeriesCsvDataset logs = SeriesCsvDataset.load(series, 0);      // its pipeline takes raw rows, as the file has them
        // README: a record reader
        var numbers = new SequenceCsvRecordReader(SequenceOptions.builder().data(rows).labelFirst().build());
        int classes = numbers.getLabels().size();
        int label = numbers.features().size();                         // the last column of each step
        DataSetIterator batches = new SequenceRecordReaderDataSetIterator(numbers, 32, classes, label);
        // README: end
        // spotless:on
        assertThat(gaits.task().labels()).containsExactly("run", "walk");
        assertThat(logs.findings()).singleElement().asString().contains("6 of 300 rows were removed");
        assertThat(batches.next().getFeatures().shape()).containsExactly(4, 1, 3);
        assertThat(readme()).contains(snippets());
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    /** Without the indent of a test. */
    private static List<String> snippets() throws IOException {
        var code = Files.readString(Path.of("src/test/java/io/github/gru4j/datasets/WithDataVecTest.java"));
        var parts = code.substring(code.indexOf("// README: a reader"), code.indexOf("// README: end"))
                .split("// README: .*\n");
        return List.of(parts).stream()
                .filter(part -> !part.isBlank())
                .map(part -> part.replaceAll("(?m)^ {8}", "").strip())
                .toList();
    }
}
