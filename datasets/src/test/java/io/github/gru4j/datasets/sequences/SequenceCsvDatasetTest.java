package io.github.gru4j.datasets.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.datasets.Answer;
import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.Normalisation;
import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.datasets.images.SharedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.datavec.api.records.reader.impl.csv.CSVSequenceRecordReader;
import org.datavec.api.split.FileSplit;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** The ways in which sequences lie in files. */
class SequenceCsvDatasetTest {

    @TempDir
    private Path folder;

    private Path write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** Sequence i of two classes, with two features over three steps: i.f t. */
    private static String value(int i, int feature, int step) {
        return String.format(Locale.ROOT, "%d.%d%d", i, feature, step);
    }

    private static String label(int i) {
        return i % 2 == 0 ? "even" : "odd";
    }

    private static final int COUNT = 20;

    private static SequenceOptions.Builder raw() {
        return SequenceOptions.builder().normalisation(Normalisation.NONE);
    }

    private static String lines(java.util.function.IntFunction<String> line) {
        return IntStream.range(0, COUNT).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }

    /** "label: values" of all splits, features by time. */
    private static List<String> contents(SequenceDataset data) {
        var contents = new ArrayList<String>();
        for (var split : List.of(data.train(1, 1), data.validation(1), data.test(1))) {
            read(split, data.task().labels(), contents);
        }
        return contents.stream().sorted().toList();
    }

    private static void read(DataSetIterator split, List<String> labels, List<String> contents) {
        while (split.hasNext()) {
            var batch = split.next();
            var label = labels.get(batch.getLabels().argMax(1).getInt(0));
            contents.add(label + ": "
                    + Arrays.toString(batch.getFeatures().dup('c').data().asFloat()));
        }
    }

    private static void requireAll(SequenceDataset data) {
        var expected = IntStream.range(0, COUNT)
                .mapToObj(i -> label(i) + ": "
                        + Arrays.toString(new float[] {
                            f(value(i, 1, 1)), f(value(i, 1, 2)), f(value(i, 1, 3)),
                            f(value(i, 2, 1)), f(value(i, 2, 2)), f(value(i, 2, 3))
                        }))
                .sorted()
                .toList();
        assertThat(contents(data)).isEqualTo(expected);
        assertThat(data.task().inputSize()).isEqualTo(2);
        assertThat(data.task().maxLength()).isEqualTo(3);
        assertThat(data.task().labels()).containsExactly("even", "odd");
    }

    private static float f(String value) {
        return Float.parseFloat(value);
    }

    private static String interleaved(int i, String separator) {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(t -> value(i, 1, t) + separator + value(i, 2, t))
                .collect(Collectors.joining(separator));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "  ", " , "})
    void rowsWithSeveralFeaturesForEachStep(String separator) throws IOException {
        var last = write("last.csv", lines(i -> interleaved(i, separator) + separator + label(i)));
        requireAll(load(raw().data(last).labelLast().featuresPerStep(2)));
        var first = write("first.csv", lines(i -> label(i) + separator + interleaved(i, separator)));
        requireAll(load(raw().data(first).labelFirst().featuresPerStep(2)));
        var named = write(
                "named.csv",
                "\ufeff" + String.join(separator, List.of("a1", "b1", "kind", "a2", "b2", "a3", "b3")) + "\r\n"
                        + lines(i -> {
                                    var values = new ArrayList<>(List.of(interleaved(i, separator)
                                            .split(java.util.regex.Pattern.quote(separator), -1)));
                                    values.add(2, label(i));
                                    return String.join(separator, values);
                                })
                                .replace("\n", "\r\n"));
        requireAll(load(raw().data(named).label("kind").featuresPerStep(2)));
    }

    @Test
    void rowsWithFeaturesInBlocks() throws IOException {
        var file = write(
                "blocks.csv",
                lines(i -> IntStream.rangeClosed(1, 2)
                                .mapToObj(feature ->
                                        value(i, feature, 1) + "," + value(i, feature, 2) + "," + value(i, feature, 3))
                                .collect(Collectors.joining(","))
                        + ",\"" + label(i) + "\""));
        requireAll(load(raw().data(file).labelLast().featuresPerStep(2).order(StepOrder.BLOCKS)));
    }

    @Test
    void labelsInASecondFile() throws IOException {
        var data = write("x.txt", lines(i -> interleaved(i, " ")));
        var labels = write("y.txt", "label\n" + lines(SequenceCsvDatasetTest::label));
        requireAll(load(raw().data(data).labelFile(labels).featuresPerStep(2)));
    }

    /** Whatever the classes are called, a header is told from them. */
    @Test
    void labelsThatAreCalledAsAHeaderIs() throws IOException {
        var data = write("x.txt", lines(i -> interleaved(i, " ")));
        for (var header : List.of("", "label\n", "Y\n", "class\n")) {
            var labels = write("y.txt", header + lines(i -> i % 2 == 0 ? "y" : "target"));
            assertThat(load(raw().data(data).labelFile(labels).featuresPerStep(2))
                            .task()
                            .labels())
                    .containsExactly("target", "y");
        }
        for (int i = 0; i < COUNT; i++) {
            write("named/" + (i == 0 ? "id" : "s" + i), table(i, ""));
        }
        for (var header : List.of("", "file,label\n", "name,y\n")) {
            var labels =
                    write("named.csv", header + lines(i -> (i == 0 ? "id" : "s" + i) + "," + (i % 2 == 0 ? "y" : "n")));
            assertThat(load(raw().data(folder.resolve("named")).labelFile(labels))
                            .task()
                            .labels())
                    .containsExactly("n", "y");
        }
    }

    private String table(int i, String prefix) {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(t -> prefix + value(i, 1, t) + "," + value(i, 2, t))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void filesInAFolderForEachClass() throws IOException {
        for (int i = 0; i < COUNT; i++) {
            write("classes/" + label(i) + "/" + i + ".csv", "a,b\n" + table(i, ""));
        }
        write("classes/even/.hidden", "no data");
        requireAll(load(raw().data(folder.resolve("classes"))));
    }

    @Test
    void filesWithAFileOfLabels() throws IOException {
        for (int i = 0; i < COUNT; i++) {
            write("files/" + i + ".csv", table(i, ""));
        }
        var labels = write("files/labels.csv", "file;label\n" + lines(i -> i + ".csv;" + label(i)));
        var data = load(raw().data(folder.resolve("files")).labelFile(labels));
        requireAll(data);
    }

    @Test
    void filesWithTheLabelInAColumnAreAsDataVecReadsThem() throws Exception {
        for (int i = 0; i < COUNT; i++) {
            var label = label(i);
            write("with/" + i + ".csv", "a,b,label\n" + table(i, "").replace("\n", "," + label + "\n"));
        }
        requireAll(load(raw().data(folder.resolve("with")).label("label")));
        requireAll(load(raw().data(folder.resolve("with")).labelLast().features(List.of("a", "b"))));

        var expected = new ArrayList<String>();
        try (var reader = new CSVSequenceRecordReader(1, ",")) {
            reader.initialize(new FileSplit(folder.resolve("with").toFile()));
            while (reader.hasNext()) {
                var steps = reader.sequenceRecord();
                expected.add(steps.get(0).get(2) + ": "
                        + Arrays.toString(new float[] {
                            steps.get(0).get(0).toFloat(), steps.get(1).get(0).toFloat(),
                                    steps.get(2).get(0).toFloat(),
                            steps.get(0).get(1).toFloat(), steps.get(1).get(1).toFloat(),
                                    steps.get(2).get(1).toFloat()
                        }));
            }
        }
        assertThat(contents(load(raw().data(folder.resolve("with")).label("label"))))
                .isEqualTo(expected.stream().sorted().toList());
    }

    @Test
    void rowsWithAnId() throws IOException {
        var file = write("ids.csv", "id,a,b,label\n" + rowsById(IntStream.range(0, COUNT * 3)));
        requireAll(load(raw().data(file).idColumn("id").label("label")));
    }

    @Test
    void scatteredRowsWithAnIdAndATime() throws IOException {
        int[] order =
                IntStream.range(0, COUNT * 3).map(i -> i * 37 % (COUNT * 3)).toArray();
        for (var time : List.of("%d", "2024-01-0%d", "2024-01-01 10:0%d:00", "2024-01-01T10:00:0%d.5Z")) {
            var rows = Arrays.stream(order)
                    .mapToObj(row ->
                            "s" + row / 3 + "," + String.format(Locale.ROOT, time, 1 + row % 3) + "," + label(row / 3)
                                    + "," + value(row / 3, 1, 1 + row % 3) + "," + value(row / 3, 2, 1 + row % 3))
                    .collect(Collectors.joining("\n"));
            var file = write("scattered.csv", "id,when,label,a,b\n" + rows);
            requireAll(load(raw().data(file).idColumn("id").timeColumn("when").label("label")));
        }
    }

    private String rowsById(IntStream rows) {
        return rows.mapToObj(row -> "s" + row / 3 + "," + value(row / 3, 1, 1 + row % 3) + ","
                        + value(row / 3, 2, 1 + row % 3) + "," + label(row / 3))
                .collect(Collectors.joining("\n"));
    }

    private static SequenceCsvDataset load(SequenceOptions.Builder builder) {
        return SequenceCsvDataset.load(builder.build(), 0);
    }

    @Test
    void raggedRowsHaveAMask() throws IOException {
        var file = write("ragged.csv", lines(i -> label(i) + ",1" + ",2".repeat(i % 3) + ",".repeat(2 - i % 3)));
        var data = load(raw().data(file).labelFirst().ragged(true));
        assertThat(data.task().maxLength()).isEqualTo(3);
        var batch = data.train(14, 1).next();
        assertThat(batch.getFeaturesMaskArray()).isNotNull();
        assertThat(batch.getFeatures().shape()).containsExactly(14, 1, 3);
    }

    @Test
    void numbersCanBeForecast() throws IOException {
        var file = write("numbers.csv", "x1,x2,x3,y\n" + lines(i -> i + "," + i + ",1," + 10 * i));
        var data =
                load(SequenceOptions.builder().data(file).label("y").forecast().unit("kW"));
        var task = data.task();
        assertThat(task.kind()).isEqualTo(TaskKind.FORECAST);
        assertThat(task.metric()).isEqualTo("rmse");
        assertThat(task.unit()).isEqualTo("kW");
        assertThat(task.labels()).isEmpty();
        assertThat(task.outputSize()).isEqualTo(1);
        var numbers = new ArrayList<Double>();
        for (var split : List.of(data.train(1, 1), data.validation(1), data.test(1))) {
            while (split.hasNext()) {
                numbers.add(data.toUnits(split.next().getLabels()).getDouble(0));
            }
        }
        numbers.sort(null);
        for (int i = 0; i < COUNT; i++) {
            assertThat(numbers.get(i)).isCloseTo(10.0 * i, within(1e-4));
        }
        assertThat(data.pipeline().orElseThrow().answers(Nd4j.zeros(1, 1)))
                .singleElement()
                .isInstanceOfSatisfying(Answer.Forecast.class, answer -> {
                    assertThat(answer.names()).containsExactly("y");
                    assertThat(answer.unit()).isEqualTo("kW");
                    assertThat(answer.values().get(0)).isBetween(0.0, 190.0);
                });
        assertThat(task.baselines().get(0).name()).isEqualTo("mean of training");
    }

    @Test
    void separateFilesAreTheSplitsTheyAreFor() throws IOException {
        var train = write("train.tsv", lines(i -> label(i) + "\t" + i + "\t1"));
        var validation = write("validation.tsv", "odd\t100\t1\neven\t101\t1\n");
        var test = write("test.tsv", "even\t200\t1\nodd\t201\t1\neven\t202\t1\n");
        var both = load(raw().data(train).labelFirst().validation(validation).test(test));
        assertThat(counts(both)).containsExactly(20, 2, 3);
        assertThat(both.test(3).next().getFeatures().slice(0).getDouble(0)).isEqualTo(200);
        assertThat(both.validation(3).next().getFeatures().slice(0).getDouble(0))
                .isEqualTo(100);
        var one = load(raw().data(train).labelFirst().test(test));
        assertThat(counts(one)).containsExactly(16, 4, 3);
        assertThat(one.task().provenance().split()).contains("test as given", "82/18/0");
    }

    private static List<Integer> counts(SequenceDataset data) {
        var provenance = data.task().provenance();
        return List.of(provenance.train(), provenance.validation(), provenance.test());
    }

    @Test
    void missingValuesAreCarriedForwardOrZero() throws IOException {
        var file = write("gaps.csv", lines(i -> ",5,NA,7,?," + label(i)));
        assertThat(contents(load(raw().data(file).labelLast().missing(MissingValues.CARRY_FORWARD))))
                .contains("even: [5.0, 5.0, 5.0, 7.0, 7.0]");
        assertThat(contents(load(raw().data(file).labelLast().missing(MissingValues.ZERO))))
                .contains("even: [0.0, 5.0, 0.0, 7.0, 0.0]");
    }

    @Test
    void scalesAreThoseOfTheTrainingSplit() throws IOException {
        var file = write("scales.csv", lines(i -> i + "," + 2 * i + ",9,4," + label(i)));
        for (var normalisation : List.of(Normalisation.STANDARD, Normalisation.MIN_MAX)) {
            var data = load(SequenceOptions.builder()
                    .data(file)
                    .labelLast()
                    .featuresPerStep(2)
                    .normalisation(normalisation));
            var features = data.train(14, 1).next().getFeatures();
            var second = features.tensorAlongDimension(0, 0, 2).dup();
            for (int f = 0; f < 2; f++) {
                var values = features.get(
                                org.nd4j.linalg.indexing.NDArrayIndex.all(),
                                org.nd4j.linalg.indexing.NDArrayIndex.point(f),
                                org.nd4j.linalg.indexing.NDArrayIndex.all())
                        .dup();
                if (normalisation == Normalisation.STANDARD) {
                    assertThat(values.meanNumber().doubleValue()).isCloseTo(0, within(1e-6));
                    assertThat(values.std(false).getDouble(0)).isCloseTo(1, within(1e-6));
                } else {
                    assertThat(values.minNumber().doubleValue()).isZero();
                    assertThat(values.maxNumber().doubleValue()).isEqualTo(1);
                }
            }
            assertThat(second.length()).isEqualTo(28);
        }
        // A feature that does not change becomes 0, not a division by 0.
        var constant = write("constant.csv", lines(i -> "3.3,3.3," + label(i)));
        assertThat(contents(load(SequenceOptions.builder().data(constant).labelLast())))
                .contains("even: [0.0, 0.0]");
    }

    @Test
    void classWeightsMakeClassesEqual() throws IOException {
        var file = write("rare.csv", lines(i -> "1,2," + (i < 4 ? "rare" : "usual")));
        var data = load(raw().data(file).labelLast().classWeights(true));
        var labels = data.train(20, 1).next().getLabels().sum(0);
        assertThat(data.classWeights()).hasSize(2);
        assertThat(data.classWeights().get(0) * labels.getDouble(0))
                .isCloseTo(data.classWeights().get(1) * labels.getDouble(1), within(1e-9));
        assertThat(load(raw().data(file).labelLast()).classWeights()).isEmpty();
    }

    @Test
    void numericLabelsAreSortedByValue() throws IOException {
        var file = write("ucr.txt", lines(i -> new String[] {"  1.0e+01", "  2.0e+00", " -1.0e+00"}[i % 3] + " 1 2"));
        assertThat(load(raw().data(file).labelFirst()).task().labels()).containsExactly("-1", "2", "10");
    }

    @Test
    void otherCharsets() throws IOException {
        var file = folder.resolve("latin.csv");
        Files.write(
                file, lines(i -> (i % 2 == 0 ? "gr\u00fcn" : "rot") + ",1,2").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(load(raw().data(file).labelFirst().charset(StandardCharsets.ISO_8859_1))
                        .task()
                        .labels())
                .containsExactly("gr\u00fcn", "rot");
    }

    @Test
    void limitAndSeed() throws IOException {
        var file = write("some.csv", lines(i -> i + ",2," + label(i)));
        var options = raw().data(file).labelLast().build();
        var all = SequenceCsvDataset.load(options, 0);
        var some = SequenceCsvDataset.load(options, 5);
        assertThat(counts(all)).containsExactly(14, 3, 3);
        assertThat(counts(some)).containsExactly(5, 3, 3);
        assertThat(some.task().provenance().trainAvailable()).isEqualTo(14);
        assertThat(SequenceCsvDataset.load(options, 0).task()).isEqualTo(all.task());
        assertThat(load(raw().data(file).labelLast().seed(2))
                        .task()
                        .provenance()
                        .sha256())
                .isNotEqualTo(all.task().provenance().sha256());
    }

    /** What does not fit into memory is read again: it must come out the same. */
    @Test
    void readingAgainIsTheSame() throws IOException {
        var file = write("again.csv", lines(i -> i + ",2," + label(i)));
        var options = raw().data(file).labelLast().build();
        var kept = new ArrayList<String>();
        var again = new ArrayList<String>();
        var caching = new CachedSource(new RowSource(file, options), DataException.in(file), Long.MAX_VALUE);
        var reading = new CachedSource(new RowSource(file, options), DataException.in(file), 1000);
        for (int pass = 0; pass < 3; pass++) {
            caching.forEach(s -> kept.add(s.label() + Arrays.toString(s.values())));
            reading.forEach(s -> again.add(s.label() + Arrays.toString(s.values())));
        }
        assertThat(kept).hasSize(3 * COUNT).isEqualTo(again);
    }

    @Test
    void syntheticControl() {
        var file = SharedFiles.require("synthetic_control/synthetic_control.data");
        var names = List.of("normal", "cyclic", "increasing", "decreasing", "upward shift", "downward shift");
        var data = load(SequenceOptions.builder().data(file).labelBlocks(100).labels(names));
        var task = data.task();
        assertThat(counts(data)).containsExactly(420, 90, 90);
        assertThat(task.name()).isEqualTo("synthetic_control");
        assertThat(task.inputSize()).isEqualTo(1);
        assertThat(task.maxLength()).isEqualTo(60);
        assertThat(task.labels()).isEqualTo(names);
        assertThat(task.baselines().get(0).value()).isCloseTo(1 / 6.0, within(1e-9));
        assertThat(data.test(90).next().getLabels().sum(0).toIntVector()).containsOnly(15);
        assertThat(data.train(420, 1).next().getFeatures().meanNumber().doubleValue())
                .isCloseTo(0, within(1e-5));
        System.out.println(task.title() + " " + task.baselines() + " " + task.provenance());
    }

    /** The first of the second half of the file. */
    @Test
    void pipelineTakesARow() throws IOException {
        var file = write("row.csv", lines(i -> interleaved(i, ",") + "," + label(i)));
        var data = load(SequenceOptions.builder().data(file).labelLast().featuresPerStep(2));
        var pipeline = (SequencePipeline) data.pipeline().orElseThrow();
        var found = new TreeMap<String, Integer>();
        for (int i = 0; i < COUNT; i++) {
            List<Writable> row = Arrays.stream(interleaved(i, ",").split(",", -1))
                    .<Writable>map(Text::new)
                    .toList();
            var input = pipeline.input(pipeline.sequence(row));
            found.merge(Arrays.toString(input.dup('c').data().asFloat()), 1, Integer::sum);
        }
        var expected = contents(data).stream()
                .map(content -> content.substring(content.indexOf('[')))
                .sorted()
                .toList();
        assertThat(List.copyOf(found.keySet())).isEqualTo(expected);
    }

    @Test
    void eachFolderMayHoldItsFileOfLabels() throws IOException {
        for (var part : List.of("files", "others")) {
            for (int i = 0; i < COUNT; i++) {
                write(part + "/" + i + ".csv", table(i, ""));
            }
            write(part + "/labels.csv", "file;label\n" + lines(i -> i + ".csv;" + label(i)));
        }
        var data = load(raw().data(folder.resolve("files"))
                .labelFile(folder.resolve("files/../files/labels.csv"))
                .test(folder.resolve("others"), folder.resolve("others/labels.csv")));
        assertThat(data.task().provenance().test()).isEqualTo(COUNT);
    }
}
