package io.github.gru4j.datasets.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.TaskKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextDatasetTest {

    @TempDir
    Path folder;

    private static TextOptions.Builder options(Path data) {
        return new TextOptions.Builder().data(data);
    }

    private Path file(String name, String... lines) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, String.join("\n", lines) + "\n");
    }

    @Test
    void aFilePerClass() throws IOException {
        var data = TextDataset.load(
                options(TextFiles.classFiles(folder.resolve("names"), 100)).build(), 0);
        var task = data.task();

        assertThat(task.name()).isEqualTo("names");
        assertThat(task.kind()).isEqualTo(TaskKind.CLASSIFICATION);
        assertThat(task.labels()).containsExactly("north", "south");
        assertThat(task.provenance().source())
                .isEqualTo("names, a folder with a file per class (2 files), a text per line");
        assertThat(task.provenance().split())
                .isEqualTo("70/15/15 of each class at random (seed 20140901), equal texts in one split");
        assertThat(TextFiles.count(data)).isEqualTo(200);
        assertThat(task.provenance().train()).isBetween(138, 142);
        assertThat(task.baselines().get(0).name()).isEqualTo("majority class");
        assertThat(task.baselines().get(0).value()).isCloseTo(0.5, within(0.05));
        assertThat(data.classWeights()).isEmpty();
        assertThat(data.embedding()).isEmpty();

        // North's letters and south's do not meet, so each row tells its class.
        int a = data.vocabulary().indexOf("a");
        int f = data.vocabulary().indexOf("f");
        var rows = new ArrayList<>(TextFiles.rows(data.train(16, 1)));
        rows.addAll(TextFiles.rows(data.test(16)));
        assertThat(rows).allSatisfy(row -> assertThat(row.tokens().stream().anyMatch(t -> t >= a && t <= f))
                .isEqualTo(row.label() == 0));
    }

    @Test
    void classesAreExtensionsWhereNamesAreEqual() throws IOException {
        file("polarity/polarity.neg", "bad 1", "bad 2", "bad 3", "bad 4", "bad 5", "bad 6", "bad 7");
        file("polarity/polarity.pos", "good 1", "good 2", "good 3", "good 4", "good 5", "good 6", "good 7");
        file("polarity/.hidden", "nothing");
        assertThat(load("polarity").task().labels()).containsExactly("neg", "pos");
        file("mixed/x.neg", "bad 1", "bad 2", "bad 3", "bad 4", "bad 5", "bad 6", "bad 7");
        file("mixed/x.pos", "good 1", "good 2", "good 3", "good 4", "good 5", "good 6", "good 7");
        file("mixed/y.pos", "well 1", "well 2", "well 3", "well 4", "well 5", "well 6", "well 7");
        assertThat(load("mixed").task().labels()).containsExactly("x.neg", "x.pos", "y.pos");
    }

    private TextDataset load(String name) {
        return TextDataset.load(options(folder.resolve(name)).build(), 0);
    }

    @Test
    void aFolderPerClassHoldsATextPerFile() throws IOException {
        for (int i = 0; i < 10; i++) {
            file("reviews/good/" + i + ".txt", "fine " + i, "really");
            file("reviews/bad/" + i + ".txt", "poor " + i);
        }
        var data =
                TextDataset.load(options(folder.resolve("reviews")).minCount(1).build(), 0);

        assertThat(data.task().labels()).containsExactly("bad", "good");
        assertThat(TextFiles.count(data)).isEqualTo(20);
        // "fine 1", a blank for the line end, "really".
        assertThat(data.task().maxLength()).isEqualTo(13);
        assertThat(data.vocabulary().tokens()).doesNotContain("\n");
    }

    private static final String[] CSV = {
        "id;label;text;n",
        "1; b ;\"semi;colon\";0",
        "2;a;\"two\nlines\";0",
        "3;a;x;0",
        "4;b;y;0",
        "5;a;xx;0",
        "6;b;yy;0",
        "7;a;xxx;0",
        "8;b;yyy;0",
        "9;a;xxxx;0",
        "10;b;yyyy;0",
        "11;a;xxxxx;0",
        "12;b;yyyyy;0",
        "",
        ""
    };

    @Test
    void aDelimitedFileWithItsColumnsByName() throws IOException {
        var data = TextDataset.load(options(file("table.csv", CSV)).minCount(1).build(), 0);

        assertThat(data.task().name()).isEqualTo("table");
        assertThat(data.task().labels()).containsExactly("a", "b");
        assertThat(TextFiles.count(data)).isEqualTo(12);
        assertThat(data.task().provenance().source())
                .isEqualTo("table.csv, a delimited file, texts in column \"text\", classes in column \"label\"");
        var tabs = file("table.tsv", String.join("\n", CSV).replace(';', '\t'));
        assertThat(TextFiles.count(
                        TextDataset.load(options(tabs).textColumn("id").build(), 0)))
                .isEqualTo(12);
        var other = file("other.dat", String.join("\n", CSV).replace(';', '#'));
        assertThat(TextFiles.count(TextDataset.load(
                        options(other)
                                .format(TextFormat.DELIMITED)
                                .delimiter('#')
                                .build(),
                        0)))
                .isEqualTo(12);
    }

    @Test
    void linesOfALabelAndAText() throws IOException {
        var lines = new ArrayList<String>();
        for (int i = 0; i < 10; i++) {
            lines.add("ham hello you " + i);
            lines.add("spam\tbuy now " + i);
        }
        var data = TextDataset.load(
                options(file("sms.txt", lines.toArray(String[]::new)))
                        .tokens(Tokens.WORDS)
                        .minCount(1)
                        .build(),
                0);

        assertThat(data.task().labels()).containsExactly("ham", "spam");
        assertThat(TextFiles.count(data)).isEqualTo(20);
        assertThat(data.task().maxLength()).isEqualTo(3);
        assertThat(data.vocabulary().tokens()).contains("hello", "buy").doesNotContain("ham", "spam");
    }

    @Test
    void aTabInEveryLineEndsTheLabel() throws IOException {
        var lines = new ArrayList<String>();
        for (int i = 0; i < 10; i++) {
            lines.add("New York\tthe statue " + i);
            lines.add("New Delhi \t the gate " + i + "\tof India");
        }
        var data = TextDataset.load(
                options(file("sights.txt", lines.toArray(String[]::new)))
                        .tokens(Tokens.WORDS)
                        .minCount(1)
                        .build(),
                0);
        assertThat(data.task().labels()).containsExactly("New Delhi", "New York");
        assertThat(data.vocabulary().tokens()).contains("statue", "india").doesNotContain("york", "delhi");

        lines.add("\tno label");
        var noLabel = options(file("sights.txt", lines.toArray(String[]::new))).build();
        assertThatThrownBy(() -> TextDataset.load(noLabel, 0))
                .hasMessageContaining("sights.txt, row 21: \"no label\" is");
        lines.set(20, "New York\t");
        var noText = options(file("sights.txt", lines.toArray(String[]::new))).build();
        assertThatThrownBy(() -> TextDataset.load(noText, 0))
                .hasMessageContaining("sights.txt, row 21: there is no text");
        // One line without a tab, and tabs are blanks like others.
        lines.set(20, "New sights");
        var blanks = TextDataset.load(
                options(file(
                                "sights.txt",
                                Stream.concat(lines.stream(), Stream.of("Old ones", "Old too"))
                                        .toArray(String[]::new)))
                        .tokens(Tokens.WORDS)
                        .build(),
                0);
        assertThat(blanks.task().labels()).containsExactly("New", "Old");
    }

    @Test
    void oneFileForTwoSplitsIsRefused() throws IOException {
        var lines = IntStream.range(0, 20)
                .mapToObj(i -> (i % 2 == 0 ? "a" : "b") + " text " + i)
                .toArray(String[]::new);
        Path data = file("data.txt", lines);
        for (var options : List.of(
                options(data).test(folder.resolve("../" + folder.getFileName() + "/data.txt")),
                options(data).validation(data),
                options(data).validation(file("other.txt", lines)).test(file("other.txt", lines)))) {
            assertThatThrownBy(() -> TextDataset.load(options.build(), 0))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("it is given for two splits");
        }
        var plain = new PlainTextOptions.Builder().data(data).test(data).build();
        assertThatThrownBy(() -> PlainTextDataset.load(plain, 0)).hasMessageContaining("it is given for two splits");
    }

    @Test
    void byteOrderMarksLineEndsAndCharsetsDoNotChangeAnything() throws IOException {
        var text = String.join("\n", CSV).replace("xxx", "\u00E9\u00E9");
        var plain = TextDataset.load(options(file("a/t.csv", text)).build(), 0).task();
        var marked = file("b/t.csv", "\uFEFF" + text.replace("\n", "\r\n"));
        assertThat(TextDataset.load(options(marked).build(), 0).task()).isEqualTo(plain);
        var latin = folder.resolve("c/t.csv");
        Files.createDirectories(latin.getParent());
        Files.writeString(latin, text, StandardCharsets.ISO_8859_1);
        assertThat(TextDataset.load(
                                options(latin)
                                        .charset(StandardCharsets.ISO_8859_1)
                                        .build(),
                                0)
                        .task())
                .isEqualTo(plain);
    }

    /** A hundred texts, each several times, some of them in both classes. */
    private Path repeated() throws IOException {
        var random = new Random(3);
        var lines = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            for (int j = 0; j <= random.nextInt(4); j++) {
                lines.add((random.nextInt(10) == 0 ? "x" : i % 2 == 0 ? "x" : "y") + " TEXT" + i);
            }
        }
        return file("repeated.txt", lines.toArray(String[]::new));
    }

    @Test
    void equalTextsAreInOneSplit() throws IOException {
        var file = repeated();
        var data = TextDataset.load(options(file).lowerCase(true).minCount(1).build(), 0);
        var seen = new HashMap<List<Integer>, Integer>();
        var splits = List.of(data.train(8, 1), data.validation(8), data.test(8));
        var labelsOf = new HashMap<List<Integer>, HashSet<Integer>>();
        for (int split = 0; split < 3; split++) {
            for (var row : TextFiles.rows(splits.get(split))) {
                assertThat(seen.merge(row.tokens(), split, (first, second) -> first))
                        .isEqualTo(split);
                labelsOf.computeIfAbsent(row.tokens(), unused -> new HashSet<>())
                        .add(row.label());
            }
        }
        assertThat(seen).hasSize(100);
        assertThat(labelsOf.values()).as("some texts are of both classes").anyMatch(labels -> labels.size() == 2);
        try (var lines = Files.lines(file)) {
            assertThat(TextFiles.count(data)).isEqualTo((int) lines.count());
        }
    }

    @Test
    void textsThatAreEqualOnceTheyAreCutAreInOneSplit() throws IOException {
        var lines = new ArrayList<String>();
        for (int i = 0; i < 300; i++) {
            lines.add((i % 2 == 0 ? "x " : "y ") + "begin" + i % 20 + "end" + i);
        }
        var data = TextDataset.load(
                options(file("cut.txt", lines.toArray(String[]::new)))
                        .maxLength(7)
                        .minCount(1)
                        .build(),
                0);
        var seen = new HashMap<List<Integer>, Integer>();
        var splits = List.of(data.train(8, 1), data.validation(8), data.test(8));
        for (int split = 0; split < 3; split++) {
            for (var row : TextFiles.rows(splits.get(split))) {
                assertThat(seen.merge(row.tokens(), split, (first, second) -> first))
                        .isEqualTo(split);
            }
        }
        assertThat(seen).hasSizeLessThanOrEqualTo(40);
        assertThat(data.task().maxLength()).isEqualTo(7);
    }

    @Test
    void splitsDependOnTheSeedAndNotOnTheOrderOfTheFile() throws IOException {
        var file = repeated();
        var some = TextDataset.load(options(file).build(), 0);
        var lines = new ArrayList<>(Files.readAllLines(file));
        Collections.shuffle(lines, new Random(1));
        var other = TextDataset.load(
                options(file("shuffled.txt", lines.toArray(String[]::new))).build(), 0);

        assertThat(bag(other)).isEqualTo(bag(some));
        assertThat(other.vocabulary()).isEqualTo(some.vocabulary());
        assertThat(bag(TextDataset.load(options(file).seed(2).build(), 0))).isNotEqualTo(bag(some));
        assertThat(TextDataset.load(options(file).build(), 0).task()).isEqualTo(some.task());
    }

    private static List<List<String>> bag(TextDataset data) {
        return List.of(data.validation(9), data.test(9)).stream()
                .map(split -> TextFiles.rows(split).stream()
                        .map(row -> row.tokens().stream()
                                        .map(data.vocabulary()::token)
                                        .collect(Collectors.joining())
                                + row.label())
                        .sorted()
                        .toList())
                .toList();
    }

    @Test
    void eachSplitHasItsShareOfEachClass() throws IOException {
        var lines = new ArrayList<String>();
        for (int i = 0; i < 2000; i++) {
            lines.add("c" + (i % 100 == 0 ? 0 : i % 10 == 1 ? 1 : 2) + " t" + i);
        }
        var data = TextDataset.load(
                options(file("classes.txt", lines.toArray(String[]::new)))
                        .fractions(0.6, 0.1, 0.3)
                        .build(),
                0);
        var train = TextFiles.rows(data.train(50, 1)).stream()
                .collect(Collectors.groupingBy(TextFiles.Row::label, Collectors.counting()));
        var test = TextFiles.rows(data.test(50)).stream()
                .collect(Collectors.groupingBy(TextFiles.Row::label, Collectors.counting()));
        long[] all = {20, 200, 1780};
        for (int label = 0; label < 3; label++) {
            assertThat((double) train.get(label)).isCloseTo(0.6 * all[label], within(1.0));
            assertThat((double) test.get(label)).isCloseTo(0.3 * all[label], within(1.0));
        }
        assertThat(data.task().provenance().split()).startsWith("60/10/30 of each class");
    }

    @Test
    void vocabularyIsLearntFromTheTrainingSplitAlone() throws IOException {
        var folder = TextFiles.classFiles(this.folder.resolve("names"), 200);
        for (int maxTrain : new int[] {0, 20}) {
            var data = TextDataset.load(options(folder).minCount(1).build(), maxTrain);
            var shown = TextFiles.rows(data.train(8, 1)).stream()
                    .flatMap(row -> row.tokens().stream())
                    .collect(Collectors.toSet());
            assertThat(shown).hasSize(data.vocabulary().tokens().size()).doesNotContain(Vocabulary.UNKNOWN);
        }
    }

    @Test
    void aLimitTakesTheFirstOfAFixedRandomOrder() throws IOException {
        var folder = TextFiles.classFiles(this.folder.resolve("names"), 200);
        var all = TextDataset.load(options(folder).build(), 0).task().provenance();
        for (int limit : new int[] {1, 7, 100, all.train(), Integer.MAX_VALUE}) {
            var some = TextDataset.load(options(folder).build(), limit).task().provenance();
            assertThat(some.train()).isEqualTo(Math.min(limit, all.train()));
            assertThat(some.trainAvailable()).isEqualTo(all.train());
            assertThat(some.validation()).isEqualTo(all.validation());
            assertThat(some.test()).isEqualTo(all.test());
        }
        var hundred = TextFiles.rows(
                TextDataset.load(options(folder).minCount(1).build(), 100).train(100, 1));
        assertThat(hundred.stream().filter(row -> row.label() == 0).count()).isBetween(30L, 70L);
        // Equal texts have one place in the order; a limit in their midst takes some of them.
        var equal = file("equal.txt", ("x same\n".repeat(20) + "y other 1\ny other 2\ny other 3\n").repeat(2));
        for (int limit = 1; limit < 20; limit++) {
            var few = options(equal)
                    .validation(file("v.txt", "x a", "y b"))
                    .test(file("t.txt", "x c", "y d"))
                    .build();
            assertThat(TextDataset.load(few, limit).task().provenance().train()).isEqualTo(limit);
        }
    }

    @Test
    void splitsOfTheirOwnFilesStayAsTheyAre() throws IOException {
        var train = file("train.txt", "a one", "b two", "a three", "b four", "a shared", "b twice");
        var validation = file("validation.txt", "a five", "b twice", "b shared");
        var test = file("test.txt", "b six", "a shared");
        var data = TextDataset.load(
                options(train).validation(validation).test(test).build(), 0);
        var provenance = data.task().provenance();

        assertThat(List.of(provenance.train(), provenance.validation(), provenance.test()))
                .containsExactly(4, 2, 2);
        assertThat(provenance.split())
                .isEqualTo("all for training; validation and test have files of their own, and 3 texts that these hold"
                        + " are left out elsewhere");
        assertThat(provenance.source()).contains("train.txt", "test: test.txt", "validation: validation.txt");

        // Whatever becomes of these files, training stays the same.
        var changed = TextDataset.load(
                options(train)
                        .validation(file("v2.txt", "a quite", "b twice", "b shared"))
                        .test(file("t2.txt", "b other", "a shared", "a things"))
                        .build(),
                0);
        assertThat(changed.pipeline()).isEqualTo(data.pipeline());
        assertThat(changed.train(2, 1).next()).isEqualTo(data.train(2, 1).next());

        var one = TextDataset.load(
                options(TextFiles.classFiles(folder.resolve("n"), 100))
                        .test(TextFiles.classFiles(folder.resolve("m"), 10))
                        .build(),
                0);
        assertThat(one.task().provenance().test()).isEqualTo(20);
        assertThat(one.task().provenance().train()).isBetween(145, 153);
        assertThat(one.task().provenance().split()).startsWith("82.4/17.6 of each class at random");
    }

    @Test
    void balancedWeightsMakeClassesCostTheSame() throws IOException {
        file("w/common.txt", TextFiles.texts("abc", 300, 1).toArray(String[]::new));
        file("w/rare.txt", TextFiles.texts("xyz", 30, 2).toArray(String[]::new));
        var data = TextDataset.load(options(folder.resolve("w")).balanced(true).build(), 0);
        var counts = TextFiles.rows(data.train(10, 1)).stream()
                .collect(Collectors.groupingBy(TextFiles.Row::label, Collectors.counting()));

        assertThat(data.classWeights()).hasSize(2);
        double common = data.classWeights().get(0) * counts.get(0);
        assertThat(data.classWeights().get(1) * counts.get(1)).isCloseTo(common, within(1e-9));
        assertThat(2 * common).isCloseTo(data.task().provenance().train(), within(1e-9));
    }

    @Test
    void emptyTextsAreSkippedIfWanted() throws IOException {
        var file = file(
                "gaps.txt",
                "",
                "a one",
                "a two",
                "",
                "b three",
                "b",
                "b four",
                "a five",
                "b six",
                "a seven",
                "b eight",
                "a nine",
                "b ten");
        assertThatThrownBy(() -> load("gaps.txt"))
                .hasMessageContaining("row 1: there is no text; delete it, or choose");
        assertThatThrownBy(() -> TextDataset.load(options(file).skipEmpty(true).build(), 0))
                .hasMessageContaining("row 6: \"b\" is no label and text");
        var csv = file(
                "gaps.csv",
                "label,text",
                "a,one",
                "b,",
                "a,two",
                "b,three",
                "b,\u00A0",
                "a,four",
                "b,five",
                "a,six\nb,seven\na,eight\nb,nine\n".repeat(5),
                "");
        assertThatThrownBy(() -> load("gaps.csv")).hasMessageContaining("row 3: there is no text");
        var data = TextDataset.load(
                options(csv).tokens(Tokens.WORDS).skipEmpty(true).build(), 0);
        assertThat(TextFiles.count(data)).isEqualTo(25);
        assertThat(data.task().provenance().source()).contains("; 2 empty texts left out");
    }

    @Test
    void dataMustBeNamed() {
        assertThatThrownBy(() -> new TextOptions.Builder().build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("data is missing");
        assertThatThrownBy(() -> new TextOptions.Builder().fractions(0.5, 0.5, 0.5))
                .hasMessageContaining("together they must be 1");
        assertThatThrownBy(() -> new TextOptions.Builder().maxLength(0)).hasMessageContaining("The longest text is 0");
        assertThatThrownBy(() -> options(folder).vectorWidth(5).build())
                .hasMessageContaining("The file of word vectors is missing");
        assertThatThrownBy(() -> options(folder).textColumn("label").build()).hasMessageContaining("name two");
        assertThatThrownBy(() -> TextDataset.load(options(folder).build(), -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxTrain is -1");
    }

    @Test
    void delimitersBetweenNamesInQuotesAreFound() throws IOException {
        for (var delimiter : new String[] {",", ";", "\t", "|"}) {
            var rows = new StringBuilder("\"label\"" + delimiter + "\"text\"\n");
            for (int i = 0; i < 40; i++) {
                rows.append('"')
                        .append(i % 2)
                        .append('"')
                        .append(delimiter)
                        .append("\"a, b; c ")
                        .append(i)
                        .append("\"\n");
            }
            var file = Files.writeString(folder.resolve("quoted.csv"), rows);
            var data = TextDataset.load(new TextOptions.Builder().data(file).build(), 0);
            assertThat(data.task().labels()).containsExactly("0", "1");
        }
    }
}
