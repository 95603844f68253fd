package io.github.gru4j.datasets.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.Pipelines;
import io.github.gru4j.datasets.images.NewJvm;
import io.github.gru4j.datasets.internal.StratifiedSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.datavec.api.records.reader.impl.collection.CollectionSequenceRecordReader;
import org.datavec.api.transform.MathOp;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.condition.ConditionOp;
import org.datavec.api.transform.condition.SequenceConditionMode;
import org.datavec.api.transform.condition.column.CategoricalColumnCondition;
import org.datavec.api.transform.condition.column.DoubleColumnCondition;
import org.datavec.api.transform.filter.ConditionFilter;
import org.datavec.api.transform.schema.Schema;
import org.datavec.api.transform.schema.SequenceSchema;
import org.datavec.api.transform.sequence.comparator.NumericalColumnComparator;
import org.datavec.api.transform.sequence.trim.SequenceTrimTransform;
import org.datavec.api.transform.transform.sequence.SequenceOffsetTransform;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DataVec's transforms of sequences, of all layouts of files and of readers. */
class SequenceTransformTest {

    private static final int COUNT = 40;
    private static final int LENGTH = 5;

    @TempDir
    private Path folder;

    private static double value(int i, int step, int feature) {
        return Math.sin(i + 10.0 * step) * (feature + 1);
    }

    private static String label(int i) {
        return i % 2 == 0 ? "even" : "odd";
    }

    private static Schema schema() {
        return new SequenceSchema.Builder().addColumnsDouble("x", "y").build();
    }

    private static Schema withLabel() {
        return new SequenceSchema.Builder()
                .addColumnsDouble("x", "y")
                .addColumnCategorical("label", "even", "odd")
                .build();
    }

    /** Twice x, and x one step earlier; the first step, which has none, is gone. */
    private static TransformProcess.Builder process(Schema schema) {
        return new TransformProcess.Builder(schema)
                .doubleMathOp("x", MathOp.Multiply, 2.0)
                .offsetSequence(List.of("x"), 1, SequenceOffsetTransform.OperationType.NewColumn)
                .renameColumn("sequenceOffset(1,x)", "before");
    }

    private static ConditionFilter above(String column, double limit) {
        return new ConditionFilter(
                new DoubleColumnCondition(column, SequenceConditionMode.Or, ConditionOp.GreaterThan, limit));
    }

    private Path write(String name, String header, IntFunction<String> sequence) throws IOException {
        var text = new StringBuilder(header);
        for (int i = 0; i < COUNT; i++) {
            text.append(sequence.apply(i));
        }
        return Files.writeString(folder.resolve(name), text.toString());
    }

    private static String steps(int i, boolean id) {
        var rows = new StringBuilder();
        for (int t = 0; t < LENGTH; t++) {
            rows.append((id ? "s" + i + "," : "") + value(i, t, 1) + "," + label(i) + "," + value(i, t, 0) + "\n");
        }
        return rows.toString();
    }

    private Path byId() throws IOException {
        return write("ids.csv", "id,y,label,x\n", i -> steps(i, true));
    }

    /** What the transform makes, by hand. */
    private Path byHand(IntPredicate kept) throws IOException {
        return write("hand.csv", "id,x,before,y,label\n", i -> {
            var rows = new StringBuilder();
            for (int t = 1; t < LENGTH && kept.test(i); t++) {
                rows.append("s" + i + "," + 2 * value(i, t, 0) + "," + 2 * value(i, t - 1, 0) + "," + value(i, t, 1)
                        + "," + label(i) + "\n");
            }
            return rows.toString();
        });
    }

    private static SequenceOptions.Builder ids(Path file) {
        return SequenceOptions.builder().data(file).idColumn("id").label("label");
    }

    private static SequenceCsvDataset load(SequenceOptions.Builder options) {
        return SequenceCsvDataset.load(options.build(), 0);
    }

    private SequenceCsvDataset handMade() throws IOException {
        return load(ids(byHand(i -> true)));
    }

    @Test
    void isAsIfTheFileHadBeenTransformed() throws IOException {
        var data = load(ids(byId()).transform(process(schema()).build()));
        Tensors.assertSame(data, handMade());
        assertThat(data.task().maxLength()).isEqualTo(LENGTH - 1);
        assertThat(data.task().provenance().source())
                .matches("ids.csv \\(text, sequences by the column \"id\"\\), through a DataVec transform of 3 actions"
                        + " \\(SHA-256 [0-9a-f]{12}\\)");
    }

    @Test
    void labelMayBeInTheSchema() throws IOException {
        var data = load(ids(byId()).transform(process(withLabel()).build()));
        Tensors.assertSame(data, handMade());
        var numbered = load(ids(byId())
                .transform(process(withLabel()).categoricalToInteger("label").build()));
        assertThat(numbered.task().labels()).containsExactly("0", "1");
        assertThat(numbered.task().inputSize()).isEqualTo(3);
        var removed = load(ids(byId())
                .transform(process(withLabel()).removeColumns("label").build()));
        Tensors.assertSame(removed, handMade());
    }

    @Test
    void allLayouts() throws IOException {
        var process = process(schema()).build();
        var byHand = handMade();
        var files = folder.resolve("files");
        Files.createDirectories(files);
        for (int i = 0; i < COUNT; i++) {
            Files.writeString(files.resolve("%02d.csv".formatted(i)), "y,label,x\n" + steps(i, false));
        }
        Tensors.assertSame(
                load(SequenceOptions.builder().data(files).label("label").transform(process)), byHand);

        var rows = write("rows.csv", "", i -> {
            var row = new StringBuilder(label(i));
            for (int t = 0; t < LENGTH; t++) {
                row.append("," + value(i, t, 0) + "," + value(i, t, 1));
            }
            return row + "\n";
        });
        var inRows = SequenceOptions.builder()
                .data(rows)
                .labelFirst()
                .featuresPerStep(2)
                .transform(process);
        Tensors.assertSame(load(inRows), byHand);
        var pipeline = (SequencePipeline) load(inRows).pipeline().orElseThrow();
        var flat = new ArrayList<Writable>();
        IntStream.range(0, LENGTH).forEach(t -> {
            flat.add(new DoubleWritable(value(3, t, 0)));
            flat.add(new DoubleWritable(value(3, t, 1)));
        });
        assertThat(pipeline.input(pipeline.sequence(flat)).shape()).containsExactly(1, 3, LENGTH - 1);

        // Without a header, the schema names the columns in their order.
        var plain = write("plain.csv", "", i -> steps(i, true));
        var named = new SequenceSchema.Builder()
                .addColumnString("id")
                .addColumnDouble("y")
                .addColumnCategorical("label", "even", "odd")
                .addColumnDouble("x")
                .build();
        Tensors.assertSame(
                load(ids(plain)
                        .header(false)
                        .features(List.of("x", "before", "y"))
                        .transform(process(named).build())),
                byHand);
        assertThatThrownBy(() -> load(ids(plain).header(false).transform(process)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("must name all 4 columns in their order, and it has 2: x, y");
    }

    private static List<List<List<Writable>>> sequences() {
        var sequences = new ArrayList<List<List<Writable>>>();
        for (int i = 0; i < COUNT; i++) {
            var steps = new ArrayList<List<Writable>>();
            for (int t = 0; t < LENGTH; t++) {
                steps.add(List.of(
                        new DoubleWritable(value(i, t, 0)), new DoubleWritable(value(i, t, 1)), new Text(label(i))));
            }
            sequences.add(steps);
        }
        return sequences;
    }

    @Test
    void readers() throws IOException {
        var reader = new CollectionSequenceRecordReader(sequences());
        // The schema of the transform is that of the reader, ...
        var whole = SequenceOptions.builder()
                .reader(reader)
                .label("label")
                .transform(process(withLabel()).build());
        Tensors.assertSame(load(whole), handMade());
        Tensors.assertSame(
                load(SequenceOptions.builder()
                        .reader(reader)
                        .labelLast()
                        .transform(process(withLabel()).build())),
                handMade());
        // ... or names some of its columns.
        var some = SequenceOptions.builder()
                .reader(reader)
                .schema(withLabel())
                .label("label")
                .transform(process(schema()).build());
        Tensors.assertSame(load(some), handMade());
        assertThat(load(some).task().provenance().source())
                .startsWith(
                        "CollectionSequenceRecordReader (DataVec reader), through a DataVec transform of 3 actions");
    }

    @Test
    void timesSortBeforeTheTransform() throws IOException {
        var shuffled = write("times.csv", "id,t,y,label,x\n", i -> {
            var rows = new StringBuilder();
            for (int t : new int[] {3, 0, 4, 1, 2}) {
                rows.append("s" + i + "," + t + "," + value(i, t, 1) + "," + label(i) + "," + value(i, t, 0) + "\n");
            }
            return rows.toString();
        });
        Tensors.assertSame(
                load(ids(shuffled).timeColumn("t").transform(process(schema()).build())), handMade());
    }

    @Test
    void removedSequencesAreCountedAndKeepTheLabelsOfTheOthers() throws IOException {
        IntPredicate kept = i -> IntStream.range(0, LENGTH).allMatch(t -> value(i, t, 1) <= 1.9);
        long removed = IntStream.range(0, COUNT).filter(i -> !kept.test(i)).count();
        var process = new TransformProcess.Builder(schema())
                .filter(above("y", 1.9))
                .doubleMathOp("x", MathOp.Multiply, 2.0)
                .offsetSequence(List.of("x"), 1, SequenceOffsetTransform.OperationType.NewColumn)
                .renameColumn("sequenceOffset(1,x)", "before")
                .build();
        var byHand = load(ids(byHand(kept)));
        var data = load(ids(byId()).transform(process));
        Tensors.assertSame(data, byHand);
        assertThat(data.findings())
                .singleElement()
                .asString()
                .startsWith("ids.csv: " + removed + " of 40 sequences were removed by the transform: ConditionFilter(");

        // Labels in a file of their own are those of the sequences before any is removed.
        var labels = write("labels.csv", "id,label\n", i -> "s" + i + "," + label(i) + "\n");
        Tensors.assertSame(
                load(SequenceOptions.builder()
                        .data(byId())
                        .idColumn("id")
                        .labelFile(labels)
                        .transform(process)),
                byHand);
        var inOrder = write("order.txt", "", i -> label(i) + "\n");
        Tensors.assertSame(
                load(SequenceOptions.builder()
                        .reader(new CollectionSequenceRecordReader(sequences()))
                        .schema(withLabel())
                        .labelFile(inOrder)
                        .transform(process)),
                byHand);
        refusedData(
                ids(byId())
                        .transform(new TransformProcess.Builder(schema())
                                .filter(above("y", -100))
                                .build()),
                "the transform removes all 40 sequences: ConditionFilter(");
    }

    @Test
    void aLabelCanBeFilteredBy() throws IOException {
        var three = write("three.csv", "id,y,label,x\n", i -> steps(i, true)
                .replace(label(i), i % 4 == 3 ? "unknown" : label(i)));
        var schema = new SequenceSchema.Builder()
                .addColumnsDouble("x", "y")
                .addColumnCategorical("label", "even", "odd", "unknown")
                .build();
        var data = load(ids(three)
                .transform(new TransformProcess.Builder(schema)
                        .filter(new ConditionFilter(new CategoricalColumnCondition(
                                "label", SequenceConditionMode.Or, ConditionOp.Equal, "unknown")))
                        .build()));
        assertThat(data.task().labels()).containsExactly("even", "odd");
        assertThat(data.findings()).singleElement().asString().contains("10 of 40 sequences");
    }

    @Test
    void rawSequencesGiveTheArrayOfTraining() throws Exception {
        for (var process :
                List.of(process(schema()).build(), process(withLabel()).build())) {
            var data = load(ids(byId()).transform(process));
            var pipeline = data.pipeline().orElseThrow();
            var bits = Tensors.of(load(ids(byId()).transform(process).split(0.9, 0.05)));
            assertThat(bits).isNotEmpty();
            var inputs = new HashSet<String>();
            for (int i = 0; i < COUNT; i++) {
                int sequence = i;
                var raw = IntStream.range(0, LENGTH)
                        .mapToObj(t -> List.<Writable>of(
                                new Text("" + value(sequence, t, 0)), new Text("" + value(sequence, t, 1))))
                        .toList();
                inputs.add(NewJvm.bits(pipeline.input(raw)));
                if (i == 0) {
                    var texts = raw.stream()
                            .map(step -> step.stream().map(Writable::toString).toList())
                            .toList();
                    assertThat(NewJvm.input(pipeline, texts, folder)).isEqualTo(NewJvm.bits(pipeline.input(raw)));
                }
            }
            for (var split : List.of(data.train(1, 1), data.validation(1), data.test(1))) {
                while (split.hasNext()) {
                    assertThat(inputs).contains(NewJvm.bits(split.next().getFeatures()));
                }
            }
            var json = Pipelines.toJson(pipeline);
            assertThat(Pipelines.toJson(Pipelines.fromJson(json))).isEqualTo(json);
        }
    }

    /** The label may stand in a raw sequence; it is not looked at. */
    @Test
    void labelsOfRawSequencesDoNotMatter() throws IOException {
        var pipeline = load(ids(byId())
                        .transform(process(withLabel())
                                .categoricalToInteger("label")
                                .build()))
                .pipeline()
                .orElseThrow();
        var inputs = new HashSet<String>();
        for (var label :
                List.<Writable>of(new Text("even"), new Text("odd"), new Text("whatever"), new IntWritable(7))) {
            inputs.add(NewJvm.bits(pipeline.input(IntStream.range(0, LENGTH)
                    .mapToObj(t -> List.<Writable>of(new DoubleWritable(t), new DoubleWritable(2), label))
                    .toList())));
        }
        inputs.add(NewJvm.bits(pipeline.input(IntStream.range(0, LENGTH)
                .mapToObj(t -> List.<Writable>of(new DoubleWritable(t), new DoubleWritable(2)))
                .toList())));
        assertThat(inputs).hasSize(1);
        assertThatThrownBy(() -> pipeline.input(List.of(List.of(new DoubleWritable(1)))))
                .hasMessage("Step 1 has 1 values, and 2 were expected, as the transform reads them (x, y).");
        assertThatThrownBy(() -> pipeline.input(List.of(List.of(new DoubleWritable(1), new DoubleWritable(2)))))
                .hasMessageContaining("The sequence has no steps");
        assertThatThrownBy(() -> pipeline.input(List.of(
                        List.of(new DoubleWritable(1), new DoubleWritable(2)),
                        List.of(new Text("many"), new DoubleWritable(2)))))
                .hasMessageStartingWith("Step 2: action 1 of the transform, DoubleMathOpTransform(");
    }

    @Test
    void featuresOfTheLabelAreRefused() throws IOException {
        refusedData(
                ids(byId())
                        .transform(process(withLabel())
                                .duplicateColumn("label", "answer")
                                .categoricalToInteger("answer")
                                .build()),
                "the transform makes features out of the label \"label\", which nobody knows");
        var sneaky = new TransformProcess.Builder(withLabel())
                .conditionalReplaceValueTransform(
                        "x", new DoubleWritable(0), new CategoricalColumnCondition("label", ConditionOp.Equal, "odd"))
                .build();
        refusedData(ids(byId()).transform(sneaky), "ids.csv, row 7: the transform makes features out of the label");
        // A filter of both: with the label of the first sequence, the second would be gone.
        var both = new TransformProcess.Builder(withLabel())
                .conditionalReplaceValueTransform(
                        "y", new DoubleWritable(0), new CategoricalColumnCondition("label", ConditionOp.Equal, "odd"))
                .filter(above("y", 2))
                .build();
        var levels = write(
                "levels.csv",
                "id,y,label,x\n",
                i -> "s" + i + "," + (i % 2 == 0 ? 1 : 3) + "," + label(i) + "," + i + "\n");
        refusedData(
                ids(levels).transform(both),
                "levels.csv, row 3: the transform would remove the sequence that begins here if its label were \"even\"");
    }

    /** Everything that is not for training is changed, and nothing that is. */
    @Test
    void nothingLeaksFromTheOtherSplits() throws IOException {
        int[] classes = IntStream.range(0, COUNT).map(i -> i % 2).toArray();
        var training =
                new HashSet<>(new StratifiedSplit(0.70, 0.15, 1).of(classes).train());
        var changed = write("changed.csv", "id,y,label,x\n", i -> {
            var rows = new StringBuilder();
            for (int t = 0; t < LENGTH && !training.contains(i); t++) {
                rows.append("s" + i + "," + -1e7 * t + "," + label(i) + "," + (1e6 + i) + "\n");
            }
            return training.contains(i) ? steps(i, true) : rows.toString();
        });
        var process = process(withLabel()).build();
        var before = load(ids(byId()).transform(process));
        var after = load(ids(changed).transform(process));
        assertThat(Pipelines.toJson(after.pipeline().orElseThrow()))
                .isEqualTo(Pipelines.toJson(before.pipeline().orElseThrow()));
        var one = before.train(100, 1).next();
        var other = after.train(100, 1).next();
        assertThat(NewJvm.bits(other.getFeatures())).isEqualTo(NewJvm.bits(one.getFeatures()));
        assertThat(NewJvm.bits(other.getLabels())).isEqualTo(NewJvm.bits(one.getLabels()));
        assertThat(NewJvm.bits(after.test(100).next().getFeatures()))
                .isNotEqualTo(NewJvm.bits(before.test(100).next().getFeatures()));
    }

    private static void refused(SequenceOptions.Builder options, String message) {
        assertThatThrownBy(options::build)
                .isInstanceOf(IllegalStateException.class)
                .message()
                .hasLineCount(1)
                .contains(message);
    }

    private static void refusedData(SequenceOptions.Builder options, String... parts) {
        assertThatThrownBy(() -> load(options))
                .isInstanceOf(DataException.class)
                .message()
                .hasLineCount(1)
                .contains(parts);
    }

    @Test
    void whatDataVecThrowsIsOneLineWithTheRow() throws IOException {
        var text = write(
                "text.csv",
                "id,y,label,x\n",
                i -> i == 2
                        ? steps(i, true)
                                .replaceFirst(
                                        "s2,[^,]*,even,[^\n]*\ns2,([^,]*),even,[^\n]*", "s2,1,even,1\ns2,$1,even,many")
                        : steps(i, true));
        refusedData(
                ids(text).transform(process(schema()).build()),
                "text.csv, row 13: action 1 of the transform, DoubleMathOpTransform(",
                "\"many\"");
        refusedData(
                ids(byId())
                        .transform(new TransformProcess.Builder(withLabel())
                                .removeColumns("y")
                                .categoricalToInteger("label")
                                .convertToString("x")
                                .appendStringColumnTransform("x", "m")
                                .build())
                        .features(List.of("x")),
                "ids.csv, row 2, column \"x\": after the transform, \"",
                "m\" is no number");
        refusedData(
                ids(byId())
                        .transform(new TransformProcess.Builder(schema())
                                .transform(new SequenceTrimTransform(LENGTH, true))
                                .build()),
                "ids.csv, row 2: the transform leaves no step of the sequence that begins here");
        refusedData(
                ids(byId())
                        .transform(new TransformProcess.Builder(schema())
                                .convertToString("x")
                                .convertToString("y")
                                .build()),
                "no column is left for features after the transform (x String, y String)");
        var missing = write("missing.csv", "id,y,label,x\n", i -> steps(i, true).replaceFirst(",[^,]*,", ",,"));
        var passing = new TransformProcess.Builder(schema())
                .doubleMathOp("x", MathOp.Add, 1)
                .build();
        refusedData(
                ids(missing).transform(passing),
                "missing.csv, row 2, column \"y\": after the transform, the value is missing (\"\")");
        assertThat(load(ids(missing).transform(passing).missing(MissingValues.ZERO))
                        .task()
                        .inputSize())
                .isEqualTo(2);
    }

    @Test
    void refusesWhatDoesNotFit() throws IOException {
        var process = process(schema()).build();
        refusedData(
                ids(write("other.csv", "id,y,label,z\n", i -> steps(i, true))).transform(process),
                "there is no column \"x\"");
        refused(ids(byId()).transform(process).features(List.of("befor")), "did you mean \"before\"?");
        refused(
                ids(byId()).transform(process(withLabel()).build()).features(List.of("label")),
                "\"label\" is the label, and cannot be a feature");
        refused(
                SequenceOptions.builder()
                        .data(byId())
                        .idColumn("id")
                        .labelLast()
                        .transform(process),
                "name the column of the label");
        refused(
                SequenceOptions.builder().data(byId()).labelFirst().transform(process),
                "featuresPerStep is 1, and the transform's initial schema has 2 columns");
        refused(
                ids(byId())
                        .transform(new TransformProcess.Builder(schema())
                                .renameColumn("y", "label")
                                .build()),
                "also the label's name");
        refused(
                ids(byId())
                        .transform(new TransformProcess.Builder(new Schema.Builder()
                                        .addColumnString("id")
                                        .addColumnsDouble("x", "y")
                                        .build())
                                .convertToSequence("id", new NumericalColumnComparator("x"))
                                .build()),
                "Action 1 of the transform, ConvertToSequence");
        refused(
                ids(byId()).transform(process(schema()).convertFromSequence().build()),
                "Action 4 of the transform, ConvertFromSequence");
    }
}
