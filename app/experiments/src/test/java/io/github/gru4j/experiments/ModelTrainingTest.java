package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.networks.CellType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTrainingTest {

    private static final RunSettings SETTINGS = SmallModels.TEXT.toBuilder()
            .dropout(0.3)
            .schedule(RateSchedule.COSINE)
            .maxEpochs(4)
            .build();

    @TempDir
    Path folder;

    private final List<String> heard = new ArrayList<>();

    /** Stops a training, as Ctrl-C would. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void isTheTrainingOfComparisons() throws IOException {
        SequenceDataset data = SmallModels.text(folder);
        RunRecord compared =
                Training.of(new Run(data, CellType.GRU, 3, SETTINGS), EnvironmentProbe.probe(1), epoch -> {});
        RunRecord kept = train(data, SETTINGS, Integer.MAX_VALUE, false).record();

        assertThat(kept.id()).isEqualTo(compared.id());
        assertThat(kept.testMetric()).isEqualTo(compared.testMetric());
        assertThat(kept.testLoss()).isEqualTo(compared.testLoss());
        assertThat(losses(kept)).isEqualTo(losses(compared));
    }

    /** The network that is kept is the one that was tested. */
    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.3})
    void keepsTheWeightsOfTheBestEpoch(double learningRate) throws IOException {
        SequenceDataset data = SmallModels.text(folder);
        RunSettings settings = SETTINGS.toBuilder()
                .learningRate(learningRate)
                .maxEpochs(8)
                .patience(8)
                .build();
        ModelBundle bundle = train(data, settings, Integer.MAX_VALUE, false);
        Metrics.Score test = Metrics.score(bundle.network(), data, data.test(settings.batchSize()));
        assertThat(test.metric()).isEqualTo(bundle.record().testMetric());
        assertThat(test.loss()).isEqualTo(bundle.record().testLoss());
    }

    @ParameterizedTest
    @EnumSource(
            value = Optimiser.class,
            names = {"ADAM", "SGD", "NESTEROV"})
    void stoppedAnywhereItEndsTheSame(Optimiser optimiser) throws IOException {
        SequenceDataset data = SmallModels.text(folder);
        RunSettings settings = SETTINGS.toBuilder().optimiser(optimiser).build();
        ModelBundle expected = train(data, settings, Integer.MAX_VALUE, false);
        int batches = (int) (expected.record().curve().get(0).examples() + 7) / 8;

        // In the middle of an epoch, before its last batch, after its last, and in the last epoch.
        for (int stop : List.of(2, batches - 1, batches, 2 * batches + 1, 3 * batches + 2)) {
            assertThatExceptionOfType(Stop.class).isThrownBy(() -> train(data, settings, stop, false));
            heard.clear();
            ModelBundle found = train(data, settings, Integer.MAX_VALUE, true);
            assertThat(heard).as("batch " + stop).first().isEqualTo("resumed after " + (stop - 1));
            assertThat(found.network().params().toFloatVector())
                    .as("batch " + stop)
                    .containsExactly(expected.network().params().toFloatVector());
            assertThat(losses(found.record())).isEqualTo(losses(expected.record()));
            assertThat(found.record().testLoss()).isEqualTo(expected.record().testLoss());
            assertThat(found.record().bestEpoch()).isEqualTo(expected.record().bestEpoch());
            Files.deleteIfExists(folder.resolve("checkpoint"));
        }
    }

    @Test
    void refusesTheCheckpointOfAnother() throws IOException {
        SequenceDataset data = SmallModels.text(folder);
        assertThatExceptionOfType(Stop.class).isThrownBy(() -> train(data, SETTINGS, 3, false));

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> train(data, SETTINGS.toBuilder().hidden(7).build(), 3, true))
                .withMessageContaining("its hidden was 6 and is 7");
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> train(SmallModels.series(folder, false), SmallModels.SERIES, 3, true))
                .withMessageContaining("its task was words and is wave");
        Path checkpoint = folder.resolve("checkpoint");
        byte[] good = Files.readAllBytes(checkpoint);
        Files.write(checkpoint, Arrays.copyOf(good, good.length / 2));
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> train(data, SETTINGS, 3, true))
                .withMessageContaining("damaged");
    }

    @Test
    void refusesWhatDivergesAtOnce() throws IOException {
        SequenceDataset data = SmallModels.series(folder, false);
        RunSettings wild = SmallModels.SERIES.toBuilder()
                .optimiser(Optimiser.SGD)
                .learningRate(1e9)
                .clipNorm(0)
                .build();
        assertThatExceptionOfType(DivergedException.class)
                .isThrownBy(() -> train(data, wild, Integer.MAX_VALUE, false))
                .withMessageContaining("lower learning rate");
    }

    /** @param stop before the checkpoint of this minibatch */
    private ModelBundle train(SequenceDataset data, RunSettings settings, int stop, boolean resume) throws IOException {
        return new ModelTraining.Builder()
                .data(data)
                .settings(settings)
                .seed(3)
                .checkpoint(folder.resolve("checkpoint"), Duration.ZERO)
                .resume(resume)
                .listener(new TrainingListener() {
                    @Override
                    public void resumed(List<EpochRecord> before, long batches) {
                        long trained = before.isEmpty()
                                ? 0
                                : (before.get(before.size() - 1).examples() / before.size() + 7) / 8 * before.size();
                        heard.add("resumed after " + (trained + batches));
                    }

                    @Override
                    public void batchFinished(long batch, long ofAll) {
                        if (batch == stop) {
                            throw new Stop();
                        }
                    }
                })
                .build()
                .train();
    }

    private static List<Double> losses(RunRecord run) {
        return run.curve().stream().map(EpochRecord::trainLoss).toList();
    }
}
