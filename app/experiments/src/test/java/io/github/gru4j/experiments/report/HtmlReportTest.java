package io.github.gru4j.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.experiments.EmbeddedSettings;
import io.github.gru4j.experiments.RunRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

    private static final List<RunRecord> TEXT_GRU = SampleRuns.runs(SampleRuns.TEXT, "gru", 0.7211, 0.7302, 0.7254);
    private static final List<RunRecord> TEXT_LSTM = SampleRuns.runs(SampleRuns.TEXT, "lstm", 0.6911, 0.7011, 0.6944);
    private static final List<RunRecord> SERIES_GRU = SampleRuns.runs(SampleRuns.SERIES, "gru", 0.0213, 0.0202, 0.0254);
    private static final List<RunRecord> SERIES_LSTM =
            SampleRuns.runs(SampleRuns.SERIES, "lstm", 0.0221, 0.0262, 0.0212);

    @Test
    void holdsEveryRow() {
        String page = render(List.of(TEXT_GRU, TEXT_LSTM, SERIES_GRU, SERIES_LSTM));

        Stream.of(TEXT_GRU, TEXT_LSTM, SERIES_GRU, SERIES_LSTM)
                .map(SampleRuns::row)
                .map(RowText::of)
                .forEach(row -> assertThat(page)
                        .contains(row.params(), row.mean(), row.interval(), row.secondsPerEpoch(), row.baseline())
                        .contains(row.values()));
        assertThat(page).contains("ab".repeat(32), "1.0.0-M2.1", "OPENBLAS", "seeds 1, 2 and 3");
        assertThat(page)
                .contains(
                        "<p class=\"shown\">GRU did better than LSTM",
                        "<p class=\"open\">No difference between GRU and LSTM is shown");
    }

    @Test
    void needsNothingButItself() {
        String page = render(List.of(TEXT_GRU, TEXT_LSTM, SERIES_GRU, SERIES_LSTM));

        assertThat(page).doesNotContain("http:", "https:", "<script", "<link", "@import", "url(http", "<!DOCTYPE svg");
        assertThat(Pattern.compile("(?:src|href)=\"(?!#)").matcher(page).find()).isFalse();
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(1_000_000);
    }

    @Test
    void everyIdIsUniqueAndEveryReferenceResolves() {
        String page = render(List.of(TEXT_GRU, TEXT_LSTM, SERIES_GRU, SERIES_LSTM));

        List<String> ids = found(page, "\\bid=\"([^\"]+)\"");
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids)
                .containsAll(found(page, "url\\(#([^)]+)\\)"))
                .containsAll(found(page, "href=\"#([^\"]+)\""))
                .containsAll(found(page, "aria-labelledby=\"([^\"]+)\""));
    }

    @Test
    void takesItsColoursFromTheTheme() {
        String page = render(List.of(TEXT_GRU, TEXT_LSTM));

        assertThat(page)
                .contains(
                        "\n@media (prefers-color-scheme: dark)",
                        "var(--ink-0)",
                        "var(--ink-1)",
                        "var(--ink-2)",
                        "var(--ink-3)",
                        "var(--ink-4)");
        assertThat(found(page, "((?:fill|stroke):rgb[^;]*);(?!(?:fill|stroke)-opacity:0;)"))
                .isEmpty();
    }

    @Test
    void drawsTheSameTwice() {
        assertThat(render(List.of(TEXT_GRU, TEXT_LSTM))).isEqualTo(render(List.of(TEXT_GRU, TEXT_LSTM)));
    }

    @Test
    void escapesWhatItShows() {
        String hostile = "<script>alert(\"1\")</script>";
        SequenceTask task = SampleRuns.task(hostile, hostile, "accuracy", hostile, hostile, 0.1);

        String page = render(List.of(SampleRuns.runs(task, hostile, 0.5, 0.6)));

        assertThat(page).doesNotContain("<script").contains("&lt;script>");
    }

    @Test
    void saysHowItWasMeasuredAndWhatTheSplitsAre() {
        assertThat(render(List.of(TEXT_GRU, TEXT_LSTM)))
                .contains(
                        "By a rule. Used: 800 training, 100 validation and 100 test sequences",
                        "CPU time of the training thread",
                        "forget gate bias of 1",
                        "2026-01-01 00:00")
                .doesNotContain("quick");
    }

    @Test
    void everyTimeSaysWhichImplementationItBelongsTo() {
        String page = render(List.of(TEXT_GRU, TEXT_LSTM));

        for (List<RunRecord> runs : List.of(TEXT_GRU, TEXT_LSTM)) {
            String implementation = runs.get(0).implementation();
            assertThat(found(
                            page,
                            "Seconds per epoch\"><div>"
                                    + Pattern.quote(
                                            RowText.of(SampleRuns.row(runs)).secondsPerEpoch()) + " <small>([^<]*)<"))
                    .contains(implementation);
            assertThat(found(page, "Seconds in all\"><div>[0-9.]+ <small>(" + Pattern.quote(implementation) + ")<"))
                    .hasSize(runs.size());
        }
        assertThat(found(page, "epoch \\d+, [0-9.]+ s( \\((?:gru4j nd4j|DL4J LSTM)\\))?"))
                .hasSize(2 * (TEXT_GRU.size() + TEXT_LSTM.size()))
                .doesNotContainNull();
        assertThat(found(page, "(Seconds of GRU by gru4j nd4j; LSTM by DL4J LSTM\\.)</p>"))
                .hasSize(1);
        assertThat(page)
                .contains("<dd>GRU by gru4j nd4j</dd>", "<dd>LSTM by DL4J LSTM</dd>")
                .contains("They compare implementations, not architectures");
    }

    @Test
    void saysThatTheRunsOfACellAreOfMoreThanOneImplementation() {
        List<RunRecord> mixed =
                List.of(TEXT_GRU.get(0), SampleRuns.by("gru4j onednn", TEXT_GRU.get(1)), TEXT_GRU.get(2));

        assertThat(render(List.of(mixed, TEXT_LSTM)))
                .contains(
                        "<small>gru4j nd4j and gru4j onednn</small>",
                        "<dd>GRU by gru4j nd4j and gru4j onednn</dd>",
                        "Seconds of GRU by gru4j nd4j and gru4j onednn; LSTM by DL4J LSTM.",
                        "Caution: Runs of gru were computed by more than one implementation");
    }

    @Test
    void saysHowManyOfTheTrainingSequencesWereUsed() {
        SequenceTask task = SampleRuns.limited(SampleRuns.TEXT, 300);

        assertThat(render(List.of(SampleRuns.runs(task, "gru", 0.5, 0.6))))
                .contains("Used: the first 300 of 800 training, 100 validation");
    }

    @Test
    void saysThatATryIsNoFinding() {
        List<RunRecord> quick = TEXT_GRU.stream()
                .map(run -> SampleRuns.with(run, EmbeddedSettings.QUICK.get("text")))
                .toList();

        assertThat(render(List.of(quick))).contains("A quick try, not a finding: GRU trained on text");
    }

    @Test
    void oneSeedAlone() {
        String page = render(List.of(
                SampleRuns.runs(SampleRuns.TEXT, "gru", 0.7211), SampleRuns.runs(SampleRuns.TEXT, "lstm", 0.6911)));

        assertThat(page).contains("one seed", "at least two seeds").doesNotContain("did better");
    }

    @Test
    void oneCellAlone() {
        assertThat(render(List.of(TEXT_GRU))).contains("0.7256").doesNotContain("What was found");
    }

    @Test
    void aRunThatGaveNoNumber() {
        String page =
                render(List.of(SampleRuns.runs(SampleRuns.TEXT, "gru", 0.7211, Double.NaN), TEXT_LSTM.subList(0, 2)));

        assertThat(page).contains("n/a", "a run gave no number").doesNotContain("NaN");
    }

    @Test
    void nothingButRunsThatGaveNoNumber() {
        assertThat(render(List.of(SampleRuns.runs(SampleRuns.TEXT, "gru", Double.NaN, Double.NaN))))
                .contains("n/a")
                .doesNotContain("NaN");
    }

    @Test
    void rowsNeedRuns() {
        assertThatThrownBy(() -> HtmlReport.render(List.of(), List.of(SampleRuns.row(TEXT_GRU))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"text\"");
    }

    private static List<String> found(String page, String regex) {
        return Pattern.compile(regex)
                .matcher(page)
                .results()
                .map(m -> m.group(1))
                .toList();
    }

    /** The page of runs, grouped by task and cell. */
    private static String render(List<List<RunRecord>> groups) {
        return HtmlReport.render(
                groups.stream().flatMap(List::stream).toList(),
                groups.stream().map(SampleRuns::row).toList());
    }
}
