package io.github.gru4j.datasets.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.Normalisation;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.datasets.images.IdxSequenceRecordReader;
import io.github.gru4j.datasets.images.ImageSteps;
import io.github.gru4j.datasets.images.NewJvm;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.datavec.api.records.SequenceRecord;
import org.datavec.api.records.reader.SequenceRecordReader;
import org.datavec.api.records.reader.impl.collection.CollectionSequenceRecordReader;
import org.datavec.api.records.reader.impl.csv.CSVSequenceRecordReader;
import org.datavec.api.split.CollectionInputSplit;
import org.datavec.api.split.FileSplit;
import org.datavec.api.transform.schema.Schema;
import org.datavec.api.writable.BooleanWritable;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.FloatWritable;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.NullWritable;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/** Any reader of DataVec's as a data set. */
class SequenceReaderTest {

    private static final int COUNT = 40;

    @TempDir
    private Path folder;

    private static Schema schema() {
        return new Schema.Builder()
                .addColumnsDouble("x", "y")
                .addColumnString("label")
                .build();
    }

    private static double value(int i, int step, int feature) {
        return Math.sin(i + 10.0 * step) * (feature + 1);
    }

    private static String label(int i) {
        return i % 2 == 0 ? "even" : "odd";
    }

    private static int length(int i) {
        return 3 + i % 4;
    }

    /** Sequences of unequal length with two features and the label. */
    private static List<List<List<Writable>>> sequences() {
        var sequences = new ArrayList<List<List<Writable>>>();
        for (int i = 0; i < COUNT; i++) {
            var steps = new ArrayList<List<Writable>>();
            for (int t = 0; t < length(i); t++) {
                steps.add(new ArrayList<>(List.of(
                        new DoubleWritable(value(i, t, 0)), new DoubleWritable(value(i, t, 1)), new Text(label(i)))));
            }
            sequences.add(steps);
        }
        return sequences;
    }

    private static CollectionSequenceRecordReader reader(Consumer<List<List<List<Writable>>>> changed) {
        var sequences = sequences();
        changed.accept(sequences);
        return new CollectionSequenceRecordReader(sequences);
    }

    private static CollectionSequenceRecordReader reader() {
        return reader(sequences -> {});
    }

    private static SequenceCsvDataset load(SequenceOptions.Builder options) {
        return SequenceCsvDataset.load(options.build(), 0);
    }

    private static SequenceOptions.Builder options(SequenceRecordReader reader) {
        return SequenceOptions.builder().reader(reader).schema(schema()).label("label");
    }

    /** The same sequences in a file with an id column. */
    private Path file() throws IOException {
        var rows = new StringBuilder("id,x,y,label\n");
        for (int i = 0; i < COUNT; i++) {
            for (int t = 0; t < length(i); t++) {
                rows.append(i + "," + value(i, t, 0) + "," + value(i, t, 1) + "," + label(i) + "\n");
            }
        }
        return Files.writeString(folder.resolve("sequences.csv"), rows.toString());
    }

    @Test
    void isAsTheSameSequencesInAFile() throws IOException {
        var ofFile = load(SequenceOptions.builder().data(file()).idColumn("id").label("label"));
        var ofReader = load(options(reader()).name("numbers"));
        Tensors.assertSame(ofReader, ofFile);
        assertThat(ofReader.task().name()).isEqualTo("numbers");
        assertThat(ofReader.task().provenance().source()).isEqualTo("CollectionSequenceRecordReader (DataVec reader)");
        assertThat(ofReader.findings()).isEmpty();
        assertThat(ofReader.task().maxLength()).isEqualTo(6);
    }

    @Test
    void columnsByNumberAndPlace() {
        var named = load(options(reader()));
        Tensors.assertSame(load(SequenceOptions.builder().reader(reader()).label("3")), named);
        Tensors.assertSame(load(SequenceOptions.builder().reader(reader()).labelLast()), named);
        Tensors.assertSame(load(options(reader()).labelLast()), named);
        var y = load(options(reader()).features(List.of("y")));
        assertThat(y.task().inputSize()).isEqualTo(1);
        Tensors.assertSame(
                load(SequenceOptions.builder().reader(reader()).labelLast().features(List.of("2"))), y);
        assertThat(load(SequenceOptions.builder().reader(reader()).labelLast())
                        .pipeline()
                        .map(SequencePipeline.class::cast)
                        .orElseThrow()
                        .features())
                .containsExactly("1", "2");
    }

    @Test
    void labelsOfAFileOrOfTheOrder() throws IOException {
        var lines = new StringBuilder();
        for (int i = 0; i < COUNT; i++) {
            lines.append(label(i)).append('\n');
        }
        var labels = Files.writeString(folder.resolve("labels.txt"), lines.toString());
        var features = List.of("x", "y");
        Tensors.assertSame(
                load(SequenceOptions.builder()
                        .reader(reader())
                        .schema(schema())
                        .labelFile(labels)
                        .features(features)),
                load(options(reader())));
        var blocks = load(SequenceOptions.builder()
                .reader(reader())
                .schema(schema())
                .labelBlocks(10)
                .features(features));
        assertThat(blocks.task().labels()).containsExactly("0", "1", "2", "3");
    }

    @Test
    void forecastsOwnSplitsMissingValuesAndWeights() {
        var sequences = sequences();
        for (int i = 0; i < COUNT; i++) {
            for (var step : sequences.get(i)) {
                step.set(2, new DoubleWritable(i / 2.0));
            }
        }
        var data = load(options(new CollectionSequenceRecordReader(sequences))
                .forecast()
                .unit("m")
                .validation(new CollectionSequenceRecordReader(sequences.subList(0, 5)))
                .test(new CollectionSequenceRecordReader(sequences.subList(0, 3))));
        assertThat(data.task().kind()).isEqualTo(TaskKind.FORECAST);
        assertThat(data.task().provenance().train()).isEqualTo(COUNT);
        assertThat(data.task().provenance().validation()).isEqualTo(5);
        assertThat(data.task().provenance().test()).isEqualTo(3);
        var test = data.test(3).next();
        assertThat(data.toUnits(test.getLabels()).getFloat(2, 0)).isEqualTo(1f, within(1e-5f));

        var holes = reader(all -> all.get(1).get(1).set(0, NullWritable.INSTANCE));
        assertThatThrownBy(() -> load(options(holes)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("CollectionSequenceRecordReader, sequence 2 (index=1), step 2, column \"x\":"
                        + " the value is missing");
        assertThat(load(options(holes).missing(MissingValues.CARRY_FORWARD).classWeights(true))
                        .classWeights())
                .hasSize(2);
    }

    @Test
    void allKindsOfNumbers() {
        var reader = reader(all -> all.forEach(steps -> steps.forEach(step -> {
            step.set(0, new FloatWritable((float) step.get(0).toDouble()));
            step.set(1, step.get(1).toDouble() > 0 ? new BooleanWritable(true) : new IntWritable(0));
        })));
        var data = load(options(reader).normalisation(Normalisation.NONE));
        var pipeline = data.pipeline().orElseThrow();
        var input = pipeline.input(List.of(List.of(new FloatWritable(0.1f), new BooleanWritable(true))));
        assertThat(input.getFloat(0, 0, 0)).isEqualTo(0.1f);
        assertThat(input.getFloat(0, 1, 0)).isEqualTo(1f);
    }

    @Test
    void filesThroughDataVecsOwnReader() throws Exception {
        var sequences = folder.resolve("many");
        Files.createDirectories(sequences);
        for (int i = 0; i < COUNT; i++) {
            var rows = new StringBuilder("x,y,label\n");
            for (int t = 0; t < length(i); t++) {
                rows.append(value(i, t, 0) + "," + value(i, t, 1) + "," + label(i) + "\n");
            }
            Files.writeString(sequences.resolve("%02d.csv".formatted(i)), rows.toString());
        }
        var reader = new CSVSequenceRecordReader(1);
        assertThatThrownBy(() -> options(reader).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The reader CSVSequenceRecordReader cannot be reset")
                .hasMessageContaining("initialise it first");
        try (var files = Files.list(sequences)) {
            reader.initialize(
                    new CollectionInputSplit(files.map(Path::toUri).sorted().toList()));
        }
        Tensors.assertSame(load(options(reader)), load(options(reader())));

        Files.writeString(sequences.resolve("07.csv"), "x,y,label\n1,2,odd\n3,some,odd\n");
        assertThatThrownBy(() -> load(options(reader)))
                .isInstanceOf(DataException.class)
                .message()
                .hasLineCount(1)
                .startsWith("CSVSequenceRecordReader, sequence 8 (file:")
                .contains("07.csv), step 2, column \"y\": \"some\" is no number");
        Files.writeString(sequences.resolve("07.csv"), "x,y,label\n1,2,odd\n3,4\n");
        assertThatThrownBy(() -> load(options(reader)))
                .hasMessageContaining("07.csv), step 2: this step has 2 values, and 3 were expected");
        Files.writeString(sequences.resolve("07.csv"), "x,y,label\n1,2,odd\n3,4,even\n");
        assertThatThrownBy(() -> load(options(reader)))
                .hasMessageContaining("07.csv), step 2, column \"label\": the label changes within a sequence");
        Files.writeString(sequences.resolve("07.csv"), "x,y,label\n");
        assertThatThrownBy(() -> load(options(reader))).hasMessageContaining("07.csv): the sequence has no steps");
        Files.delete(sequences.resolve("07.csv"));
        assertThatThrownBy(() -> load(options(reader)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("CSVSequenceRecordReader, sequence 8: the reader fails: ");
        // In a split of its own, files are in any order; in the same one at every reading.
        var any = new CSVSequenceRecordReader(1);
        any.initialize(new FileSplit(sequences.toFile(), new Random(3)));
        assertThat(load(options(any)).task().provenance().train()).isGreaterThan(20);
    }

    @Test
    void imagesOfIdxFiles() throws IOException {
        var images = folder.resolve("images");
        var labels = folder.resolve("labels");
        Files.write(images, idx(0x803, new int[] {COUNT, 4, 3}, COUNT * 12));
        Files.write(labels, idx(0x801, new int[] {COUNT}, COUNT));
        try (var reader = new IdxSequenceRecordReader(images, labels, ImageSteps.ROWS)) {
            var data = load(SequenceOptions.builder().reader(reader).labelLast());
            assertThat(data.task().labels()).containsExactly("0", "1", "2", "3", "4");
            assertThat(data.task().inputSize()).isEqualTo(3);
            assertThat(data.train(1, 1).next().getFeatures().shape()).containsExactly(1, 3, 4);
        }
    }

    private static byte[] idx(int magic, int[] sizes, int values) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeInt(magic);
        for (int size : sizes) {
            out.writeInt(size);
        }
        for (int i = 0; i < values; i++) {
            out.writeByte(sizes.length == 1 ? i % 5 : 31 * i);
        }
        return bytes.toByteArray();
    }

    @Test
    void stepsAreSortedByTime() {
        var timed = new ArrayList<List<List<Writable>>>();
        for (var steps : sequences()) {
            var with = new ArrayList<List<Writable>>();
            for (int t = 0; t < steps.size(); t++) {
                var step = new ArrayList<>(steps.get(t));
                step.add(0, new Text("2020-01-0" + (t + 1)));
                with.add(step);
            }
            Collections.reverse(with);
            timed.add(with);
        }
        var schema = new Schema.Builder()
                .addColumnString("day")
                .addColumnsDouble("x", "y")
                .addColumnString("label")
                .build();
        var data = load(SequenceOptions.builder()
                .reader(new CollectionSequenceRecordReader(timed))
                .schema(schema)
                .timeColumn("day")
                .label("label"));
        Tensors.assertSame(data, load(options(reader())));
        timed.get(3).get(1).set(0, new Text("soon"));
        assertThatThrownBy(() -> load(SequenceOptions.builder()
                        .reader(new CollectionSequenceRecordReader(timed))
                        .schema(schema)
                        .timeColumn("day")
                        .label("label")))
                .hasMessageContaining("sequence 4 (index=3), step 2, column \"day\": \"soon\" is no time");
    }

    @Test
    void isTheSameInANewProcess() throws Exception {
        var pipeline = load(options(reader())).pipeline().orElseThrow();
        var steps = List.of(List.of("0.1", "-3e2"), List.of("1e-7", "12345.678901234"));
        List<List<Writable>> writables = steps.stream()
                .map(step -> step.stream().<Writable>map(Text::new).toList())
                .toList();
        assertThat(NewJvm.input(pipeline, steps, folder)).isEqualTo(NewJvm.bits(pipeline.input(writables)));
    }

    /** More than fits into memory is read again; a reader that gives other sequences then is found out. */
    @Test
    void readingAgainMustBeTheSame() throws IOException {
        var options = options(reader()).build();
        var place = options.data().place();
        var again = new CachedSource(new StepsSource(Sources.of(options, options.data()), place, options), place, 0);
        for (int pass = 0; pass < 3; pass++) {
            int[] count = {0};
            again.forEach(sequence -> count[0]++);
            assertThat(count[0]).isEqualTo(COUNT);
        }
        var shuffling = new CollectionSequenceRecordReader(sequences()) {
            private int resets;

            @Override
            public void reset() {
                super.reset();
                if (++resets == 2) {
                    sequenceRecord();
                }
            }
        };
        var shuffled = options(shuffling).build();
        var source = Sources.of(shuffled, shuffled.data());
        source.forEach(sequence -> {});
        assertThatThrownBy(() -> source.forEach(sequence -> {}))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("gives other sequences when it is read again, or in another order");
    }

    /** A reader that tells nothing of where it is, and one that fails. */
    @Test
    void readersNeedNotTellWhereTheyAre() {
        var silent = new CollectionSequenceRecordReader(sequences()) {
            @Override
            public SequenceRecord nextSequence() {
                throw new UnsupportedOperationException();
            }
        };
        Tensors.assertSame(load(options(silent)), load(options(reader())));
        var failing = new CollectionSequenceRecordReader(sequences()) {
            @Override
            public SequenceRecord nextSequence() {
                throw new IllegalStateException("the disk\nis gone");
            }
        };
        assertThatThrownBy(() -> load(options(failing)))
                .isInstanceOf(DataException.class)
                .message()
                .hasLineCount(1)
                .contains(", sequence 1: the reader fails: the disk is gone");
    }

    private static void refused(SequenceOptions.Builder options, String message) {
        assertThatThrownBy(options::build)
                .isInstanceOf(IllegalStateException.class)
                .message()
                .hasLineCount(1)
                .contains(message);
    }

    private static void refusedData(SequenceOptions.Builder options, String message) {
        assertThatThrownBy(() -> load(options))
                .isInstanceOf(DataException.class)
                .message()
                .hasLineCount(1)
                .contains(message);
    }

    @Test
    void refusesWhatDoesNotFit() {
        var never = new CollectionSequenceRecordReader(sequences()) {
            @Override
            public boolean resetSupported() {
                return false;
            }
        };
        refused(options(never), "cannot be reset");
        refused(options(reader()).data(folder), "leave out one of the two");
        refused(SequenceOptions.builder().data(folder).schema(schema()), "reader is missing");
        refused(SequenceOptions.builder().reader(reader()), "labels are missing");
        refused(options(reader()).idColumn("x"), "An id column is for many sequences in one file");
        refusedData(options(reader()).label("labell"), "there is no column \"labell\"; did you mean \"label\"?");
        refusedData(
                SequenceOptions.builder().reader(reader()).label("label"),
                "there is no column \"label\": without a schema, its 3 columns are called 1 to 3");
        refusedData(SequenceOptions.builder().reader(reader()).label("4"), "there is no column \"4\"");
        refusedData(
                SequenceOptions.builder()
                        .reader(reader())
                        .schema(new Schema.Builder().addColumnsDouble("x", "y").build())
                        .label("y"),
                "its steps have 3 values, and the schema has 2 columns: x, y");
        refusedData(options(new CollectionSequenceRecordReader(List.of())), "this reader gives no sequence");
        refusedData(options(reader(all -> all.get(4).clear())), "sequence 5 (index=4): the sequence has no steps");
        refusedData(options(reader()).ragged(false), "allow sequences of several lengths (ragged)");
        refusedData(
                options(reader(all -> all.get(2).get(0).set(2, new Text(" ")))),
                "sequence 3 (index=2), step 1, column \"label\": the label is missing");
        refusedData(
                options(reader(all -> all.get(2).get(1).set(0, new DoubleWritable(Double.POSITIVE_INFINITY)))),
                "sequence 3 (index=2), step 2, column \"x\"");
        refusedData(
                options(reader(all -> all.get(0).get(0).set(1, new NDArrayWritable(Nd4j.zeros(1, 2))))),
                "column \"y\"");
        refusedData(
                options(reader(all -> all.forEach(steps -> steps.forEach(step -> step.set(2, new Text("one")))))),
                "at least two classes were expected");
        refusedData(
                options(reader()).validation(new CollectionSequenceRecordReader(List.of())),
                "this reader gives no sequence");
    }
}
