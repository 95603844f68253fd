package io.github.gru4j.datasets.series;

import static io.github.gru4j.datasets.series.SeriesFiles.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.Metric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every defect is one line with the place and what to do. */
class SeriesDefectsTest {

    private static final String ROWS = "0,0\n1,1\n2,2\n";

    @TempDir
    private Path folder;

    static Stream<Arguments> defects() {
        return Stream.of(
                Arguments.of("", "the file is empty"),
                Arguments.of("\n\n", "the file is empty"),
                Arguments.of("\nx,y\n0,0\n", "row 1: this row is empty, and rows follow"),
                Arguments.of("x,y\n", "there is a header, but no row"),
                Arguments.of("x,y\n\n", "there is a header, but no row"),
                Arguments.of("x,y", "there is a header, but no row"),
                Arguments.of("1,2\n3,4\n", "row 1: there are numbers where the names of the columns were expected"),
                Arguments.of("x,Y \n" + ROWS, "row 1: there is no column \"y\"; did you mean \"Y\"?"),
                Arguments.of(
                        "price,volume\n" + ROWS, "row 1: there is no column \"y\"; there are \"price\", \"volume\""),
                Arguments.of("y,y\n" + ROWS, "row 1, column \"y\": two columns have this name"),
                Arguments.of("x,y\n0,0\n1\n", "row 3: there are 1 fields, but the header has 2"),
                Arguments.of("x,y\n0,0\n1,1,1\n", "row 3: there are 3 fields, but the header has 2"),
                Arguments.of("x,y\n0,0\n\n1,1\n", "row 3: this row is empty, and rows follow"),
                Arguments.of("x,y\r0,0\r1,1\r", "row 1: a carriage return is within this row"),
                Arguments.of("x,y\n0,0\n1,abc\n", "row 3, column \"y\": \"abc\" is no number"),
                Arguments.of("x,y\n0,0\n1,1.2.3\n", "row 3, column \"y\": \"1.2.3\" is no number"),
                Arguments.of("x,y\n0,0\n1,0x10\n", "row 3, column \"y\": \"0x10\" is no number"),
                Arguments.of("x,y\n0,0\n1,Infinity\n", "row 3, column \"y\": \"Infinity\" is no number"),
                Arguments.of("x,y\n0,0\n1,1e999\n", "row 3, column \"y\": \"1e999\" is no finite number"),
                Arguments.of("x,y\n0,0\n1,NaN\n", "row 3, column \"y\": the value is missing (\"NaN\")"),
                Arguments.of("x,y\n0,0\n1,\n", "row 3, column \"y\": the value is missing (\"\")"),
                Arguments.of("x,y\n0,0\n1,\"2\n3,4\n", "row 3: the quote that opens field 2 is not closed"),
                Arguments.of("x,y\n0,0\n1,\"2\"3\n", "row 3: there is text after the closing quote of field 2"),
                Arguments.of("x,y\n" + ROWS, "the training split has 2 rows and no window of 4 steps"),
                Arguments.of(
                        "x,y\n" + "1,1e300\n-1,-1e300\n".repeat(50), "the values are too large to take their mean"),
                Arguments.of("x,y\n0,0\nabc,1\n", "row 3, column \"x\": \"abc\" is no number"),
                Arguments.of("a,y\nb,c\nd,e\n", "no column holds numbers"),
                Arguments.of(
                        "x,y\n0,0\n1," + "9".repeat(1_000_000) + "\n",
                        "row 3, column \"y\": \"" + "9".repeat(40) + "\"... is no number"));
    }

    @ParameterizedTest
    @MethodSource("defects")
    @Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void defectsOfFilesHaveAPlace(String text, String message) {
        var file = SeriesFiles.write(folder, "bad.csv", text);
        assertRefused(options(file), "bad.csv", message);
    }

    private static void assertRefused(SeriesOptions.Builder options, String... parts) {
        var thrown = catchThrowable(() -> SeriesCsvDataset.load(options.build(), 0));
        assertThat(thrown).isInstanceOf(DataException.class);
        assertThat(thrown.getMessage()).contains(parts).doesNotContain("\n").hasSizeLessThan(500);
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() throws IOException {
        var file = folder.resolve("latin.csv");
        Files.write(file, "x,y,café\n1,1,é\n".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(
                options(file),
                "latin.csv, row 1: there are bytes that are not UTF-8; save the file as UTF-8, or give --charset ISO-8859-1");
        Files.write(file, "x,y,c\n1,1,a\n2,2,é\n".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(options(file), "latin.csv, row 3: there are bytes that are not UTF-8");
        Files.write(file, "x,y\n1,1\n".getBytes(StandardCharsets.UTF_16));
        assertRefused(options(file), "latin.csv: this file is UTF-16 text; save it as UTF-8");
    }

    @Test
    void filesThatAreNoneAreRefused() {
        assertRefused(options(folder), "this is a folder");
        assertRefused(options(folder.resolve("none.csv")), "none.csv: there is no such file");
        var file = SeriesFiles.write(folder, "good.csv", "x,y", 100, i -> i + "," + i);
        assertRefused(options(file).testFile(folder), "this is a folder");
        var other = SeriesFiles.write(folder, "other.csv", "x,z", 100, i -> i + "," + i);
        assertRefused(options(file).testFile(other), "other.csv, row 1: there is no column \"y\"");
    }

    @Test
    void timesThatAreNoneAreRefused() {
        assertRefused(
                options(SeriesFiles.write(folder, "t.csv", "t,y\nnoon,1\n")).time("t"),
                "t.csv, row 2, column \"t\": \"noon\" is no time in a form that is known here");
        assertRefused(
                options(SeriesFiles.write(folder, "t.csv", "t,y\n2016-01-01,1\nnoon,1\n"))
                        .time("t"),
                "t.csv, row 3, column \"t\": \"noon\" is no time written as uuuu-MM-dd HH:mm:ss, as the rows before");
        assertRefused(
                options(SeriesFiles.write(folder, "t.csv", "t,y\n2016-01-01,1\n,1\n"))
                        .time("t"),
                "row 3, column \"t\": \"\" is no time");
        assertRefused(
                options(SeriesFiles.write(folder, "t.csv", "t,y\n1,1\n")).time("date"), "there is no column \"date\"");
    }

    /** In bounded time, however long a line is. */
    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void longLinesAreNoTrouble() {
        var note = "a,\"\"b".repeat(200_000);
        var file = SeriesFiles.write(folder, "long.csv", "x,note,y", 30, i -> i + ",\"" + note + "\"," + i);
        var data = SeriesCsvDataset.load(options(file).window(1).build(), 0);
        assertThat(data.task().provenance().train()).isEqualTo(20);
        assertRefused(
                options(SeriesFiles.write(folder, "wide.csv", "x,".repeat(500_000))), "500001 columns; at most 10000");
        assertRefused(
                options(SeriesFiles.write(folder, "name.csv", "x".repeat(1_000_000) + ",z\n1,1\n")),
                "there is no column \"y\"");
    }

    @Test
    void oneFileForTwoSplitsIsRefused() throws IOException {
        var file = SeriesFiles.write(folder, "same.csv", "x,y", 60, i -> i + "," + i);
        var other = SeriesFiles.write(folder, "other.csv", "x,y", 60, i -> i + "," + i);
        var name = "same.csv: it is given for two splits";
        assertRefused(options(file).testFile(folder.resolve("../" + folder.getFileName() + "/same.csv")), name);
        assertRefused(options(file).validationFile(file), name);
        assertRefused(options(other).validationFile(file).testFile(file), name);
    }

    /** Who waits for a pipe may wait for ever. */
    @Test
    void whatIsNoRegularFileIsRefused() {
        Path device = Path.of("/dev/zero");
        assumeTrue(Files.exists(device));
        assertRefused(options(device), "zero: this is no regular file");
    }

    @Test
    void optionsSayWhatIsMissingOrContradicts() {
        var builder = new SeriesOptions.Builder();
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a file");
        builder.file(folder);
        assertThatThrownBy(builder::build).hasMessageContaining("needs a target");
        assertThatThrownBy(options(folder).window(0)::build).hasMessage("window must be 1 to 1000000, but is 0.");
        assertThatThrownBy(options(folder).gaps(Gaps.FILL)::build).hasMessageContaining("time column");
        assertThatThrownBy(options(folder).time("t").gaps(Gaps.FILL)::build)
                .hasMessageContaining("interpolate these, carry the value before forward, or mask them");
        assertThatThrownBy(options(folder).time("y")::build).hasMessageContaining("cannot be a target");
        assertThatThrownBy(options(folder).metric(Metric.ACCURACY)::build).hasMessageContaining("rmse or mae");
        assertThatThrownBy(options(folder).shares(0.9, 0.1)::build).hasMessageContaining("above 0");
        assertThatThrownBy(options(folder).rows(1, 0, 1)::build).hasMessageContaining("above 0");
        assertThatThrownBy(options(folder).charset(StandardCharsets.UTF_16)::build)
                .hasMessageContaining("convert the file");
        assertThatThrownBy(options(folder).target("y")::build).hasMessageContaining("twice");
        assertThatThrownBy(options(folder).time("t").timePattern("bad{")::build)
                .hasMessage("\"bad{\" is no pattern of a time: Unknown pattern letter: b.");
        assertThatThrownBy(options(folder).delimiter('"')::build).hasMessageContaining("cannot be separated by \"");
        assertThatThrownBy(options(folder).relative(true).feature("x")::build)
                .hasMessageContaining("need the targets among the features, which are x");
        assertThatThrownBy(() -> OutlierRule.deviations(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SeriesCsvDataset.load(options(folder).build(), -1))
                .hasMessageContaining("maxTrain is -1");
    }
}
