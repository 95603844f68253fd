package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.networks.CellType;
import io.github.gru4j.networks.SequenceClassifier;
import io.github.gru4j.networks.SequenceForecaster;
import io.github.gru4j.networks.SequenceLanguageModel;
import io.github.gru4j.networks.SequenceNetwork;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The network of a run: decided by task and settings, but for the cell. */
public final class TaskNetwork {

    private TaskNetwork() {}

    /** Why a cell cannot be used for a task, a clause; empty if it can. */
    public static Optional<String> refusal(SequenceTask task, CellType cell) {
        return task.kind() == TaskKind.NEXT_TOKEN && cell.bidirectional()
                ? Optional.of(
                        cell.id() + " reads sequences from their end too, and so would see the token that it is to"
                                + " name; for the next token, give cells that read forward")
                : Optional.empty();
    }

    static MultiLayerNetwork of(Run run) {
        return network(run).init();
    }

    /** Number of parameters of a whole network, which is not made for it. */
    static long params(SequenceDataset data, CellType cell, RunSettings settings) {
        return network(new Run(data, cell, 0, settings, "", "")).conf().getConfs().stream()
                .mapToLong(conf -> conf.getLayer().initializer().numParams(conf))
                .sum();
    }

    private static SequenceNetwork network(Run run) {
        SequenceTask task = run.data().task();
        return switch (task.kind()) {
            case CLASSIFICATION ->
                common(new SequenceClassifier.Builder(), run)
                        .classes(task.outputSize())
                        .classWeights(run.data().classWeights())
                        .build();
            case FORECAST ->
                common(new SequenceForecaster.Builder(), run)
                        .outputs(task.outputSize())
                        .build();
            case NEXT_TOKEN ->
                common(new SequenceLanguageModel.Builder(), run)
                        .outputs(task.outputSize())
                        .build();
        };
    }

    private static <T extends SequenceNetwork.Builder<T>> T common(T builder, Run run) {
        SequenceTask task = run.data().task();
        RunSettings settings = run.settings();
        long batches = -Math.floorDiv(-(long) task.provenance().train(), settings.batchSize()) * settings.maxEpochs();
        return input(builder, run)
                .cell(run.cell())
                .hidden(settings.hidden())
                .layers(settings.layers())
                .learningRate(settings.schedule().of(settings.learningRate(), batches))
                .clipNorm(settings.clipNorm())
                .dropout(settings.dropout())
                .l2(settings.l2())
                .seed(run.seed());
    }

    private static <T extends SequenceNetwork.Builder<T>> T input(T builder, Run run) {
        SequenceTask task = run.data().task();
        if (task.steps() != StepKind.TOKENS) {
            return builder.features(task.inputSize());
        }
        return run.data()
                .embedding()
                .map(builder::tokens)
                .orElseGet(() -> builder.tokens(task.inputSize(), run.settings().embedding()));
    }
}
