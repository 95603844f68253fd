package io.github.gru4j.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.experiments.RunRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final List<RunRecord> GRU = accuracy("gru", 0.50, 0.60, 0.40, 0.55, 0.45);

    @Test
    void saysWhichDidBetterWhereHigherIsBetter() {
        Verdict verdict = verdict(GRU, accuracy("lstm", 0.55, 0.65, 0.451, 0.601, 0.5));

        assertThat(verdict.differenceShown()).isTrue();
        assertThat(verdict.sentence()).isEqualTo("LSTM did better than GRU.");
        // The mean of the differences -.05 -.05 -.051 -.051 -.05, and 2.776 times their standard error, .000245.
        assertThat(verdict.figures())
                .isEqualTo("Test accuracy: GRU 0.5000, LSTM 0.5504. Seed by seed, GRU minus LSTM -0.0504"
                        + " (95% interval -0.0511 to -0.0497).");
        assertThat(verdict.text()).isEqualTo(verdict.sentence() + " " + verdict.figures());
    }

    @Test
    void saysWhichDidBetterWhereLowerIsBetter() {
        Verdict verdict = verdict(
                SampleRuns.runs(SampleRuns.SERIES, "gru", 1.0, 2.0, 3.0, 4.0, 5.0),
                SampleRuns.runs(SampleRuns.SERIES, "lstm", 1.5, 2.5, 3.501, 4.5, 5.501));

        assertThat(verdict.sentence()).isEqualTo("GRU did better than LSTM.");
    }

    @Test
    void whatTheIntervalDoesNotShowIsNotSaid() {
        Verdict verdict = verdict(GRU, accuracy("lstm", 0.55, 0.65, 0.41, 0.5, 0.46));

        assertThat(verdict.differenceShown()).isFalse();
        assertThat(verdict.sentence()).isEqualTo("No difference between GRU and LSTM is shown.");
    }

    @Test
    void fewSeedsAreNoFinding() {
        Verdict verdict = verdict(accuracy("gru", 0.5, 0.6, 0.4), accuracy("lstm", 0.7, 0.8, 0.601));

        assertThat(verdict.differenceShown()).isFalse();
        assertThat(verdict.sentence())
                .isEqualTo("No difference between GRU and LSTM is shown: too few seeds: 3, and a claim needs 5.");
    }

    @Test
    void equalRunsShowNoDifference() {
        Verdict verdict = verdict(GRU, accuracy("lstm", 0.50, 0.60, 0.40, 0.55, 0.45));

        assertThat(verdict.differenceShown()).isFalse();
        assertThat(verdict.figures()).contains("the difference is the same with all 5 seeds");
    }

    @Test
    void aRunThatDivergedLeavesNoMean() {
        Verdict verdict = verdict(GRU, accuracy("lstm", 0.55, 0.65, Double.NaN, 0.5, 0.46));

        assertThat(verdict.differenceShown()).isFalse();
        assertThat(verdict.figures())
                .contains("LSTM n/a", "1 of 5 runs of lstm gave no number")
                .doesNotContain("NaN");
    }

    @Test
    void severalCellsAreOneSentence() {
        Verdict verdict = verdict(
                GRU,
                accuracy("lstm", 0.45, 0.56, 0.35, 0.51, 0.40),
                accuracy("simple-rnn", 0.30, 0.41, 0.20, 0.36, 0.25),
                accuracy("bidirectional-gru", 0.60, 0.71, 0.50, 0.66, 0.55),
                accuracy("bidirectional-lstm", 0.60, 0.51, 0.40, 0.56, 0.35));

        assertThat(verdict.sentence())
                .isEqualTo("GRU did better than LSTM and simple RNN; bidirectional GRU did better than GRU;"
                        + " no difference between GRU and bidirectional LSTM is shown.");
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // they are only read
    private static Verdict verdict(List<RunRecord>... groups) {
        return Verdict.of(SampleRuns.rows(List.of(groups)), false);
    }

    private static List<RunRecord> accuracy(String cell, double... values) {
        return SampleRuns.runs(SampleRuns.TEXT, cell, values);
    }
}
