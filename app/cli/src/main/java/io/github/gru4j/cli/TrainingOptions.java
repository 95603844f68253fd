package io.github.gru4j.cli;

import io.github.gru4j.experiments.RateSchedule;
import io.github.gru4j.experiments.RunSettings;
import picocli.CommandLine.Option;

/** What networks are trained with, where the user says so. */
final class TrainingOptions {

    @Option(names = "--hidden", paramLabel = "N", description = "Width of the recurrent layers.")
    private Integer hidden;

    @Option(names = "--embedding", paramLabel = "N", description = "Width of the embedding of tokens.")
    private Integer embedding;

    @Option(names = "--layers", paramLabel = "N", description = "Recurrent layers.")
    private Integer layers;

    @Option(names = "--batch", paramLabel = "N", description = "Sequences in a minibatch.")
    private Integer batch;

    @Option(names = "--learning-rate", paramLabel = "X", description = "Of Adam, at the beginning.")
    private Double learningRate;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            converter = EnumNames.Schedules.class,
            completionCandidates = EnumNames.Schedules.class,
            description =
                    "How the learning rate goes on: ${COMPLETION-CANDIDATES} (a third after half of the epochs, a "
                            + "tenth after three quarters).")
    private RateSchedule schedule;

    @Option(
            names = "--clip-norm",
            paramLabel = "X",
            description = "L2 norm to which the gradient of a layer is clipped; 0 for never.")
    private Double clipNorm;

    @Option(
            names = "--dropout",
            paramLabel = "X",
            description = "Share of values that are dropped between layers in training.")
    private Double dropout;

    @Option(names = "--l2", paramLabel = "X", description = "Weight of the squares of the weights in the loss.")
    private Double l2;

    @Option(names = "--epochs", paramLabel = "N", description = "Most passes over the training sequences.")
    private Integer epochs;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Epochs without a lower validation loss after which training stops.")
    private Integer patience;

    /** Whether the user has said anything. */
    boolean given() {
        return hidden != null
                || embedding != null
                || layers != null
                || batch != null
                || learningRate != null
                || schedule != null
                || clipNorm != null
                || dropout != null
                || l2 != null
                || epochs != null
                || patience != null;
    }

    boolean givesEmbedding() {
        return embedding != null;
    }

    /**
     * The settings, but for what the user says.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    RunSettings over(RunSettings settings) {
        if (embedding != null && embedding < 1) {
            throw new IllegalArgumentException("expected embedding of at least 1, found " + embedding);
        }
        var builder = settings.toBuilder();
        Given.to(builder::hidden, hidden);
        // Where steps are numbers there is nothing to embed.
        Given.to(builder::embedding, settings.embedding() > 0 ? embedding : null);
        Given.to(builder::layers, layers);
        Given.to(builder::batchSize, batch);
        Given.to(builder::learningRate, learningRate);
        Given.to(builder::schedule, schedule);
        Given.to(builder::clipNorm, clipNorm);
        Given.to(builder::dropout, dropout);
        Given.to(builder::l2, l2);
        Given.to(builder::maxEpochs, epochs);
        Given.to(builder::patience, patience);
        return builder.build();
    }
}
