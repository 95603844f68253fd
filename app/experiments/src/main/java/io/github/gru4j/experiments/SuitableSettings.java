package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.datasets.TaskKind;

/**
 * What data of the user's own is trained with, unless the user says otherwise: a beginning, chosen by kind and size alone.
 *
 * <table>
 * <caption>Settings</caption>
 * <tr><td>hidden</td><td>64; 128 from 5,000 training sequences on</td></tr>
 * <tr><td>embedding</td><td>24 for up to 500 tokens, 64 for more; the width of the vectors where there are some</td></tr>
 * <tr><td>layers</td><td>1</td></tr>
 * <tr><td>batch</td><td>16 below 1,000 training sequences, 32 below 10,000, 64 from there on</td></tr>
 * <tr><td>optimiser</td><td>Adam</td></tr>
 * <tr><td>learning rate</td><td>0.003, along a cosine; 0.001 for forecasts</td></tr>
 * <tr><td>clip norm</td><td>1</td></tr>
 * <tr><td>dropout</td><td>for texts that are classified 0.3, and 0.5 with more than 500 tokens; else 0</td></tr>
 * <tr><td>l2</td><td>0</td></tr>
 * <tr><td>epochs</td><td>60 below 1,000 training sequences, 20 below 20,000, 10 from there on; for texts that are classified 8, from
 * 1,000 on</td></tr>
 * <tr><td>patience</td><td>a third of the epochs, at least 5</td></tr>
 * </table>
 */
public final class SuitableSettings {

    private static final int FEW = 1_000;
    private static final int MANY = 20_000;

    /** Vocabularies of words are larger, also where steps are called otherwise. */
    private static final int CHARACTERS = 500;

    private SuitableSettings() {}

    /** The settings for a data set. */
    public static RunSettings of(SequenceDataset data) {
        RunSettings settings = of(data.task());
        return data.embedding()
                .map(vectors ->
                        settings.toBuilder().embedding((int) vectors.size(1)).build())
                .orElse(settings);
    }

    private static RunSettings of(SequenceTask task) {
        int train = task.provenance().train();
        boolean tokens = task.steps() == StepKind.TOKENS;
        boolean words = task.inputSize() > CHARACTERS;
        boolean texts = tokens && task.kind() == TaskKind.CLASSIFICATION;
        int epochs = train < FEW ? 60 : texts ? 8 : train < MANY ? 20 : 10;
        return new RunSettings(
                        train < 5_000 ? 64 : 128,
                        tokens ? words ? 64 : 24 : 0,
                        train < FEW ? 16 : train < 10_000 ? 32 : 64,
                        task.kind() == TaskKind.FORECAST ? 1e-3 : 3e-3,
                        1,
                        epochs,
                        Math.max(5, epochs / 3),
                        0)
                .toBuilder()
                        .schedule(RateSchedule.COSINE)
                        .dropout(texts ? words ? 0.5 : 0.3 : 0)
                        .build();
    }
}
