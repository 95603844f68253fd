package io.github.gru4j.importer.keras;

import java.util.List;

/** Options of layers that change nothing but training. */
final class KerasTrainingOptions {

    static final List<String> KEYS = List.of(
            "kernel_regularizer",
            "recurrent_regularizer",
            "bias_regularizer",
            "activity_regularizer",
            "embeddings_regularizer",
            "beta_regularizer",
            "gamma_regularizer",
            "W_regularizer",
            "U_regularizer",
            "b_regularizer",
            "kernel_constraint",
            "recurrent_constraint",
            "bias_constraint",
            "embeddings_constraint",
            "beta_constraint",
            "gamma_constraint",
            "W_constraint",
            "U_constraint",
            "b_constraint");

    private KerasTrainingOptions() {}
}
