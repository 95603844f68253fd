package io.github.gru4j.datasets.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.datasets.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each defect of a file is one line that tells where it is and what to do. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SequenceBadDataTest {

    private static final String GOOD = "1,2,a\n3,4,b\n".repeat(10);

    @TempDir
    private Path folder;

    private Path write(String name, byte[] bytes) {
        try {
            var file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path write(String name, String text) {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(SequenceOptions.Builder options, String... parts) {
        assertThatThrownBy(() -> SequenceCsvDataset.load(options.build(), 0))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining("\n");
    }

    private void refusedRows(String text, String... parts) {
        refused(SequenceOptions.builder().data(write("rows.csv", text)).labelLast(), parts);
    }

    @Test
    void rows() {
        assertThat(SequenceCsvDataset.load(
                                SequenceOptions.builder()
                                        .data(write("rows.csv", GOOD + "\n \n"))
                                        .labelLast()
                                        .build(),
                                0)
                        .task()
                        .provenance()
                        .trainAvailable())
                .isEqualTo(14);
        refusedRows("", "rows.csv: ", "empty");
        refusedRows("\n\n", "empty");
        refusedRows("x,y,label\n", "header and no rows");
        refusedRows(GOOD + "1,x,a\n", "rows.csv, row 21, column \"2\": \"x\" is no number");
        refusedRows("v1,v2,label\n" + GOOD + "1,x,a\n", "row 22, column \"v2\"");
        refusedRows("1,x,a\n" + GOOD, "row 1, column \"2\"", "first row is a header");
        refusedRows(GOOD + "1,,a\n", "row 21, column \"2\"", "missing", "carry forward");
        refusedRows(GOOD + "NaN,1,a\n", "row 21, column \"1\"", "missing (\"NaN\")");
        refusedRows(GOOD + "1,-Infinity,a\n", "row 21, column \"2\"", "not finite");
        refusedRows(GOOD + "1,1e39,a\n", "row 21", "beyond the range of a float");
        refusedRows(GOOD + "1,0x10,a\n", "row 21", "no number");
        refusedRows(GOOD + "1,1d,a\n", "row 21", "no number");
        refusedRows(GOOD.replace(',', ';') + "1;1,5;a\n", "row 21", "decimal comma");
        refusedRows(GOOD + "1,2,3,a\n", "row 21", "has 4 values, and 3 were expected", "ragged");
        refusedRows(GOOD + "\n1,2,a\n", "row 21: this row is empty, and rows follow");
        refusedRows(GOOD + "1,2,\n", "row 21, column \"3\": the label is missing");
        refusedRows("1,2,a\n".repeat(20), "all 20 sequences have the label \"a\"", "two classes");
        refusedRows("1,2,a\n1,2,b\n1,2,c\n1,2,d\n1,2,e\n", "5 labels for 5 sequences", "forecast");
        refusedRows("1,2,a\n1,2,b\n", "too few");
        refusedRows("1,2,\"a\n" + GOOD, "row 1", "quote");
        refusedRows(GOOD + "1,2,\"a\"b\n", "row 21", "text after the closing quote");
        refusedRows("1,2,a\r3,4,b\r", "row 1", "carriage return");
    }

    @Test
    void bytes() {
        refused(
                SequenceOptions.builder()
                        .data(write("latin.csv", (GOOD + "1,2,gr\u00fcn\n").getBytes(StandardCharsets.ISO_8859_1)))
                        .labelLast(),
                "latin.csv, row 21",
                "UTF-8",
                "--charset ISO-8859-1");
        refused(
                SequenceOptions.builder()
                        .data(write("wide.csv", GOOD.getBytes(StandardCharsets.UTF_16)))
                        .labelLast(),
                "UTF-16");
        refused(
                SequenceOptions.builder()
                        .data(write("x.csv", new byte[] {0x1f, (byte) 0x8b, 8, 0, 10}))
                        .labelLast(),
                "gzip");
        var digits = "1".repeat(1_000_000);
        refusedRows(GOOD + "1," + digits + ",a\n", "row 21", "\"1111", "\"...");
        refusedRows(GOOD + digits.replace("1", "1,") + "a\n", "row 21", "1000001 values");
        refusedRows(GOOD + "\"" + digits + "\",1,a\n", "row 21", "no number");
        refusedRows(GOOD + "\"1\"\"" + "\",\"".repeat(300_000), "row 21");
        refused(SequenceOptions.builder().data(folder.resolve("none.csv")).labelLast(), "none.csv", "no such file");
        refused(
                SequenceOptions.builder()
                        .data(folder)
                        .layout(Layout.ROW_PER_SEQUENCE)
                        .labelLast(),
                "a folder, and a file was expected");
        refused(
                SequenceOptions.builder()
                        .data(write("file.csv", GOOD))
                        .layout(Layout.FILE_PER_SEQUENCE)
                        .labelLast(),
                "a file, and a folder was expected");
    }

    @Test
    void longRowsAreRead() {
        var row = "1,2".repeat(300_000);
        var file = write("long.csv", (row + ",a\n" + row + ",b\n").repeat(4));
        assertThat(SequenceCsvDataset.load(
                                SequenceOptions.builder().data(file).labelLast().build(), 0)
                        .task()
                        .maxLength())
                .isEqualTo(300_001);
    }

    @Test
    void columns() {
        var file = write("named.csv", "speed,height,kind\n" + GOOD);
        refused(
                SequenceOptions.builder().data(file).label("kinds"),
                "named.csv",
                "no column \"kinds\"",
                "did you mean \"kind\"?",
                "\"speed\", \"height\"");
        refused(SequenceOptions.builder().data(write("no.csv", GOOD)).label("kind"), "no header", "1 to 3");
        refused(
                SequenceOptions.builder()
                        .data(write("two.csv", "kind,a,kind\n" + GOOD))
                        .label("kind"),
                "2 columns \"kind\"");
        refused(
                SequenceOptions.builder().data(write("x.csv", GOOD)).labelLast().featuresPerStep(3),
                "row 1",
                "2 values",
                "steps of 3 features");
        refused(
                SequenceOptions.builder().data(write("x.csv", GOOD)).labelLast().labels(List.of("a", "c")),
                "row 2",
                "no label \"b\"",
                "a, c");
        refused(
                SequenceOptions.builder()
                        .data(write("x.csv", GOOD))
                        .labelLast()
                        .test(write("t.csv", "1,2,a\n1,2,zebra\n")),
                "t.csv, row 2",
                "no label \"zebra\"");
        refused(
                SequenceOptions.builder().data(write("x.csv", GOOD)).labelLast().test(write("t.csv", "1,2,3,a\n")),
                "t.csv, row 1",
                "3 steps, and 2 were expected");
        refused(
                SequenceOptions.builder().data(write("x.csv", GOOD)).labelLast().forecast(),
                "row 1",
                "number to forecast",
                "\"a\" is no number");
        refused(
                SequenceOptions.builder()
                        .data(write("x.csv", ",,a\n" + GOOD))
                        .header(false)
                        .labelLast()
                        .missing(MissingValues.CARRY_FORWARD),
                "row 1, column \"value\"",
                "no value");
    }

    @Test
    void labelsElsewhere() {
        var data = write("x.csv", "1,2\n".repeat(20));
        refused(SequenceOptions.builder().data(data).labelBlocks(7), "20 sequences", "7");
        refused(SequenceOptions.builder().data(data).labelBlocks(10).labels(List.of("a")), "row 11", "1 classes of 10");
        refused(
                SequenceOptions.builder().data(data).labelBlocks(5).labels(List.of("a", "b", "c", "d", "e")),
                "20 sequences",
                "5 classes of 5");
        refused(
                SequenceOptions.builder().data(data).labelFile(write("y.txt", "a\nb\n".repeat(9))),
                "y.txt",
                "18 labels",
                "more sequences");
        refused(
                SequenceOptions.builder().data(data).labelFile(write("y.txt", "a\nb\n".repeat(11))),
                "y.txt",
                "22 labels",
                "20 sequences");
        refused(SequenceOptions.builder().data(data).labelFile(write("y.txt", "a\n\nb\n")), "y.txt, row 2", "empty");
        refused(
                SequenceOptions.builder().data(data).labelFile(write("y.txt", "y\n" + "n\n".repeat(18) + "a\n")),
                "y.txt: it holds 19 labels below \"y\", which is taken for a header, and there are more sequences");
    }

    @Test
    void oneFileForTwoSplits() {
        var data = write("rows.csv", GOOD);
        refused(SequenceOptions.builder().data(data).labelLast().test(data), "rows.csv: it is given for two splits");
        refused(SequenceOptions.builder().data(data).labelLast().validation(data), "it is given for two splits");
    }

    @Test
    void moreColumnsThanANetworkCanHave() {
        var row = "1,".repeat(10_000) + "2";
        for (int i = 0; i < 6; i++) {
            write("wide/" + i % 2 + "/" + i + ".csv", row + "\n" + row + "\n");
        }
        refused(
                SequenceOptions.builder().data(folder.resolve("wide")),
                "0.csv: it has 10001 columns, and at most 10000");
        refused(
                SequenceOptions.builder()
                        .data(write("ids.csv", row + "\n" + row + "\n"))
                        .idColumn("1")
                        .labelLast(),
                "ids.csv: it has 10001 columns");
        // A sequence in each row may be long.
        var rows = write("rows.csv", (row + "\n" + row.replace('2', '3') + "\n").repeat(10));
        assertThat(SequenceCsvDataset.load(
                                SequenceOptions.builder().data(rows).labelLast().build(), 0)
                        .task()
                        .maxLength())
                .isEqualTo(10_000);
    }

    @Test
    void files() {
        for (int i = 0; i < 10; i++) {
            write("good/" + (i % 2) + "/" + i + ".csv", "a,b\n1,2\n3,4\n");
        }
        var good = SequenceOptions.builder().data(folder.resolve("good"));
        assertThat(SequenceCsvDataset.load(good.build(), 0).task().labels()).containsExactly("0", "1");
        write("good/1/empty.csv", "");
        refused(good, "empty.csv", "empty");
        write("good/1/empty.csv", "a,b\n");
        refused(good, "empty.csv", "length 0");
        write("good/1/empty.csv", "a,c\n1,2\n");
        refused(good, "empty.csv, row 1", "header is not that of the first file");
        write("good/1/empty.csv", "a,b\n1,2\n3\n");
        refused(good, "empty.csv, row 3", "has 1 values, and 2 were expected");
        write("good/1/empty.csv", "a,b\n1,2\n3,x\n");
        refused(good, "empty.csv, row 3, column \"b\"", "\"x\"");
        write("good/1/empty.csv", "a,b\n1,2\n");
        refused(SequenceOptions.builder().data(folder.resolve("good")).ragged(false), "empty.csv", "1 steps", "ragged");
        write("good/stray.csv", "a,b\n1,2\n");
        refused(good, "stray.csv", "a folder for each class");

        var labels = write("labels.csv", "a.csv,x\nb.csv,y\n");
        write("flat/a.csv", "1\n2\n");
        write("flat/c.csv", "1\n2\n");
        refused(
                SequenceOptions.builder().data(folder.resolve("flat")).labelFile(labels),
                "labels.csv",
                "no label for \"c.csv\"");
        write("flat/b.csv", "1\n2\n");
        write("labels.csv", "a.csv,x\nb.csv,y\nc.csv,x\nd.csv,y\n");
        refused(
                SequenceOptions.builder().data(folder.resolve("flat")).labelFile(labels),
                "labels.csv",
                "label for \"d.csv\"",
                "no such sequence");
        write("labels.csv", "a.csv,x\na.csv,y\n");
        refused(
                SequenceOptions.builder().data(folder.resolve("flat")).labelFile(labels),
                "labels.csv, row 2",
                "has a label already");
    }

    @Test
    void ids() {
        var header = "id,t,v,label\n";
        var options = SequenceOptions.builder()
                .data(folder.resolve("ids.csv"))
                .layout(Layout.ID_COLUMN)
                .idColumn("id")
                .timeColumn("t")
                .label("label");
        write("ids.csv", header + "1,1,5,a\n1,2,6,b\n");
        refused(options, "ids.csv, row 3, column \"label\"", "changes", "\"a\" to \"b\"");
        write("ids.csv", header + "1,1,5,a\n1,1,6,a\n");
        refused(options, "ids.csv, row 2", "same time", "\"1\"");
        write("ids.csv", header + "1,1,5,a\n1,tomorrow,6,a\n");
        refused(options, "ids.csv, row 3, column \"t\"", "\"tomorrow\" is no time");
        write("ids.csv", header + "1,1,5,a\n,2,6,a\n");
        refused(options, "ids.csv, row 3, column \"id\"", "id is missing");
        write("ids.csv", header);
        refused(options, "no rows");
        write("ids.csv", "ID,t,v,label\n1,1,1,a\n");
        refused(options, "no column \"id\"", "did you mean \"ID\"?");
    }

    @Test
    void options() {
        assertThatThrownBy(() -> SequenceOptions.builder().build()).hasMessageContaining("data is missing");
        var builder = SequenceOptions.builder().data(Path.of("x.csv"));
        assertThatThrownBy(builder::build).hasMessageContaining("labels are missing");
        assertThatThrownBy(() -> SequenceOptions.builder()
                        .data(Path.of("x.csv"))
                        .labelLast()
                        .layout(Layout.ID_COLUMN)
                        .build())
                .hasMessageContaining("The id column is missing");
        assertThatThrownBy(() -> SequenceOptions.builder()
                        .data(Path.of("x.csv"))
                        .labelLast()
                        .charset(StandardCharsets.UTF_16)
                        .build())
                .hasMessageContaining("UTF-16");
        assertThatThrownBy(() -> SequenceOptions.builder()
                        .data(Path.of("x.csv"))
                        .labelLast()
                        .split(0.9, 0.2)
                        .build())
                .hasMessageContaining("split is 0.9 and 0.2");
    }

    @Test
    void optionsWithoutEffectAreRefused() {
        var file = Path.of("x.csv");
        assertThatThrownBy(() -> SequenceOptions.builder()
                        .data(file)
                        .labelLast()
                        .test(file, file)
                        .build())
                .hasMessageContaining(
                        "The file with the labels of the data is missing: those of test are in a second file");
        assertThatThrownBy(() -> SequenceOptions.builder()
                        .data(file)
                        .labelLast()
                        .forecast()
                        .classWeights(true)
                        .build())
                .hasMessageContaining("Class weights are for classes");
        assertThatThrownBy(() -> SequenceOptions.builder()
                        .data(file)
                        .labelLast()
                        .forecast()
                        .labels(List.of("a", "b"))
                        .build())
                .hasMessageContaining("labels are for classes");
    }

    @Test
    void valuesAreNotTakenForMissingLabels() {
        refused(
                SequenceOptions.builder()
                        .data(write("rows.csv", GOOD + "5,6,7,\n"))
                        .labelLast()
                        .ragged(true),
                "rows.csv, row 21, column \"4\": the label is missing");
    }
}
