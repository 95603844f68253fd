package io.github.gru4j.cli;

import io.github.gru4j.experiments.Tuning;
import io.github.gru4j.experiments.TuningSpace;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How settings are searched for. */
final class TuningOptions {

    private static final int MOST_TRIALS = 1000;

    @Option(
            names = "--tune",
            paramLabel = "TRIALS",
            description =
                    "Search at random: so many trials for each task and cell, with the same draws and seeds for every "
                            + "cell. The lowest validation loss chooses.")
    private Integer trials;

    @Option(
            names = "--tune-space",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "RANGE,...",
            description =
                    "What is drawn, each NAME=LOW..HIGH, NAME=LOW..HIGH:log or NAME=ONE|OTHER, of learning-rate, schedule, "
                            + "batch, optimiser, momentum, clip-norm, clip-value, dropout, l2, weight-decay, and with --match width also hidden and layers. By default "
                            + "learning-rate=1e-4..1e-2:log.")
    private List<String> space;

    private Optional<Tuning> chosen = Optional.empty();

    void check(Function<String, ParameterException> wrong) {
        if (trials == null) {
            if (space != null) {
                throw wrong.apply("--tune-space needs --tune, the number of trials");
            }
            return;
        }
        if (trials < 1 || trials > MOST_TRIALS) {
            throw wrong.apply("--tune is %d; valid are whole numbers from 1 to %d".formatted(trials, MOST_TRIALS));
        }
        try {
            chosen = Optional.of(new Tuning(trials, space == null ? TuningSpace.DEFAULT : TuningSpace.parse(space)));
        } catch (IllegalArgumentException e) {
            throw wrong.apply("--tune-space: " + e.getMessage());
        }
    }

    /** Empty if settings are not searched for. */
    Optional<Tuning> chosen() {
        return chosen;
    }
}
