package io.github.gru4j.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.experiments.EmbeddedSettings;
import io.github.gru4j.experiments.SummaryRow;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FindingTest {

    @Test
    void cellsAreComparedPairByPairWithinATask() {
        List<Finding> findings = Finding.of(List.of(
                row(SampleRuns.TEXT, "gru"),
                row(SampleRuns.TEXT, "lstm"),
                row(SampleRuns.SERIES, "gru"),
                row(SampleRuns.TEXT, "simple-rnn"),
                row(SampleRuns.SERIES, "lstm")));

        assertThat(findings).extracting(Finding::task).containsExactly("text", "series");
        assertThat(findings.get(0).verdicts()).hasSize(3);
        assertThat(findings.get(1).verdicts()).hasSize(1);
        assertThat(findings).allSatisfy(f -> assertThat(f.cautions()).isEmpty());
    }

    @Test
    void ofOneCellAloneThereIsNothingToSay() {
        assertThat(Finding.of(List.of(row(SampleRuns.TEXT, "gru"), row(SampleRuns.SERIES, "lstm"))))
                .isEmpty();
    }

    @Test
    void saysThatATryIsNoFindingAndThatTrainingWasCutOff() {
        List<SummaryRow> rows = Stream.of("gru", "lstm")
                .map(cell -> SampleRuns.row(SampleRuns.runs(SampleRuns.TEXT, cell, 0.5, 0.6).stream()
                        .map(run -> SampleRuns.with(run, EmbeddedSettings.QUICK.get("text")))
                        .toList()))
                .toList();

        List<String> sentences = only(Finding.of(rows)).sentences();

        assertThat(sentences).hasSize(2);
        assertThat(sentences.get(0)).startsWith("A quick try, not a finding: No difference");
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

    private static SummaryRow row(SequenceTask task, String cell) {
        return SampleRuns.row(SampleRuns.runs(task, cell, 0.5, 0.6));
    }
}
