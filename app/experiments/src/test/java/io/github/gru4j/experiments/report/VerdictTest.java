package io.github.gru4j.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.experiments.SummaryRow;
import org.junit.jupiter.api.Test;

class VerdictTest {

    @Test
    void pairedIntervalIsStudents() {
        // Differences .03 .01 .02: mean .02, standard deviation .01, t(0.975, 2) = 4.302653.
        PairedDifference difference =
                PairedDifference.of(accuracy("gru", 0.53, 0.61, 0.42), accuracy("lstm", 0.50, 0.60, 0.40));

        assertThat(difference.pairs()).isEqualTo(3);
        assertThat(difference.mean()).isEqualTo(0.02, within(1e-12));
        assertThat(difference.high() - difference.mean()).isEqualTo(4.302653 * 0.01 / Math.sqrt(3), within(1e-7));
        assertThat(difference.leavesZeroOut()).isFalse();
    }

    @Test
    void seedsThatOnlyOneCellHasAreLeftOut() {
        assertThat(PairedDifference.of(accuracy("gru", 0.5, 0.6, 0.7), accuracy("lstm", 0.4, 0.5))
                        .pairs())
                .isEqualTo(2);
    }

    @Test
    void saysWhichDidBetterWhereHigherIsBetter() {
        Verdict verdict = Verdict.of(accuracy("gru", 0.50, 0.60, 0.40), accuracy("lstm", 0.55, 0.65, 0.451));

        assertThat(verdict.differenceShown()).isTrue();
        assertThat(verdict.sentence())
                .startsWith(
                        "LSTM did better than GRU: accuracy 0.5503 against 0.5000; seed by seed, GRU minus LSTM is -0.05033");
    }

    @Test
    void saysWhichDidBetterWhereLowerIsBetter() {
        Verdict verdict = Verdict.of(rmse("gru", 1.0, 2.0, 3.0), rmse("lstm", 1.5, 2.5, 3.501));

        assertThat(verdict.sentence()).startsWith("GRU did better than LSTM: rmse 2.000 against 2.500");
    }

    @Test
    void equalRunsShowNoDifference() {
        Verdict verdict = Verdict.of(accuracy("gru", 0.5, 0.6), accuracy("lstm", 0.5, 0.6));

        assertThat(verdict.differenceShown()).isFalse();
        assertThat(verdict.sentence()).startsWith("No difference between GRU and LSTM is shown");
    }

    private static SummaryRow accuracy(String cell, double... values) {
        return SampleRuns.row(SampleRuns.runs(SampleRuns.TEXT, cell, values));
    }

    private static SummaryRow rmse(String cell, double... values) {
        return SampleRuns.row(SampleRuns.runs(SampleRuns.SERIES, cell, values));
    }
}
