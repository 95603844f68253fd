package io.github.gru4j.datasets.series;

import static io.github.gru4j.datasets.series.SeriesFiles.options;
import static io.github.gru4j.datasets.series.SeriesFiles.test;
import static io.github.gru4j.datasets.series.SeriesFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.Normalisation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTimeTest {

    private static final LocalDateTime START = LocalDateTime.of(2016, 2, 27, 0, 0);

    @TempDir
    private Path folder;

    private SeriesCsvDataset load(int rows, IntFunction<String> time) {
        return SeriesCsvDataset.load(timed(rows, time).build(), 0);
    }

    private SeriesOptions.Builder timed(int rows, IntFunction<String> time) {
        var file = write(folder, "timed.csv", "t,y", rows, i -> time.apply(i) + "," + i);
        return options(file).time("t").normalisation(Normalisation.NONE);
    }

    private static String hour(int i) {
        return START.plusHours(i).toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uuuu-MM-dd HH:mm:ss",
                "uuuu-MM-dd'T'HH:mm",
                "uuuu-MM-dd'T'HH:mm:ss.SSS",
                "uuuu-MM-dd HH:mm:ss'+02:00'",
                "uuuu-MM-dd'T'HH:mm:ss'Z'",
                "d/M/uuuu H:mm",
                "M/d/uuuu h:mm a",
                "d.M.uuuu HH:mm:ss",
                "uuuu/MM/dd HH:mm",
                "d-MMM-uuuu HH:mm",
                "MMM d, uuuu HH:mm"
            })
    void commonFormsOfTimesAreKnown(String pattern) {
        var formatter = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        // A comma stands in one of them.
        var data = load(500, i -> '"' + START.plusHours(i < 250 ? i : i + 1).format(formatter) + '"');

        assertThat(data.findings()).hasSize(1).first().asString().contains("1 gap in time (the step is 1 h)");
        assertThat(data.task().baselines().stream().map(Baseline::name)).contains("seasonal naive (24 steps)");
        assertThat(data.task().provenance().train()).isEqualTo(350 - 2 * 4);
    }

    @Test
    void aPatternCanBeGiven() {
        var options = timed(60, i -> START.plusDays(i).format(DateTimeFormatter.ofPattern("uuuuMMdd")));
        var data = SeriesCsvDataset.load(options.timePattern("uuuuMMdd").build(), 0);

        assertThat(data.findings()).isEmpty();
        assertThat(data.task().baselines().get(1).name()).isEqualTo("seasonal naive (7 steps)");
        assertThatThrownBy(options.timePattern("{")::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"{\" is no pattern of a time: ");
    }

    @Test
    void dayAndMonthThatNoRowTellsApartAreAsked() {
        assertThatThrownBy(
                        () -> load(100, i -> "04/01/2016 " + i / 60 + ":" + String.format(Locale.ROOT, "%02d", i % 60)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("times could be written as d/M/uuuu or as M/d/uuuu");
    }

    @ParameterizedTest
    @CsvSource({"1,12", "3,4"})
    void monthsAreStepsThoughTheyAreUnequal(int months, int season) {
        var data = load(60, i -> START.withDayOfMonth(1)
                .plusMonths((long) months * i)
                .toLocalDate()
                .toString());
        assertThat(data.findings()).isEmpty();
        assertThat(data.task().baselines().get(1).name()).isEqualTo("seasonal naive (" + season + " steps)");
    }

    @Test
    void numbersAreTimesWithoutASeason() {
        var data = load(100, i -> String.valueOf(0.1 * i));
        assertThat(data.findings()).isEmpty();
        assertThat(data.task().baselines().stream().map(Baseline::name))
                .containsExactly("last value", "linear regression");
    }

    @Test
    void rowsOutOfOrderAreSortedAndThatIsSaid() {
        var inOrder = load(100, SeriesTimeTest::hour);
        var file = write(folder, "mixed.csv", "t,y", 100, i -> hour((i * 37) % 100) + "," + (i * 37) % 100);
        var options = options(file).time("t").normalisation(Normalisation.NONE).build();
        var sorted = SeriesCsvDataset.load(options, 0);

        assertThat(test(sorted)).isEqualTo(test(inOrder));
        assertThat(sorted.task().provenance().sha256())
                .isEqualTo(inOrder.task().provenance().sha256());
        assertThat(sorted.findings()).hasSize(1).first().asString().contains("all rows were sorted by time");
    }

    @Test
    void duplicatesAreRefusedWithTheirRows() {
        assertThatThrownBy(() -> load(100, i -> hour(i == 50 ? 49 : i)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("row 52, column \"t\": the time \"2016-02-29T01:00\" is that of the row before");
        assertThatThrownBy(() -> load(100, i -> hour(i == 50 ? 10 : i)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("row 52, column \"t\": the time is that of row 12");
    }

    @Test
    void noWindowCrossesAGap() {
        // Rows 90 to 99 are the test; hours are missing after 93.
        var data = SeriesCsvDataset.load(
                timed(100, i -> hour(i <= 93 ? i : i + 3)).rows(70, 20, 10).build(), 0);
        var features = test(data).getFeatures();

        // 90 to 93 have no answer, 94 to 99 have two windows.
        assertThat(features.size(0)).isEqualTo(2);
        assertThat(features.getFloat(0, 0, 0)).isEqualTo(94);
        assertThat(data.findings().get(0)).contains("2016-03-01T21:00 to 2016-03-02T01:00");
    }

    @Test
    void gapsCanBeFilled() {
        var data = SeriesCsvDataset.load(
                timed(100, i -> hour(i <= 93 ? i : i + 3))
                        .rows(70, 20, 13)
                        .gaps(Gaps.FILL)
                        .missing(MissingValues.INTERPOLATE)
                        .build(),
                0);
        var batch = test(data);

        assertThat(data.findings())
                .anySatisfy(finding -> assertThat(finding).contains("3 rows with missing values were put"));
        // Windows that would ask for one of the three rows are left out: 9 fit.
        assertThat(batch.numExamples()).isEqualTo(6);
        assertThat(SeriesFiles.feature(batch.getFeatures(), 1, 0)).containsExactly(93.25f, 93.5f, 93.75f, 94f);
        assertThat(batch.getLabels().getFloat(1, 0)).isEqualTo(95);
    }

    @Test
    void unevenTimesCannotBeFilled() {
        assertThatThrownBy(() -> SeriesCsvDataset.load(
                        timed(100, i -> START.plusMinutes(60L * i + (i > 40 ? 30 : 0))
                                        .toString())
                                .gaps(Gaps.FILL)
                                .missing(MissingValues.MASK)
                                .build(),
                        0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "1 spacings are no multiple of the step of 1 h (the first after 2016-02-28T16:00)");
    }

    @Test
    void whereNoWindowFitsBetweenGapsTheErrorSaysSo() {
        assertThatThrownBy(() -> load(100, i -> hour(i + i / 4 * 10)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none fits between two gaps in time; fill the gaps");
    }

    @Test
    void millisecondsAreWhatJavaSays() {
        for (var text :
                List.of("2016-07-01T01:02:03", "1969-12-31T23:59:59", "2400-02-29T00:00:00", "0001-01-01T00:00:00")) {
            var bytes = text.getBytes(StandardCharsets.US_ASCII);
            assertThat(TimeFormat.matching(bytes, 0, bytes.length).get(0).parse(bytes, 0, bytes.length))
                    .isEqualTo(Instant.parse(text + "Z").toEpochMilli() * 1.0);
        }
        for (var text : List.of("2015-02-29", "2016-13-01", "2016-01-01 24:00", "2016-01-01 00:60:00", "20x6-01-01")) {
            var bytes = text.getBytes(StandardCharsets.US_ASCII);
            assertThat(TimeFormat.matching(bytes, 0, bytes.length)).isEmpty();
        }
    }
}
