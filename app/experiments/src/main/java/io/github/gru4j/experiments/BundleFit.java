package io.github.gru4j.experiments;

import io.github.gru4j.datasets.Pipeline;
import io.github.gru4j.datasets.Pipelines;
import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.SequenceTask;
import java.util.Locale;
import java.util.Optional;

/** Whether data are read as a model has learnt to read them. */
final class BundleFit {

    private BundleFit() {}

    /** Why a data set is not for a model, a clause; empty if it is. */
    static Optional<String> refusal(ModelBundle bundle, SequenceDataset data) {
        SequenceTask own = bundle.task();
        SequenceTask other = data.task();
        if (own.kind() != other.kind() || own.steps() != other.steps()) {
            return Optional.of("the model is of another task: " + phrase(own) + "; these data are " + phrase(other));
        }
        if (!own.labels().equals(other.labels())) {
            return Optional.of("the model is of another task: its classes are " + String.join(", ", own.labels())
                    + "; those of these data are " + String.join(", ", other.labels()));
        }
        String ownPipeline = bundle.pipeline().map(Pipelines::toJson).orElse(own.name());
        String otherPipeline = data.pipeline().map(Pipelines::toJson).orElse(other.name());
        return ownPipeline.equals(otherPipeline) ? Optional.empty() : Optional.of(difference(bundle, data));
    }

    private static String difference(ModelBundle bundle, SequenceDataset data) {
        Optional<Pipeline> own = bundle.pipeline();
        if (own.isEmpty() || data.pipeline().isEmpty()) {
            return "the model is of another task: " + phrase(bundle.task()) + "; these data are " + phrase(data.task());
        }
        return "these data are read otherwise than the model has learnt: columns, vocabulary, scales or windows differ";
    }

    private static String phrase(SequenceTask task) {
        return task.name() + " (" + task.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " of "
                + (task.kind().ofEveryStep() ? "each step of " : "")
                + task.steps().name().toLowerCase(Locale.ROOT) + ")";
    }
}
