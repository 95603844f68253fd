package io.github.gru4j.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.experiments.EmbeddedSettings;
import io.github.gru4j.experiments.RunRecord;
import io.github.gru4j.experiments.Summary;
import io.github.gru4j.experiments.SummaryRow;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FindingTest {

    @Test
    void cellsAreComparedWithTheFirstWithinATask() {
        List<Finding> findings = Finding.of(SampleRuns.rows(List.of(
                runs(SampleRuns.TEXT, "gru"),
                runs(SampleRuns.TEXT, "lstm"),
                runs(SampleRuns.SERIES, "gru"),
                runs(SampleRuns.TEXT, "simple-rnn"),
                runs(SampleRuns.SERIES, "lstm"))));

        assertThat(findings).extracting(Finding::task).containsExactly("text", "series");
        assertThat(findings)
                .allSatisfy(finding -> assertThat(finding.verdicts()).hasSize(1));
        assertThat(findings.get(0).verdicts().get(0).sentence()).contains("GRU and LSTM or simple RNN");
        assertThat(findings).allSatisfy(f -> assertThat(f.cautions()).isEmpty());
    }

    @Test
    void ofOneCellAloneThereIsNothingToSay() {
        assertThat(Finding.of(SampleRuns.rows(List.of(runs(SampleRuns.TEXT, "gru"), runs(SampleRuns.SERIES, "lstm")))))
                .isEmpty();
    }

    @Test
    void saysThatATryIsNoFindingAndThatTrainingWasCutOff() {
        List<SummaryRow> rows = SampleRuns.rows(Stream.of("gru", "lstm")
                .map(cell -> runs(SampleRuns.TEXT, cell).stream()
                        .map(run -> SampleRuns.with(run, EmbeddedSettings.QUICK.get("text")))
                        .toList())
                .toList());

        List<String> sentences = only(Finding.of(rows)).sentences();

        assertThat(sentences).hasSize(2);
        assertThat(sentences.get(0)).startsWith("A quick try, not a finding: no difference");
        assertThat(sentences.get(1)).startsWith("Caution: every run ended at the last epoch allowed");
        assertThat(only(Finding.of(rows.subList(0, 1))).sentences())
                .contains("Caution: this is a quick try, not a finding.");
    }

    @Test
    void saysWhatIsKnownToBeWrongWithACellEvenIfItIsAlone() {
        SummaryRow row = SampleRuns.row(SampleRuns.runs(SampleRuns.TEXT, "gru", 0.5, 0.6).stream()
                .map(run -> SampleRuns.masked(run, "bidirectional-lstm"))
                .toList());

        Finding finding = only(Finding.of(List.of(row)));

        assertThat(finding.verdicts()).isEmpty();
        assertThat(finding.cautions()).singleElement().asString().contains("wrong gradient");
    }

    private static Finding only(List<Finding> findings) {
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    /** A sentence for each match, which names it. */
    @Test
    void everyMatchHasItsVerdict() {
        List<Finding> findings = Finding.of(Summary.of(SampleComparison.whole()).rows());

        assertThat(findings).hasSize(3);
        assertThat(findings.get(0).verdicts())
                .extracting(Verdict::sentence)
                .satisfiesExactly(
                        width -> assertThat(width).startsWith("At equal width, GRU did better than LSTM"),
                        parameters -> assertThat(parameters).startsWith("At equal parameters, "),
                        time -> assertThat(time).startsWith("At equal training time, "));
    }

    private static List<RunRecord> runs(SequenceTask task, String cell) {
        return SampleRuns.runs(task, cell, 0.5, 0.6);
    }
}
