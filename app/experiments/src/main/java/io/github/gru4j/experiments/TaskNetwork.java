package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.networks.SequenceClassifier;
import io.github.gru4j.networks.SequenceForecaster;
import io.github.gru4j.networks.SequenceNetwork;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The network of a run: decided by task and settings, but for the cell. */
final class TaskNetwork {

    private TaskNetwork() {}

    static MultiLayerNetwork of(Run run) {
        SequenceTask task = run.data().task();
        return switch (task.kind()) {
            case CLASSIFICATION ->
                common(new SequenceClassifier.Builder(), run)
                        .classes(task.outputSize())
                        .build()
                        .init();
            case FORECAST ->
                common(new SequenceForecaster.Builder(), run)
                        .outputs(task.outputSize())
                        .build()
                        .init();
            case NEXT_TOKEN ->
                throw new IllegalArgumentException("task " + task.name() + " asks for the next token at every step;"
                        + " the networks here answer once for a sequence");
        };
    }

    private static <T extends SequenceNetwork.Builder<T>> T common(T builder, Run run) {
        SequenceTask task = run.data().task();
        RunSettings settings = run.settings();
        T input = task.steps() == StepKind.TOKENS
                ? builder.tokens(task.inputSize(), settings.embedding())
                : builder.features(task.inputSize());
        return input.cell(run.cell())
                .hidden(settings.hidden())
                .learningRate(settings.learningRate())
                .clipNorm(settings.clipNorm())
                .seed(run.seed());
    }
}
