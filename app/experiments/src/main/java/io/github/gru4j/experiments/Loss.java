package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.TaskKind;
import java.util.Locale;
import java.util.Optional;

/** What training minimises, and what early stopping watches on the validation split. */
public enum Loss {
    /** The mean squared error for forecasts, the cross-entropy for everything else. */
    DEFAULT,

    /** For classes and tokens. */
    CROSS_ENTROPY,

    /** The mean squared error; of the probabilities of all classes (Brier's score) where a class is asked for. */
    MSE,

    /** The mean absolute error, for forecasts: outliers count less. */
    MAE;

    /** Why a data set cannot be trained with this, a clause; empty if it can. */
    public Optional<String> refusal(SequenceDataset data) {
        TaskKind kind = data.task().kind();
        boolean forecast = kind == TaskKind.FORECAST;
        boolean fits =
                switch (this) {
                    case DEFAULT -> true;
                    case CROSS_ENTROPY -> !forecast;
                    case MSE -> forecast || kind == TaskKind.CLASSIFICATION;
                    case MAE -> forecast;
                };
        if (!fits) {
            return Optional.of(
                    "loss " + id() + " does not fit task " + data.task().name() + ", which is of kind "
                            + kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "; expected "
                            + (forecast
                                    ? "mse or mae"
                                    : kind == TaskKind.CLASSIFICATION ? "cross-entropy or mse" : "cross-entropy"));
        }
        return this == MSE && !data.classWeights().isEmpty()
                ? Optional.of("loss " + id() + " has no weights of classes: leave them out, or take cross-entropy")
                : Optional.empty();
    }

    private String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
