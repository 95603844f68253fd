package io.github.gru4j.cli;

import io.github.gru4j.datasets.EmbeddedDatasets;
import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.experiments.EmbeddedSettings;
import io.github.gru4j.experiments.Loss;
import io.github.gru4j.experiments.Optimiser;
import io.github.gru4j.experiments.RateSchedule;
import io.github.gru4j.experiments.RunSettings;
import io.github.gru4j.networks.DropoutKind;
import java.util.Optional;
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

    @Option(
            names = {"--optimiser", "--optimizer"},
            paramLabel = "NAME",
            converter = EnumNames.Optimisers.class,
            completionCandidates = EnumNames.Optimisers.class,
            description = "What turns gradients into steps: ${COMPLETION-CANDIDATES}. By default adam. Each wants a "
                    + "learning rate of its own: sgd and nesterov often 10 to 100 times that of adam.")
    private Optimiser optimiser;

    @Option(
            names = "--momentum",
            paramLabel = "X",
            description = "Of the optimiser nesterov, above 0 and below 1. By default 0.9.")
    private Double momentum;

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            description = "At the beginning; with --schedule one-cycle, the highest.")
    private Double learningRate;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            converter = EnumNames.Schedules.class,
            completionCandidates = EnumNames.Schedules.class,
            description =
                    "How the learning rate goes on: ${COMPLETION-CANDIDATES}. step: a third after half of the epochs, a "
                            + "tenth after three quarters; exponential: by the same factor with every batch, to a "
                            + "hundredth; polynomial: along a line to nothing; cosine: along half a cosine to nothing; "
                            + "one-cycle: from a 25th up for three tenths of the batches, then down to nothing.")
    private RateSchedule schedule;

    @Option(
            names = "--clip-norm",
            paramLabel = "X",
            description = "L2 norm to which the gradient of a layer is clipped; 0 for never.")
    private Double clipNorm;

    @Option(
            names = "--clip-value",
            paramLabel = "X",
            description = "Instead: the largest absolute value of elements of gradients; 0 for never.")
    private Double clipValue;

    @Option(
            names = "--dropout",
            paramLabel = "X",
            description = "Share of values that are dropped between layers in training.")
    private Double dropout;

    @Option(
            names = "--dropout-kind",
            paramLabel = "NAME",
            converter = EnumNames.DropoutKinds.class,
            completionCandidates = EnumNames.DropoutKinds.class,
            description =
                    "What becomes of dropped values: ${COMPLETION-CANDIDATES}. gaussian: all are multiplied by noise; "
                            + "alpha: they become -1.76, and mean and variance stay; spatial: a feature is dropped at all steps of "
                            + "a sequence or at none. By default standard.")
    private DropoutKind dropoutKind;

    @Option(
            names = "--l2",
            paramLabel = "X",
            description = "Half of it, times the squares of the weights, is added to the loss.")
    private Double l2;

    @Option(
            names = "--weight-decay",
            paramLabel = "X",
            description = "Share of the weights, times the learning rate, that is lost at every step. By default 0.01 "
                    + "for adamw, and 0 for the others.")
    private Double weightDecay;

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            converter = EnumNames.Losses.class,
            completionCandidates = EnumNames.Losses.class,
            description =
                    "What training minimises: ${COMPLETION-CANDIDATES}. By default mse for forecasts, cross-entropy "
                            + "for all else; mse is for classes too, mae for forecasts alone.")
    private Loss loss;

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
                || optimiser != null
                || momentum != null
                || learningRate != null
                || schedule != null
                || clipNorm != null
                || clipValue != null
                || dropout != null
                || dropoutKind != null
                || l2 != null
                || weightDecay != null
                || loss != null
                || epochs != null
                || patience != null;
    }

    boolean givesEmbedding() {
        return embedding != null;
    }

    boolean givesLoss() {
        return loss != null;
    }

    /** Why a data set cannot be trained as the user says, a clause; empty if it can. */
    Optional<String> refusal(SequenceDataset data) {
        return loss == null ? Optional.empty() : loss.refusal(data);
    }

    /**
     * Finds what is wrong whatever the data are.
     *
     * @param own whether the data are the user's own, which may have dropout without being told
     * @throws IllegalArgumentException as {@link #over}
     */
    void check(boolean own) {
        RunSettings any = EmbeddedSettings.FULL.get(EmbeddedDatasets.names().get(0));
        over(own ? any.toBuilder().dropout(0.5).build() : any);
    }

    /**
     * The settings, but for what the user says.
     *
     * @throws IllegalArgumentException if a value is out of range, or values do not go together
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
        Given.to(builder::optimiser, optimiser);
        Given.to(builder::momentum, momentum);
        Given.to(builder::learningRate, learningRate);
        Given.to(builder::schedule, schedule);
        Given.to(builder::clipNorm, clipNorm);
        Given.to(builder::clipValue, clipValue);
        Given.to(builder::dropout, dropout);
        Given.to(builder::dropoutKind, dropoutKind);
        Given.to(builder::l2, l2);
        Given.to(builder::weightDecay, weightDecay);
        Given.to(builder::loss, loss);
        Given.to(builder::maxEpochs, epochs);
        Given.to(builder::patience, patience);
        return builder.build();
    }
}
