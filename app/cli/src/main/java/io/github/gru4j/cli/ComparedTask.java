package io.github.gru4j.cli;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.experiments.DataSource;
import io.github.gru4j.experiments.EmbeddedDataSource;
import io.github.gru4j.experiments.EmbeddedSettings;
import io.github.gru4j.experiments.LoadedDataSource;
import io.github.gru4j.experiments.RunSettings;
import io.github.gru4j.experiments.SuitableSettings;
import io.github.gru4j.experiments.TaskNetwork;
import io.github.gru4j.networks.CellType;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ParameterException;

/**
 * A task with its data and settings.
 *
 * @param arguments the options that its data came from; empty for a task that needs no file
 */
record ComparedTask(String name, DataSource source, RunSettings settings, List<String> cells, List<String> arguments) {

    /** A task that needs no file, with these settings but for what the user says. */
    static ComparedTask embedded(
            String name,
            boolean quick,
            TrainingOptions training,
            List<String> cells,
            Function<String, ParameterException> wrong) {
        EmbeddedDataSource.refusal("task", name).ifPresent(why -> {
            throw wrong.apply(why);
        });
        var source = new EmbeddedDataSource();
        if (training.givesLoss()) {
            checkLoss(training, source.load(name, 0), wrong);
        }
        RunSettings settings = over(training, EmbeddedSettings.of(name, quick), wrong);
        return new ComparedTask(name, source, settings, cells, List.of());
    }

    /**
     * Data of the user's own, which are read here, with what suits them but for what the user says.
     *
     * @param option that the cells were given with
     */
    static ComparedTask own(
            UserData own,
            List<String> arguments,
            TrainingOptions training,
            String option,
            List<String> cells,
            Function<String, ParameterException> wrong) {
        LoadedDataSource source = LoadedDataSource.of(own::load);
        SequenceDataset loaded = source.data();
        for (String cell : cells) {
            TaskNetwork.refusal(loaded.task(), CellType.of(cell).orElseThrow()).ifPresent(why -> {
                throw wrong.apply(option + " " + cell + ": " + why);
            });
        }
        if (training.givesEmbedding() && loaded.task().steps() != StepKind.TOKENS) {
            throw wrong.apply("--embedding is for tokens; the steps of these data are numbers");
        }
        RunSettings suitable =
                SuitableSettings.of(loaded).toBuilder().maxTrain(own.maxTrain()).build();
        RunSettings chosen = over(training, suitable, wrong);
        checkLoss(training, loaded, wrong);
        if (loaded.embedding().isPresent() && chosen.embedding() != suitable.embedding()) {
            throw wrong.apply("--embedding is %d, and the word vectors have a width of %d; leave it out"
                    .formatted(chosen.embedding(), suitable.embedding()));
        }
        return new ComparedTask(loaded.task().name(), source, chosen, cells, arguments);
    }

    private static void checkLoss(
            TrainingOptions training, SequenceDataset data, Function<String, ParameterException> wrong) {
        training.refusal(data).ifPresent(why -> {
            throw wrong.apply("--loss: " + why);
        });
    }

    private static RunSettings over(
            TrainingOptions training, RunSettings settings, Function<String, ParameterException> wrong) {
        try {
            return training.over(settings);
        } catch (IllegalArgumentException e) {
            throw wrong.apply(e.getMessage());
        }
    }
}
