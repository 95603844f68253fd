package io.github.gru4j.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.experiments.Comparison;
import io.github.gru4j.experiments.EmbeddedSettings;
import io.github.gru4j.experiments.RunRecord;
import io.github.gru4j.experiments.TestDetail;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

    private static final List<RunRecord> TEXT_GRU =
            SampleRuns.runs(SampleRuns.TEXT, "gru", 0.7211, 0.7302, 0.7254, 0.7281, 0.7233);
    private static final List<RunRecord> TEXT_LSTM =
            SampleRuns.runs(SampleRuns.TEXT, "lstm", 0.6911, 0.7011, 0.6944, 0.6953, 0.6971);
    private static final List<RunRecord> SERIES_GRU =
            SampleRuns.runs(SampleRuns.SERIES, "gru", 0.0213, 0.0202, 0.0254, 0.0233, 0.0241);
    private static final List<RunRecord> SERIES_LSTM =
            SampleRuns.runs(SampleRuns.SERIES, "lstm", 0.0221, 0.0262, 0.0212, 0.0231, 0.0251);

    @Test
    void holdsEveryRow() {
        String page = render(List.of(TEXT_GRU, TEXT_LSTM, SERIES_GRU, SERIES_LSTM));

        SampleRuns.rows(List.of(TEXT_GRU, TEXT_LSTM, SERIES_GRU, SERIES_LSTM)).stream()
                .map(RowText::of)
                .forEach(row -> assertThat(page)
                        .contains(
                                row.params(),
                                row.memory(),
                                row.mean(),
                                row.median(),
                                row.interval(),
                                row.difference(),
                                row.differenceInterval(),
                                row.firstBetter(),
                                row.secondsPerEpoch(),
                                row.baseline())
                        .contains(row.values()));
        assertThat(page).contains("ab".repeat(32), "1.0.0-M2.1", "OPENBLAS", "seeds 1, 2, 3, 4 and 5");
        assertThat(found(page, "<div class=\"verdict shown\">\\s*<p>([^<]*)</p>"))
                .containsExactly("GRU did better than LSTM.");
        assertThat(found(page, "<div class=\"verdict open\">\\s*<p>([^<]*)</p>"))
                .containsExactly("No difference between GRU and LSTM is shown.");
    }

    @Test
    void everyMatchHasATableWithWidthsAndParametersAndTheBaselines() {
        String page = HtmlReport.render(SampleComparison.whole());

        for (String match : List.of("width", "parameters", "time")) {
            assertThat(found(page, "<h3 id=\"(task-\\d-" + match + ")\"")).hasSize(3);
        }
        assertThat(found(page, "<th scope=\"row\">(majority class|last value) <small>naive baseline</small></th>"))
                .hasSize(9);
        // The narrower LSTM of equal parameters.
        assertThat(page).contains("data-label=\"Width\">55<", "data-label=\"Parameters\">20,517<");
        assertThat(page)
                .contains("after ", " seconds of training, when the fastest of the cells had finished")
                .contains("Matched by equal width, equal parameters and equal training time.");
    }

    @Test
    void saysWhichRunsDivergedAndWhen() {
        assertThat(HtmlReport.render(SampleComparison.whole()))
                .contains(
                        "LSTM, width 64, seed 3 diverged at step 21; it had not finished an epoch.",
                        "simple RNN, width 64, seed 2 diverged at step 171; its best epoch before was number 6.",
                        "Not drawn, as there is no number: LSTM seed 3.",
                        "1 of 5 runs gave no number",
                        "1 of 5 runs of lstm of width 64 diverged (seed 3 at step 21).",
                        "(seed 2 at step 171); they count with the weights of the best epoch before.")
                .doesNotContain("NaN");
    }

    @Test
    void saysHowSettingsWereTuned() {
        assertThat(HtmlReport.render(SampleComparison.whole()))
                .contains("4 trials by random search for each task and cell", "learning-rate=1e-4..1e-2:log")
                .contains("learning rate 0.002");
        assertThat(render(List.of(TEXT_GRU, TEXT_LSTM))).doesNotContain("How settings were tuned");
    }

    @Test
    void bringsTasksTogetherWhereThereAreTwo() {
        assertThat(HtmlReport.render(SampleComparison.whole()))
                .contains(
                        "All tasks together",
                        "Interquartile mean: no interval: 3 tasks, and it takes 5.",
                        "No rank tests: 3 tasks",
                        "Performance profile");
        assertThat(render(List.of(TEXT_GRU, TEXT_LSTM))).doesNotContain("All tasks together");
    }

    @Test
    void showsWhatTheBestRunsAnswered() {
        String page = HtmlReport.render(SampleComparison.whole());

        assertThat(found(page, "(<table class=\"confusion\")")).hasSize(4);
        assertThat(found(page, "(<div class=\"heat\" role=\"img\" aria-label=\"[^\"]*most frequent mistakes)"))
                .hasSize(4);
        assertThat(found(page, "aria-label=\"(Line chart of the first 200 test sequences)"))
                .hasSize(4);
    }

    @Test
    void saysWhatIsMissingWhereAComparisonWasStopped() {
        Comparison whole = SampleComparison.whole();
        var stopped = new Comparison(
                whole.plan(),
                whole.runs().stream()
                        .filter(run -> run.task().name().equals("text") && run.seed() <= 2)
                        .toList());

        assertThat(HtmlReport.render(stopped))
                .contains("14 of 105 runs are there", "There is no run yet of series and digits.")
                .contains("too few seeds: 2, and a claim needs 5");
    }

    @Test
    void aComparisonThatHasNotBegunIsAPageToo() {
        assertThat(HtmlReport.render(new Comparison(SampleComparison.whole().plan(), List.of())))
                .contains("0 of 105 runs are there", "No run is there yet.");
    }

    @Test
    void needsNothingButItself() {
        String page = render(List.of(TEXT_GRU, TEXT_LSTM, SERIES_GRU, SERIES_LSTM));

        assertThat(page).doesNotContain("http:", "https:", "<script", "@import", "url(http", "<!DOCTYPE svg");
        assertThat(Pattern.compile("(?:src|href)=\"(?!#|data:)").matcher(page).find())
                .isFalse();
    }

    @Test
    void threeTasksFourCellsAndFiveSeedsFitIntoThreeMegabytes() {
        assertThat(HtmlReport.render(SampleComparison.whole()).getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(3_000_000);
    }

    @Test
    void everyIdIsUniqueAndEveryReferenceResolves() {
        String page = render(List.of(TEXT_GRU, TEXT_LSTM, SERIES_GRU, SERIES_LSTM));

        List<String> ids = found(page, "\\bid=\"([^\"]+)\"");
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids)
                .containsAll(found(page, "url\\(#([^)]+)\\)"))
                .containsAll(found(page, "href=\"#([^\"]+)\""))
                .containsAll(found(page, "aria-labelledby=\"([^\"]+)\"").stream()
                        .flatMap(list -> Stream.of(list.split(" ", -1)))
                        .toList());
    }

    @Test
    void takesItsColoursFromTheTheme() {
        String page = HtmlReport.render(SampleComparison.whole());

        assertThat(page)
                .contains(
                        "\n@media screen and (prefers-color-scheme: dark)",
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

        String page = render(List.of(
                SampleRuns.runs(task, hostile, 0.5, 0.6),
                SampleRuns.runs(task, hostile + "2", 0.5, 0.6).stream()
                        .map(run -> SampleRuns.stopped(run, "diverged " + hostile))
                        .map(run -> SampleRuns.answering(
                                run, new TestDetail(List.of(List.of(1, 2), List.of(0, 3)), List.of(), List.of())))
                        .toList()));

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
        // The ends of the curves, in the descriptions of the three charts.
        assertThat(found(page, "(?:GRU|LSTM) \\(([^)]*)\\): epoch [0-9. to]+, [0-9. to]+ seconds"))
                .hasSize(2 * 3)
                .containsOnly("gru4j nd4j", "DL4J LSTM");
        assertThat(found(page, "(Seconds of GRU by gru4j nd4j; LSTM by DL4J LSTM\\.)</p>"))
                .hasSize(1);
        assertThat(page)
                .contains("<dd>GRU by gru4j nd4j</dd>", "<dd>LSTM by DL4J LSTM</dd>")
                .contains("they compare implementations, not architectures");
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

        assertThat(page)
                .contains("one seed", "too few seeds: 1, and a claim needs 5")
                .doesNotContain("did better");
    }

    @Test
    void oneCellAlone() {
        assertThat(render(List.of(TEXT_GRU))).contains("0.7256").doesNotContain("What was found", "minus it");
    }

    @Test
    void aRunThatGaveNoNumber() {
        String page =
                render(List.of(SampleRuns.runs(SampleRuns.TEXT, "gru", 0.7211, Double.NaN), TEXT_LSTM.subList(0, 2)));

        assertThat(page)
                .contains("n/a", "not available: 1 of 2 runs gave no number")
                .doesNotContain("NaN");
    }

    @Test
    void nothingButRunsThatGaveNoNumber() {
        assertThat(render(List.of(SampleRuns.runs(SampleRuns.TEXT, "gru", Double.NaN, Double.NaN))))
                .contains("n/a")
                .doesNotContain("NaN");
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
        return HtmlReport.render(SampleRuns.comparison(groups));
    }
}
