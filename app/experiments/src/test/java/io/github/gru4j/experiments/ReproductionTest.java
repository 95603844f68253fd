package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.datasets.Provenance;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.networks.CellType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReproductionTest {

    private static final TinyDataset DATA = new TinyDataset(TinyDataset.PARITY);

    private static RunRecord trained() {
        return Training.of(new Run(DATA, CellType.GRU, 3, Records.SETTINGS), EnvironmentProbe.probe(2), epoch -> {});
    }

    private static List<String> fields(Reproduction again, FieldComparison.Verdict verdict) {
        return again.fields().stream()
                .filter(field -> field.verdict() == verdict)
                .map(FieldComparison::field)
                .toList();
    }

    @Test
    void aRunComesOutTheSameButForTimes() {
        Reproduction again = Reproduction.of(trained(), DATA, epoch -> {});
        assertThat(fields(again, FieldComparison.Verdict.DIFFERS)).isEmpty();
        assertThat(fields(again, FieldComparison.Verdict.NOT_COUNTED))
                .contains("seconds", "curve.seconds", "environment.jobs")
                .isSubsetOf("seconds", "curve.seconds", "secondsPerEpoch", "started", "environment.jobs");
        assertThat(fields(again, FieldComparison.Verdict.EQUAL))
                .contains("id", "testMetric", "curve.trainLoss", "testDetail.confusion", "settings.hidden", "cell");
        assertThat(again.circumstances()).isEmpty();
    }

    @Test
    void anotherNumberIsFoundAndShown() {
        RunRecord run = trained();
        EpochRecord first = run.curve().get(0);
        var changed = new java.util.ArrayList<>(run.curve());
        changed.set(
                1,
                new EpochRecord(
                        2,
                        96,
                        7,
                        first.trainLoss(),
                        0.125,
                        first.validationMetric(),
                        run.curve().get(1).testMetric()));
        RunRecord other = Records.of(run, run.task(), 0.75);
        var again = new Reproduction(run, other);
        assertThat(fields(again, FieldComparison.Verdict.DIFFERS)).containsExactly("testMetric");
        assertThat(again.fields())
                .filteredOn(field -> field.field().equals("testMetric"))
                .singleElement()
                .satisfies(field -> assertThat(field.again()).isEqualTo("0.75"));
        RunRecord curve = Records.withCurve(run, changed);
        assertThat(new Reproduction(run, curve).fields())
                .filteredOn(field -> field.field().equals("curve.validationLoss"))
                .singleElement()
                .satisfies(field -> assertThat(field.again()).isEqualTo("value 2 of 3: 0.125"));
        RunRecord shorter = Records.withCurve(run, run.curve().subList(0, 2));
        assertThat(new Reproduction(run, shorter).fields())
                .filteredOn(field -> field.field().equals("curve.epoch"))
                .singleElement()
                .satisfies(field -> {
                    assertThat(field.recorded()).isEqualTo("value 3 of 3: 3");
                    assertThat(field.again()).isEqualTo("no value 3");
                });
    }

    /** A run that was recorded under another {@code --title} has the same id and the same numbers. */
    @Test
    void otherWordsDoNotCount() {
        RunRecord run = trained();
        SequenceTask task = run.task();
        var data = task.provenance();
        RunRecord reworded = run.of(new SequenceTask(
                task.name(),
                "Another title",
                task.kind(),
                task.steps(),
                task.inputSize(),
                task.maxLength(),
                task.outputSize(),
                List.of("one", "other"),
                task.metric(),
                task.unit(),
                task.baselines(),
                new Provenance(
                        "Another source.",
                        data.sha256(),
                        "Another sentence.",
                        data.train(),
                        data.trainAvailable(),
                        data.validation(),
                        data.test())));
        var again = new Reproduction(reworded, run);
        assertThat(fields(again, FieldComparison.Verdict.DIFFERS)).isEmpty();
        assertThat(fields(again, FieldComparison.Verdict.NOT_COUNTED))
                .containsExactlyInAnyOrder(
                        "task.title", "task.labels", "task.provenance.source", "task.provenance.split");
    }

    @Test
    void saysWhatIsNotAsItWas() {
        RunRecord now = Records.run("gru", "gru4j nd4j", 1, 0.5, 1);
        RunRecord then = Records.run("gru", "gru4j onednn", 2, 0.5, 1);
        assertThat(new Reproduction(then, now).circumstances())
                .containsExactly("implementation: gru4j onednn then, gru4j nd4j now");
        assertThat(new Reproduction(Records.run("gru", "gru4j nd4j", 2, 0.5, 1), now).circumstances())
                .containsExactly(
                        "gru4j's code is not that of the run, though its version is; or weights of classes or word vectors are"
                                + " others");
    }

    @Test
    void otherDataAreRefused() {
        assertThat(Reproduction.refusal(trained(), new TinyDataset(TinyDataset.ECHO)))
                .get()
                .asString()
                .contains("the data are not those of the run", "SHA-256");
        assertThat(Reproduction.refusal(trained(), DATA)).isEmpty();
    }
}
