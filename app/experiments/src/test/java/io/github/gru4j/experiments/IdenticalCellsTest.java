package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.experiments.report.Finding;
import io.github.gru4j.experiments.report.HtmlReport;
import io.github.gru4j.experiments.report.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same cell under two names, trained for real: a report that says one of them did better is wrong.
 *
 * <p>Both get the seeds 1 to 20 in the report and have been trained with seeds of their own, because with the same seed they would be the
 * same run, and there would be nothing to find. Half of the pairs are of a task with an accuracy, which has ties, half of one with an error.
 * Fewer pairs, for a try: {@code -Dgru4j.pairs=2}. Another folder than a temporary one, which keeps the runs and goes on where it was
 * stopped: {@code -Dgru4j.pairs.out=DIR}.
 */
class IdenticalCellsTest {

    private static final int PAIRS = Integer.getInteger("gru4j.pairs", 20);
    private static final int SEEDS = 20;

    /** One in twenty is to be expected; by chance, three or more come up in 7 of 100 such tests. */
    private static final int MOST_FALSE_CLAIMS = 2;

    private static final Map<String, RunSettings> SETTINGS = Map.of(
            "text", new RunSettings(16, 8, 32, 1.2e-2, 1, 2, 2, 600),
            "series", new RunSettings(8, 0, 32, 1e-2, 1, 3, 3, 600));

    @TempDir
    private Path directory;

    @Test
    @Tag("slow")
    void twentyPairsGiveAtMostTwoFalseClaims() throws Exception {
        List<String> claims = new ArrayList<>();
        for (String task : List.of("text", "series")) {
            int pairs = (PAIRS + (task.equals("text") ? 1 : 0)) / 2;
            if (pairs > 0) {
                List<RunRecord> runs = runs(task, 2 * SEEDS * pairs);
                for (int pair = 0; pair < pairs; pair++) {
                    List<RunRecord> both = runs.subList(2 * SEEDS * pair, 2 * SEEDS * (pair + 1));
                    Verdict verdict = verdict(comparison(both));
                    System.out.printf("%s, pair %d of %d: %s%n", task, pair + 1, pairs, verdict.text());
                    if (verdict.differenceShown()) {
                        claims.add(verdict.text());
                    }
                }
            }
        }
        assertThat(claims).hasSizeLessThanOrEqualTo(MOST_FALSE_CLAIMS);
    }

    /** With the same seeds, too: the same runs under two names. */
    @Test
    void noDifferenceIsShownWhereEveryRunIsTheSame() throws Exception {
        List<RunRecord> runs = new ExperimentRunner(TinyDataset.SOURCE, new ExperimentListener() {})
                .run(new ExperimentPlan.Builder()
                        .tasks(TinyDataset.PARITY)
                        .cells("gru")
                        .seeds(6)
                        .settings(Map.of(TinyDataset.PARITY, Records.SETTINGS))
                        .out(directory)
                        .build())
                .runs();
        List<RunRecord> both = new ArrayList<>(runs);
        runs.forEach(run -> both.add(named(run, "other-gru", run.seed())));
        Verdict verdict = verdict(Comparison.ofRuns(both));
        assertThat(verdict.differenceShown()).isFalse();
        assertThat(verdict.sentence()).isEqualTo("No difference between GRU and other GRU is shown.");
    }

    private List<RunRecord> runs(String task, int seeds) throws Exception {
        String kept = System.getProperty("gru4j.pairs.out");
        return new ExperimentRunner(new EmbeddedDataSource(), new ExperimentListener() {})
                .run(new ExperimentPlan.Builder()
                        .tasks(task)
                        .cells("gru")
                        .seeds(seeds)
                        .settings(SETTINGS)
                        .out((kept == null ? directory : Path.of(kept)).resolve(task))
                        .build())
                .runs();
    }

    /** The first half of the runs under one name, the second half under another. */
    private static Comparison comparison(List<RunRecord> runs) {
        List<RunRecord> both = new ArrayList<>();
        LongStream.rangeClosed(1, SEEDS).forEach(seed -> {
            both.add(named(runs.get((int) seed - 1), "gru", seed));
            both.add(named(runs.get(SEEDS + (int) seed - 1), "other-gru", seed));
        });
        return Comparison.ofRuns(both);
    }

    private static RunRecord named(RunRecord run, String cell, long seed) {
        return Records.as(run, run.id() + cell, cell, seed);
    }

    private static Verdict verdict(Comparison comparison) {
        Verdict verdict =
                Finding.of(Summary.of(comparison).rows()).get(0).verdicts().get(0);
        assertThat(HtmlReport.render(comparison)).contains(verdict.sentence());
        return verdict;
    }
}
