package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.networks.CellType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A run that was trained once more, beside its record.
 *
 * <pre>{@code
 * Reproduction again = Reproduction.of(record, data, epoch -> {});
 * again.fields().forEach(field -> System.out.println(field.field() + " " + field.verdict()));
 * }</pre>
 *
 * @param recorded the first time
 * @param again the second time
 */
public record Reproduction(RunRecord recorded, RunRecord again) {

    /**
     * Trains a run once more.
     *
     * @param data those that it was trained with, see {@link #refusal}
     * @param onEpoch hears how it goes on
     */
    public static Reproduction of(RunRecord recorded, SequenceDataset data, Consumer<EpochRecord> onEpoch) {
        refusal(recorded, data).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        var run = new Run(data, CellType.of(recorded.cell()).orElseThrow(), recorded.seed(), recorded.settings());
        return new Reproduction(recorded, Training.of(run, EnvironmentProbe.probe(1), onEpoch));
    }

    /** Why a run cannot be trained once more with some data, a clause; empty if it can. */
    public static Optional<String> refusal(RunRecord recorded, SequenceDataset data) {
        if (CellType.of(recorded.cell()).isEmpty()) {
            return Optional.of("this version of gru4j has no cell " + recorded.cell());
        }
        var before = recorded.task().provenance();
        var now = data.task().provenance();
        if (!before.sha256().equals(now.sha256())) {
            return Optional.of("the data are not those of the run: expected the SHA-256 %s, found %s"
                    .formatted(before.sha256(), now.sha256()));
        }
        return Optional.empty();
    }

    /** Every field of the record. */
    public List<FieldComparison> fields() {
        return FieldComparison.of(recorded, again);
    }

    /** What is not as it was when the run was recorded, clauses; empty if all is. */
    public List<String> circumstances() {
        if (recorded.id().equals(again.id())) {
            return List.of();
        }
        List<String> changes = new ArrayList<>();
        change(
                changes,
                "gru4j",
                recorded.environment().gru4j(),
                again.environment().gru4j());
        change(
                changes,
                "Deeplearning4j",
                recorded.environment().dl4j(),
                again.environment().dl4j());
        change(
                changes,
                "ND4J's threads",
                recorded.environment().threads(),
                again.environment().threads());
        change(changes, "implementation", recorded.implementation(), again.implementation());
        change(changes, "layout of records", recorded.format(), again.format());
        if (changes.isEmpty()) {
            // What else goes into the id are the data, which are those of the run, weights of classes and word vectors.
            changes.add(
                    "gru4j's code is not that of the run, though its version is; or weights of classes or word vectors"
                            + " are others");
        }
        return changes;
    }

    private static void change(List<String> changes, String what, Object before, Object now) {
        if (!before.equals(now)) {
            changes.add("%s: %s then, %s now".formatted(what, before, now));
        }
    }
}
