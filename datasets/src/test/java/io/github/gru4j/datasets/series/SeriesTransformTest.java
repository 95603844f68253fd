package io.github.gru4j.datasets.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.datasets.Answer;
import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.Pipelines;
import io.github.gru4j.datasets.images.NewJvm;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.datavec.api.transform.MathFunction;
import org.datavec.api.transform.MathOp;
import org.datavec.api.transform.ReduceOp;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.condition.ConditionOp;
import org.datavec.api.transform.condition.column.DoubleColumnCondition;
import org.datavec.api.transform.filter.ConditionFilter;
import org.datavec.api.transform.filter.FilterInvalidValues;
import org.datavec.api.transform.reduce.Reducer;
import org.datavec.api.transform.schema.Schema;
import org.datavec.api.transform.schema.SequenceSchema;
import org.datavec.api.transform.sequence.comparator.NumericalColumnComparator;
import org.datavec.api.transform.sequence.split.SplitMaxLengthSequence;
import org.datavec.api.transform.sequence.trim.SequenceTrimTransform;
import org.datavec.api.transform.transform.categorical.PivotTransform;
import org.datavec.api.transform.transform.sequence.SequenceDifferenceTransform;
import org.datavec.api.transform.transform.sequence.SequenceOffsetTransform;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.NullWritable;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;
import org.joda.time.DateTimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class SeriesTransformTest {

    private static final int ROWS = 200;

    @TempDir
    private Path folder;

    static Schema schema() {
        return new Schema.Builder()
                .addColumnString("place")
                .addColumnDouble("y")
                .addColumnsDouble("x")
                .addColumnCategorical("kind", "a", "b")
                .build();
    }

    /** Has no "place", twice x, one column for each kind, and rows whose y is not below -0.9 alone. */
    static TransformProcess process() {
        return new TransformProcess.Builder(schema())
                .removeColumns("place")
                .doubleMathOp("x", MathOp.Multiply, 2.0)
                .categoricalToOneHot("kind")
                .filter(new ConditionFilter(new DoubleColumnCondition("y", ConditionOp.LessThan, -0.9)))
                .build();
    }

    private static double y(int i) {
        return Math.sin(i / 5.0);
    }

    private static String kind(int i) {
        return i % 3 == 0 ? "a" : "b";
    }

    /** Columns in another order than the schema's, and one that it does not know. */
    private static String raw(int i) {
        return i / 4.0 + ",there," + kind(i) + ",7," + y(i);
    }

    private Path raw() {
        return SeriesFiles.write(folder, "raw.csv", "x,place,kind,other,y", ROWS, SeriesTransformTest::raw);
    }

    private static List<Writable> rawRow(int i) {
        return List.of(new Text("there"), new Text("" + y(i)), new Text("" + i / 4.0), new Text(kind(i)));
    }

    private static SeriesOptions.Builder options(Path file) {
        return SeriesFiles.options(file).transform(process());
    }

    private static void assertSame(DataSet one, DataSet other) {
        assertThat(one.getFeatures().shape()).isEqualTo(other.getFeatures().shape());
        assertThat(one.getFeatures().data().asFloat())
                .isEqualTo(other.getFeatures().data().asFloat());
        assertThat(one.getLabels().data().asFloat())
                .isEqualTo(other.getLabels().data().asFloat());
    }

    private static SeriesCsvDataset load(SeriesOptions.Builder options) {
        return SeriesCsvDataset.load(options.build(), 0);
    }

    /** What the transform does, done by hand: the same tensors. */
    @Test
    void isAsIfTheFileHadBeenTransformed() {
        var lines = new StringBuilder("y,x,kind[a],kind[b]\n");
        int kept = 0;
        for (int i = 0; i < ROWS; i++) {
            if (y(i) >= -0.9) {
                kept++;
                boolean a = kind(i).equals("a");
                lines.append(y(i) + "," + i / 4.0 * 2 + "," + (a ? 1 : 0) + "," + (a ? 0 : 1) + "\n");
            }
        }
        var byHand = load(SeriesFiles.options(SeriesFiles.write(folder, "hand.csv", lines.toString())));
        var data = load(options(raw()));

        assertSame(SeriesFiles.train(data), SeriesFiles.train(byHand));
        assertSame(SeriesFiles.validation(data), SeriesFiles.validation(byHand));
        assertSame(SeriesFiles.test(data), SeriesFiles.test(byHand));
        assertThat(data.task().baselines()).isEqualTo(byHand.task().baselines());
        assertThat(data.task().inputSize()).isEqualTo(4);
        int removed = ROWS - kept;
        assertThat(data.findings()).anySatisfy(finding -> assertThat(finding)
                .startsWith("raw.csv: " + removed + " of 200 rows were removed by the transform: "
                        + "ConditionFilter(DoubleColumnCondition(columnName=\"y\",LessThan,-0.9"));
    }

    @Test
    void onDiskIsTheSame() {
        var options = options(raw()).build();
        assertSame(
                SeriesFiles.train(SeriesCsvDataset.load(options, 0, SeriesFiles.NO_ROOM)),
                SeriesFiles.train(SeriesCsvDataset.load(options, 0)));
    }

    @Test
    void provenanceNamesTheTransform() {
        var with = load(options(raw())).task().provenance();
        var other = load(SeriesFiles.options(raw())
                        .transform(new TransformProcess.Builder(schema())
                                .removeColumns("place", "kind")
                                .build()))
                .task()
                .provenance();
        assertThat(with.source())
                .matches("CSV file raw.csv, through a DataVec transform of 4 actions \\(SHA-256 [0-9a-f]{12}\\)");
        assertThat(other.source()).contains("of 1 action (").isNotEqualTo(with.source());
        assertThat(other.sha256()).isNotEqualTo(with.sha256());
        assertThat(load(options(raw())).task().provenance()).isEqualTo(with);
        assertThat(load(SeriesFiles.options(raw())).task().provenance().source())
                .isEqualTo("CSV file raw.csv");
    }

    @Test
    void columnsThatHoldNoNumbersAreLeftOutAndNamed() {
        var data = load(SeriesFiles.options(raw())
                .transform(new TransformProcess.Builder(schema())
                        .doubleMathFunction("x", MathFunction.SQRT)
                        .build()));
        assertThat(data.task().inputSize()).isEqualTo(2);
        assertThat(data.findings()).contains("raw.csv: columns without numbers are left out: place, kind");
    }

    @Test
    void rawRowsGiveTheArrayOfTraining() throws Exception {
        var data = load(options(raw()).missing(MissingValues.CARRY_FORWARD));
        var pipeline = data.pipeline().orElseThrow();
        // The first rows, of which the filter removes none.
        var rows = List.of(0, 1, 2, 3).stream().map(SeriesTransformTest::rawRow).toList();
        var input = pipeline.input(rows);
        var trained = firstWindow(data);

        assertThat(input.dup('c').data().asFloat()).isEqualTo(trained);
        var texts = rows.stream()
                .map(row -> row.stream().map(Writable::toString).toList())
                .toList();
        assertThat(NewJvm.input(pipeline, texts, folder)).isEqualTo(NewJvm.bits(input));
        // Numbers as numbers, and not as texts.
        var numbers = List.of(0, 1, 2, 3).stream()
                .map(i -> List.<Writable>of(
                        new Text("here"), new DoubleWritable(y(i)), new DoubleWritable(i / 4.0), new Text(kind(i))))
                .toList();
        assertThat(pipeline.input(numbers)).isEqualTo(input);
    }

    /** Of the windows in their own order: as the validation split has them. */
    private static float[] firstWindow(SeriesCsvDataset data) {
        var train = data.train(1, 1L);
        float least = Float.MAX_VALUE;
        float[] first = {};
        while (train.hasNext()) {
            var window = train.next().getFeatures();
            if (window.getFloat(0, 1, 0) < least) {
                least = window.getFloat(0, 1, 0);
                first = window.dup('c').data().asFloat();
            }
        }
        return first;
    }

    @Test
    void rowsThatAFilterRemovesAreNoneForThePipelineEither() {
        var data = load(options(raw()));
        var pipeline = data.pipeline().orElseThrow();
        int low = 0;
        while (y(low) >= -0.9) {
            low++;
        }
        var four = List.of(low - 3, low - 2, low - 1, low).stream()
                .map(SeriesTransformTest::rawRow)
                .toList();
        assertThatThrownBy(() -> pipeline.input(four))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Of 4 rows the transform keeps 3, but the network was trained on 4; give the last 4 rows"
                        + " that it keeps.");
        var five = List.of(low - 4, low - 3, low - 2, low - 1, low).stream()
                .map(SeriesTransformTest::rawRow)
                .toList();
        assertThat(pipeline.input(five)).isEqualTo(pipeline.input(five.subList(0, 4)));
    }

    @Test
    void pipelineRefusesWhatDoesNotFit() {
        var pipeline = load(options(raw())).pipeline().orElseThrow();
        var good = rawRow(1);
        assertThatThrownBy(() -> pipeline.input(List.of(good, good, good, good.subList(0, 3))))
                .hasMessage("Step 4 has 3 values, but 4 were expected, as the file has them: place, y, x, kind.");
        var text = List.<Writable>of(new Text("there"), new Text("1"), new Text("many"), new Text("a"));
        assertThatThrownBy(() -> pipeline.input(List.of(good, good, text, good)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Step 3: action 2 of the transform, DoubleMathOpTransform(")
                .hasMessageContaining("\"many\"");
        var none = List.<Writable>of(new Text("there"), new Text("1"), NullWritable.INSTANCE, new Text("a"));
        assertThatThrownBy(() -> pipeline.input(List.of(good, good, none, good)))
                .hasMessageStartingWith("Step 3: action 2 of the transform");
    }

    @Test
    void relativeForecastsBeginAtTheTransformedValue() {
        var process = new TransformProcess.Builder(schema())
                .removeColumns("place", "kind")
                .doubleMathOp("y", MathOp.Multiply, 10.0)
                .build();
        var data = load(SeriesFiles.options(raw()).transform(process).relative(true));
        var rows = List.of(0, 1, 2, 3).stream().map(SeriesTransformTest::rawRow).toList();
        var answer = data.pipeline()
                .orElseThrow()
                .answers(List.of(rows), Nd4j.zeros(1, 1))
                .get(0);
        assertThat(((Answer.Forecast) answer).values().get(0)).isCloseTo(10 * y(3), within(1e-6));
    }

    @Test
    void documentsWithoutATransformAreAsBefore() {
        var plain = Pipelines.toJson(
                load(SeriesFiles.options(raw()).feature("y")).pipeline().orElseThrow());
        assertThat(plain).doesNotContain("transform");
        var with = Pipelines.toJson(load(options(raw())).pipeline().orElseThrow());
        assertThat(with).contains("\"transform\" : {", "\"initialSchema\" : {");
        assertThat(Pipelines.toJson(Pipelines.fromJson(with))).isEqualTo(with);
    }

    @Test
    void damagedTransformInADocumentIsRefused() {
        var document = Pipelines.toJson(load(options(raw())).pipeline().orElseThrow());
        assertThatThrownBy(() -> Pipelines.fromJson(document.replace("DoubleMathOpTransform", "NoSuchTransform")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("This pipeline document is damaged: there is no operation ")
                .message()
                .hasLineCount(1);
        assertThatThrownBy(() -> Pipelines.fromJson(document.replace("\"kind[a]\"", "\"kind[c]\"")))
                .hasMessageContaining("must give its features");
    }

    /** The options keep what they were given. */
    @Test
    void laterChangesOfTheTransformDoNotMatter() {
        var process = process();
        var options = SeriesFiles.options(raw()).transform(process).build();
        process.setActionList(List.of());
        assertThat(options.transform().orElseThrow().getActionList()).hasSize(4);
    }

    @Test
    void timesOfDataVecAreTimes() {
        var schema = new Schema.Builder()
                .addColumnString("when")
                .addColumnDouble("y")
                .build();
        var file = SeriesFiles.write(folder, "times.csv", "when,y", ROWS, i -> "%02d.%02d.2020 %02d Uhr,%s"
                .formatted(1 + i / 24 % 28, 1 + i / 24 / 28, i % 24, y(i)));
        var process = new TransformProcess.Builder(schema)
                .stringToTimeTransform("when", "dd.MM.YYYY HH 'Uhr'", DateTimeZone.UTC)
                .build();
        var data = load(SeriesFiles.options(file).time("when").transform(process));
        assertThat(data.task().inputSize()).isEqualTo(1);
        // A day is the season of hours.
        assertThat(data.task().baselines().toString()).contains("24");
        assertThatThrownBy(() -> load(SeriesFiles.options(file)
                        .time("when")
                        .timePattern("uuuu")
                        .transform(process)))
                .hasMessageContaining("the transform gives numbers; leave the pattern out");
    }

    @Test
    void timesThatStayTextsAreFound() {
        var schema = new Schema.Builder()
                .addColumnString("when")
                .addColumnDouble("y")
                .build();
        var process = new TransformProcess.Builder(schema)
                .doubleMathOp("y", MathOp.Add, 1)
                .build();
        var file = SeriesFiles.write(
                folder, "texts.csv", "when,y", 100, i -> "2020-%02d-%02d,%s".formatted(1 + i / 28, 1 + i % 28, y(i)));
        var data = load(SeriesFiles.options(file).time("when").transform(process));
        assertThat(data.findings()).anySatisfy(finding -> assertThat(finding).contains("gap"));
        var wrong = SeriesFiles.write(
                folder, "wrong.csv", "when,y", 100, i -> (i == 40 ? "soon" : "2020-01-01") + "," + y(i));
        assertThatThrownBy(() -> load(SeriesFiles.options(wrong).time("when").transform(process)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("wrong.csv, row ");
    }

    /** Rows are where the file has them, though some before them are gone and others come later. */
    @Test
    void defectsNameTheRowOfTheFile() {
        var schema =
                new Schema.Builder().addColumnDouble("t").addColumnDouble("y").build();
        var process = new TransformProcess.Builder(schema)
                .filter(new ConditionFilter(new DoubleColumnCondition("y", ConditionOp.LessThan, 0)))
                .build();
        var file = SeriesFiles.write(folder, "twice.csv", "t,y", 100, i -> (i == 50 ? 10 : i) + "," + (i < 5 ? -1 : 1));
        assertThatThrownBy(() -> load(SeriesFiles.options(file).time("t").transform(process)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("twice.csv, row 52, column \"t\"")
                .hasMessageContaining("that of row 12");
    }

    private void refused(UnaryOperator<SeriesOptions.Builder> with, Path file, String... parts) {
        assertThatThrownBy(() -> load(with.apply(SeriesFiles.options(file))))
                .isInstanceOf(DataException.class)
                .message()
                .hasLineCount(1)
                .contains(parts);
    }

    private static void refused(SeriesOptions.Builder options, String... parts) {
        assertThatThrownBy(options::build)
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .hasLineCount(1)
                .contains(parts);
    }

    @Test
    void whatDataVecThrowsIsOneLineWithTheRow() {
        var file = SeriesFiles.write(
                folder, "text.csv", "x,place,kind,y", ROWS, i -> (i == 98 ? "many" : i) + ",there,a," + y(i));
        refused(
                options -> options.transform(process()),
                file,
                "text.csv, row 100: action 2 of the transform, DoubleMathOpTransform(",
                "\"many\"");
        var kind = SeriesFiles.write(
                folder, "kind.csv", "x,place,kind,y", ROWS, i -> i + ",there," + (i == 3 ? "c" : "b") + "," + y(i));
        refused(options -> options.transform(process()), kind, "kind.csv, row 5: action 3 of the transform", "\"c\"");
    }

    @Test
    void valuesThatAreNoNumbersAfterwardsAreRefused() {
        var process = new TransformProcess.Builder(schema())
                .removeColumns("kind")
                .doubleMathFunction("x", MathFunction.LOG)
                .build();
        // The logarithm of the first row's 0.
        refused(
                options -> options.transform(process),
                raw(),
                "raw.csv, row 2, column \"x\": after the transform, the value is no finite number");
        refused(
                options -> options.transform(new TransformProcess.Builder(schema())
                                .removeColumns("kind")
                                .build())
                        .feature("place"),
                raw(),
                "raw.csv, row 2, column \"place\": after the transform, \"there\" is no number");
    }

    @Test
    void missingValuesAreDealtWithAfterTheTransform() {
        var file = SeriesFiles.write(
                folder,
                "holes.csv",
                "x,place,kind,y",
                ROWS,
                i -> (i % 10 == 0 ? "" : i) + ",there,a," + (i == 31 ? "NA" : y(i)));
        var process = new TransformProcess.Builder(schema())
                .removeColumns("kind", "place")
                .build();
        refused(options -> options.transform(process), file, "row 2, column \"x\"", "the value is missing (\"\")");
        var masked = load(SeriesFiles.options(file).transform(process).missing(MissingValues.MASK));
        var plain = load(SeriesFiles.options(file).feature("y").feature("x").missing(MissingValues.MASK));
        assertSame(SeriesFiles.train(masked), SeriesFiles.train(plain));
        // DataVec's own way out.
        var filtered = load(SeriesFiles.options(file)
                .transform(new TransformProcess.Builder(schema())
                        .filter(new FilterInvalidValues("x", "y"))
                        .removeColumns("kind", "place")
                        .build()));
        assertThat(filtered.findings())
                .containsExactly(
                        "holes.csv: 21 of 200 rows were removed by the transform: FilterInvalidValues(filterAnyInvalid=false,"
                                + " columnsToFilterIfInvalid=[x, y])");
    }

    @Test
    void columnsAreThoseOfTheSchemas() {
        var file = SeriesFiles.write(folder, "other.csv", "x,plaice,kind,y", ROWS, SeriesTransformTest::raw);
        refused(
                options -> options.transform(process()),
                file,
                "other.csv, row 1: there is no column \"place\"; did you mean \"plaice\"?");
        refused(
                options(raw()).feature("kind[b"),
                "There is no column \"kind[b\" after the transform; did you mean \"kind[b]\"?");
        refused(options(raw()).target("place"), "There is no column \"place\" after the transform");
        refused(options(raw()).time("when"), "There is no column \"when\" after the transform");
        refused(
                options -> options.transform(new TransformProcess.Builder(schema())
                        .filter(new ConditionFilter(new DoubleColumnCondition("y", ConditionOp.LessThan, 9)))
                        .build()),
                raw(),
                "the transform leaves no row: ConditionFilter(");
        refused(options(raw()).decimalComma(true), "leave decimalComma out");
    }

    @Test
    void noNumbersLeft() {
        var process = new TransformProcess.Builder(schema())
                .removeAllColumnsExceptFor("place", "y")
                .convertToString("y")
                .build();
        refused(
                options -> options.transform(process),
                raw(),
                "no column holds numbers after the transform (place String, y String); convert one in the transform");
    }

    @Test
    void operationsOfSequencesAreRefusedByName() {
        var sequence = new SequenceSchema.Builder()
                .addColumnDouble("y")
                .addColumnDouble("x")
                .build();
        var file = raw();
        refused(
                SeriesFiles.options(file)
                        .transform(new TransformProcess.Builder(sequence)
                                .doubleMathOp("y", MathOp.Add, 1)
                                .transform(new SequenceDifferenceTransform("y"))
                                .build()),
                "Action 2 of the transform, SequenceDifferenceTransform",
                "one by one");
        refused(
                SeriesFiles.options(file)
                        .transform(new TransformProcess.Builder(sequence)
                                .offsetSequence(List.of("x"), 1, SequenceOffsetTransform.OperationType.InPlace)
                                .build()),
                "SequenceOffsetTransform");
        refused(
                SeriesFiles.options(file)
                        .transform(new TransformProcess.Builder(sequence)
                                .transform(new SequenceTrimTransform(2, true))
                                .build()),
                "SequenceTrimTransform");
        refused(
                SeriesFiles.options(file)
                        .transform(new TransformProcess.Builder(schema())
                                .convertToSequence("place", new NumericalColumnComparator("x"))
                                .build()),
                "Action 1 of the transform, ConvertToSequence",
                "idColumn");
        refused(
                SeriesFiles.options(file)
                        .transform(new TransformProcess.Builder(sequence)
                                .splitSequence(new SplitMaxLengthSequence(5, false))
                                .build()),
                "SplitMaxLengthSequence");
        refused(
                SeriesFiles.options(file)
                        .transform(new TransformProcess.Builder(schema())
                                .reduce(new Reducer.Builder(ReduceOp.Mean)
                                        .keyColumns("place", "kind")
                                        .build())
                                .build()),
                "Action 1 of the transform, Reducer");
    }

    /** DataVec writes it, and cannot read it again. */
    @Test
    void whatCannotBeKeptIsRefused() {
        refused(
                SeriesFiles.options(raw())
                        .transform(new TransformProcess.Builder(schema())
                                .transform(new PivotTransform("kind", "x"))
                                .build()),
                "this transform cannot be kept",
                "PivotTransform");
    }

    /** The filter takes as many rows in both files, so that the split point is the same row. */
    @Test
    void nothingAfterTheSplitPointReachesTraining() {
        int split = 140;
        var one = SeriesFiles.write(folder, "one.csv", "x,place,kind,y", ROWS, i -> i + ",p,a," + y(i));
        var other = SeriesFiles.write(
                folder,
                "other.csv",
                "x,place,kind,y",
                ROWS,
                i -> (i < split ? i + ",p,a," + y(i) : -1000 * i + ",q,b," + (y(i) < -0.9 ? -50 : 70)));
        int kept = (int) IntStream.range(0, split).filter(i -> y(i) >= -0.9).count();
        var data = List.of(one, other).stream()
                .map(file -> load(options(file).rows(kept, 20, 20).name("same").outliers(OutlierRule.deviations(3))))
                .toList();
        assertSame(SeriesFiles.train(data.get(0)), SeriesFiles.train(data.get(1)));
        assertThat(Pipelines.toJson(data.get(0).pipeline().orElseThrow()))
                .isEqualTo(Pipelines.toJson(data.get(1).pipeline().orElseThrow()));
        assertThat(SeriesFiles.test(data.get(0))).isNotEqualTo(SeriesFiles.test(data.get(1)));
    }

    /** Values that pass through are read as the plain path reads them, and cost no detour through a float. */
    @Test
    void untouchedColumnsAreTheSameNumbers() {
        var file = SeriesFiles.write(
                folder, "digits.csv", "y,x", ROWS, i -> "0.1" + i + "e-3," + (i - 0.12345678901234568 * i * i));
        var schema =
                new Schema.Builder().addColumnDouble("y").addColumnDouble("x").build();
        var same = new TransformProcess(schema, Collections.emptyList());
        assertSame(
                SeriesFiles.train(load(SeriesFiles.options(file).transform(same))),
                SeriesFiles.train(load(SeriesFiles.options(file))));
    }

    /** A generous bound for a busy machine: a transform must not make reading quadratic. */
    @Test
    void manyRowsTakeSecondsAtMost() {
        var file = SeriesFiles.write(folder, "many.csv", "x,place,kind,y", 30_000, i -> i + ",p,a," + y(i));
        long begin = System.nanoTime();
        load(options(file).stride(50));
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin)).isLessThan(60);
    }
}
