package io.github.gru4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.datasets.sequences.SequenceCsvDataset;
import io.github.gru4j.datasets.sequences.SequenceOptions;
import io.github.gru4j.datasets.series.SeriesCsvDataset;
import io.github.gru4j.datasets.series.SeriesOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.datavec.api.transform.MathFunction;
import org.datavec.api.transform.MathOp;
import org.datavec.api.transform.ReduceOp;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.condition.ConditionOp;
import org.datavec.api.transform.condition.SequenceConditionMode;
import org.datavec.api.transform.condition.column.CategoricalColumnCondition;
import org.datavec.api.transform.condition.column.DoubleColumnCondition;
import org.datavec.api.transform.filter.ConditionFilter;
import org.datavec.api.transform.filter.FilterInvalidValues;
import org.datavec.api.transform.schema.Schema;
import org.datavec.api.transform.schema.SequenceSchema;
import org.datavec.api.transform.sequence.trim.SequenceTrimTransform;
import org.datavec.api.transform.transform.sequence.SequenceMovingWindowReduceTransform;
import org.datavec.api.transform.transform.sequence.SequenceOffsetTransform;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.Text;
import org.joda.time.DateTimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files of DataVec transforms, whole and damaged. */
class TransformsTest {

    private static final int MUTANTS = 700;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @TempDir
    private Path folder;

    private static TransformProcess ofRows() {
        var schema = new Schema.Builder()
                .addColumnString("when")
                .addColumnsDouble("x", "y")
                .addColumnCategorical("kind", "a", "b")
                .addColumnInteger("n")
                .build();
        return new TransformProcess.Builder(schema)
                .stringToTimeTransform("when", "YYYY-MM-dd", DateTimeZone.UTC)
                .filter(new FilterInvalidValues("x"))
                .filter(new ConditionFilter(new DoubleColumnCondition("y", ConditionOp.LessThan, -0.95)))
                .conditionalReplaceValueTransform(
                        "x", new DoubleWritable(5), new DoubleColumnCondition("x", ConditionOp.GreaterThan, 90))
                .doubleMathOp("x", MathOp.Multiply, 0.1)
                .doubleMathFunction("y", MathFunction.SIN)
                .doubleColumnsMathOp("sum", MathOp.Add, "x", "y")
                .integerToOneHot("n", 0, 3)
                .categoricalToInteger("kind")
                .renameColumn("sum", "both")
                .build();
    }

    private static TransformProcess ofSequences() {
        var schema = new SequenceSchema.Builder()
                .addColumnsDouble("x", "y")
                .addColumnCategorical("label", "up", "down")
                .build();
        return new TransformProcess.Builder(schema)
                .filter(new ConditionFilter(
                        new DoubleColumnCondition("x", SequenceConditionMode.Or, ConditionOp.GreaterThan, 1e6)))
                .transform(new SequenceMovingWindowReduceTransform("y", 3, ReduceOp.Mean))
                .offsetSequence(List.of("x"), 1, SequenceOffsetTransform.OperationType.NewColumn)
                .transform(new SequenceTrimTransform(1, true))
                .trimOrPadSequenceToLength(
                        5,
                        List.of(
                                new DoubleWritable(0),
                                new DoubleWritable(0),
                                new DoubleWritable(0),
                                new DoubleWritable(0),
                                new Text("up")))
                .categoricalToInteger("label")
                .build();
    }

    @Test
    void readsWhatDataVecWrites() throws IOException {
        for (var process : List.of(ofRows(), ofSequences())) {
            var file = Files.writeString(folder.resolve("transform.json"), process.toJson());
            var read = Transforms.read(file);
            assertThat(read.toJson()).isEqualTo(process.toJson());
            assertThat(read.getFinalSchema().getColumnNames())
                    .isEqualTo(process.getFinalSchema().getColumnNames());
        }
    }

    @Test
    void saysWhatItDoes() {
        var process = ofRows();
        assertThat(Transforms.describe(process))
                .hasSize(10)
                .allSatisfy(line -> assertThat(line).hasLineCount(1).doesNotContain("@"))
                .contains("DoubleMathOpTransform(mathOp=Multiply,scalar=0.1)");
        assertThat(Transforms.describe(process.getInitialSchema()))
                .isEqualTo("when String, x Double, y Double, kind Categorical, n Integer");
        assertThat(Transforms.brief(process)).matches("a DataVec transform of 10 actions \\(SHA-256 [0-9a-f]{12}\\)");
    }

    private void refused(String content, String... parts) throws IOException {
        var file = Files.writeString(folder.resolve("bad.json"), content);
        assertThatThrownBy(() -> Transforms.read(file))
                .isInstanceOf(DataException.class)
                .message()
                .startsWith(file.toString())
                .hasLineCount(1)
                .contains(parts);
    }

    @Test
    void refusesWhatIsNone() throws IOException {
        refused("", "this is no transform of DataVec's");
        refused("price,day\n1,2\n", "this is no JSON");
        refused("[1]", "this is no transform of DataVec's");
        refused("{\"initialSchema\": null, \"actionList\": []}", "no transform that DataVec can read");
        refused("{\"initialSchema\": {}, \"actionList\": null}", "no transform that DataVec can read");
        var json = ofRows().toJson();
        refused(json.replace("\"maxValue\" : 3", "\"maxValue\" : 2000000000"), "2000000001 columns; at most 100000");
        refused(json.replace("\"both\"", "\"x\""), "two columns have the same name");
        refused(json.replace("DoubleMathOpTransform", "DoubleMathsTransform"), "DoubleMathsTransform");
        refused(json.replaceFirst("\"columnName\" : \"x\"", "\"columnName\" : \"z\""), "bad.json: ");
        refused(
                ofSequences().toJson().replace("\"maxLength\" : 5", "\"maxLength\" : 2000000000"),
                "would pad to 2000000000");
        assertThatThrownBy(() -> Transforms.read(folder)).hasMessageContaining("this is a folder");
        assertThatThrownBy(() -> Transforms.read(folder.resolve("none"))).hasMessageContaining("there is no such file");
        var latin = Files.write(folder.resolve("latin.json"), "{\"é\":1}".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Transforms.read(latin)).hasMessageContaining("it is no UTF-8 text");
    }

    /** Each is refused in one line, or is a transform with which a data set can be made, or refused in one line. */
    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void damagedTransformsAreRefusedOrWork() throws IOException {
        var series = Files.writeString(folder.resolve("series.csv"), seriesRows());
        var sequences = Files.writeString(folder.resolve("sequences.csv"), sequenceRows());
        int refused = 0;
        int worked = 0;
        for (int i = 0; i < MUTANTS; i++) {
            boolean rows = i % 2 == 0;
            var json = mutated((rows ? ofRows() : ofSequences()).toJson());
            var file = Files.write(folder.resolve("mutant.json"), json);
            var place = "seed " + seed + ", mutant " + i;
            try {
                var process = Transforms.read(file);
                var data = rows ? series(series, process) : sequences(sequences, process);
                var document = Pipelines.toJson(data.pipeline().orElseThrow());
                assertThat(Pipelines.toJson(Pipelines.fromJson(document)))
                        .as(place)
                        .isEqualTo(document);
                worked++;
            } catch (DataException | IllegalArgumentException | IllegalStateException e) {
                assertThat(e.getMessage()).as(place).hasLineCount(1).hasSizeLessThan(800);
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError(place + "\n" + new String(json, StandardCharsets.UTF_8), e);
            }
        }
        assertThat(refused).as("seed " + seed).isGreaterThan(MUTANTS / 4);
        assertThat(worked).as("seed " + seed).isGreaterThan(MUTANTS / 20);
    }

    private static SequenceDataset series(Path file, TransformProcess process) {
        return SeriesCsvDataset.load(
                new SeriesOptions.Builder()
                        .file(file)
                        .target("y")
                        .window(3)
                        .transform(process)
                        .build(),
                0);
    }

    private static SequenceDataset sequences(Path file, TransformProcess process) {
        return SequenceCsvDataset.load(
                SequenceOptions.builder()
                        .data(file)
                        .idColumn("id")
                        .label("label")
                        .transform(process)
                        .build(),
                0);
    }

    private static String seriesRows() {
        var rows = new StringBuilder("n,when,x,y,kind\n");
        for (int i = 0; i < 60; i++) {
            rows.append(i % 4 + ",2020-02-%02d,".formatted(1 + i % 28) + (i % 9 == 0 ? "none" : i) + "," + Math.cos(i)
                    + "," + (i % 2 == 0 ? "a" : "b") + "\n");
        }
        return rows.toString();
    }

    private static String sequenceRows() {
        var rows = new StringBuilder("id,x,y,label\n");
        for (int i = 0; i < 150; i++) {
            rows.append(i / 5 + "," + i + "," + Math.cos(i) + "," + (i / 5 % 2 == 0 ? "up" : "down") + "\n");
        }
        return rows.toString();
    }

    /** Other numbers, texts and classes at places of their kind, as well as other bytes anywhere. */
    private byte[] mutated(String json) {
        if (random.nextBoolean()) {
            var pattern = Pattern.compile(
                    List.of("-?\\d+(\\.\\d+)?", "\"[a-zA-Z]+\"", "\"org[^\"]+\"", "true|false|null", "\\{[^{}]*\\}")
                            .get(random.nextInt(5)));
            var found = pattern.matcher(json).results().toList();
            if (!found.isEmpty()) {
                var at = found.get(random.nextInt(found.size()));
                var other = found.get(random.nextInt(found.size()));
                var with = List.of(
                                "0",
                                "-1",
                                "2147483647",
                                "1e300",
                                "null",
                                "\"\"",
                                "\"y\"",
                                "\"NaN\"",
                                "[]",
                                "{}",
                                other.group())
                        .get(random.nextInt(11));
                return (json.substring(0, at.start()) + with + json.substring(at.end()))
                        .getBytes(StandardCharsets.UTF_8);
            }
        }
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(3)) {
            case 0 -> bytes[at] = (byte) random.nextInt(128);
            case 1 -> bytes = Arrays.copyOf(bytes, at);
            default -> {
                int length = Math.min(random.nextInt(5), bytes.length - at);
                System.arraycopy(bytes, at + length, bytes, at, bytes.length - at - length);
                bytes = Arrays.copyOf(bytes, bytes.length - length);
            }
        }
        return bytes;
    }

    @Test
    void conditionsOfCategoriesSurvive() throws IOException {
        var process = new TransformProcess.Builder(new Schema.Builder()
                        .addColumnCategorical("kind", "a", "b")
                        .addColumnDouble("y")
                        .build())
                .filter(new ConditionFilter(new CategoricalColumnCondition(
                        "kind",
                        ConditionOp.InSet,
                        IntStream.range(0, 50).mapToObj(i -> "state " + i).collect(Collectors.toSet()))))
                .build();
        var options = new SeriesOptions.Builder()
                .file(folder)
                .target("y")
                .transform(process)
                .build();
        assertThat(options.transform().orElseThrow().getActionList()).hasSize(1);
    }
}
