package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.datasets.EmbeddedDatasets;
import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.networks.CellType;
import io.github.gru4j.networks.DropoutKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingTest {

    @ParameterizedTest
    @EnumSource
    void everyCellLearns(CellType cell) {
        RunRecord result = train(TinyDataset.ECHO, cell, new RunSettings(6, 0, 8, 0.03, 1, 12, 12, 0));
        assertThat(result.curve()).hasSize(12);
        assertThat(result.curve().get(11).trainLoss())
                .isLessThan(0.5 * result.curve().get(0).trainLoss());
        assertThat(result.curve().get(11).examples()).isEqualTo(12 * 48);
        assertThat(result.stopped()).isEqualTo("reached 12 epochs");
    }

    @Test
    void namesTheNextToken() {
        RunRecord result = train(
                TinyDataset.COUNT,
                CellType.GRU,
                Records.SETTINGS.toBuilder()
                        .hidden(8)
                        .layers(2)
                        .schedule(RateSchedule.COSINE)
                        .maxEpochs(15)
                        .build());
        assertThat(result.testMetric()).isLessThan(0.5 * Math.log(7) / Math.log(2));
        assertThat(result.curve().get(14).validationMetric()).isLessThan(0.5 * Math.log(7) / Math.log(2));
    }

    @Test
    void addsWhatIsMarked() {
        RunRecord result = train("adding-10", CellType.GRU, new RunSettings(24, 0, 32, 0.01, 1, 10, 10, 1_600));
        assertThat(StepsTo.of(result, 0.02).orElseThrow()).isBetween(50L, 500L);
        assertThat(result.curve().get(0).trainLoss())
                .isNotEqualTo(result.curve().get(1).trainLoss());
    }

    @ParameterizedTest
    @EnumSource(names = {"GRU", "BIDIRECTIONAL_GRU"})
    void recallsSomeOfWhatWasShown(CellType cell) {
        RunRecord result = train("copy-5", cell, new RunSettings(24, 0, 32, 0.01, 1, 6, 6, 1_600));
        double chance = result.task().baselines().get(0).value();
        assertThat(result.testMetric()).isLessThan(0.97 * chance);
        assertThat(StepsTo.of(result, 1.2 * chance)).hasValue(50);
    }

    @Test
    void batchesThatComeOneByOneGiveTheSameNumbers() {
        var settings = Records.SETTINGS;
        var data = new TinyDataset(TinyDataset.PARITY);
        var ahead = BatchesAhead.of(data.task());
        assertThat(ahead.whole()).isTrue();
        RunRecord whole = train(TinyDataset.PARITY, CellType.GRU, settings);
        RunRecord single = Training.of(
                new Run(new TinyDataset(TinyDataset.PARITY), CellType.GRU, 1, settings),
                EnvironmentProbe.probe(1),
                BatchesAhead.oneByOne(),
                epoch -> {});
        assertThat(single.curve()).extracting(EpochRecord::trainLoss).isEqualTo(losses(whole));
        assertThat(single.testMetric()).isEqualTo(whole.testMetric());
        assertThat(single.masked()).isTrue();
        assertThat(single.secondsPerEpoch()).isPositive();
    }

    private static List<Double> losses(RunRecord run) {
        return run.curve().stream().map(EpochRecord::trainLoss).toList();
    }

    @Test
    void testsTheWeightsOfTheBestEpoch() {
        RunRecord whole = train(TinyDataset.PARITY, CellType.LSTM, new RunSettings(8, 4, 4, 0.2, 1, 12, 2, 0));
        assertThat(whole.stopped()).isEqualTo("validation loss did not fall for 2 epochs");
        assertThat(whole.curve()).hasSize(whole.bestEpoch() + 2);
        RunRecord untilBest =
                train(TinyDataset.PARITY, CellType.LSTM, new RunSettings(8, 4, 4, 0.2, 1, whole.bestEpoch(), 2, 0));
        assertThat(untilBest.testMetric()).isEqualTo(whole.testMetric());
        assertThat(untilBest.testLoss()).isEqualTo(whole.testLoss());
    }

    @Test
    void errorsAreInTheUnitOfTheTask() {
        RunRecord result = train(TinyDataset.ECHO, CellType.GRU, Records.SETTINGS);
        assertThat(result.testMetric()).isCloseTo(TinyDataset.UNIT * Math.sqrt(result.testLoss()), within(1e-5));
    }

    /** Of 6 minibatches an epoch. */
    private static RunSettings.Builder echo() {
        return new RunSettings(6, 0, 8, 0.03, 1, 12, 12, 0).toBuilder();
    }

    @ParameterizedTest
    @CsvSource({
        "ADAM, 0.03",
        "ADAMW, 0.03",
        "NADAM, 0.03",
        "AMSGRAD, 0.03",
        "RMSPROP, 0.01",
        "SGD, 0.3",
        "NESTEROV, 0.05"
    })
    void everyOptimiserLearns(Optimiser optimiser, double rate) {
        assertLearns(echo().optimiser(optimiser).learningRate(rate));
    }

    @ParameterizedTest
    @EnumSource
    void learnsOnEverySchedule(RateSchedule schedule) {
        assertLearns(echo().schedule(schedule).learningRate(0.05));
    }

    private static void assertLearns(RunSettings.Builder settings) {
        List<Double> losses = losses(train(TinyDataset.ECHO, CellType.GRU, settings.build()));
        assertThat(losses).hasSize(12);
        assertThat(losses.get(11)).isLessThan(0.5 * losses.get(0));
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfDropoutTrains(DropoutKind kind) {
        var settings = Records.SETTINGS.toBuilder()
                .layers(2)
                .dropout(0.3)
                .dropoutKind(kind)
                .maxEpochs(2)
                .build();
        for (CellType cell : List.of(CellType.GRU, CellType.BIDIRECTIONAL_LSTM)) {
            // One with an embedding and masks, one without.
            String task = cell == CellType.GRU ? TinyDataset.PARITY : TinyDataset.ECHO;
            RunRecord run = train(task, cell, settings);
            assertThat(losses(run)).hasSize(2).allSatisfy(loss -> assertThat(loss)
                    .isFinite());
            assertThat(losses(train(task, cell, settings))).as("drawn again").isEqualTo(losses(run));
        }
    }

    @Test
    void trainsAndWatchesTheLossThatIsAskedFor() {
        RunRecord mae =
                train(TinyDataset.ECHO, CellType.GRU, echo().loss(Loss.MAE).build());
        assertThat(mae.testLoss()).isLessThan(mae.curve().get(0).validationLoss());
        RunRecord inUnits =
                train(TinyDataset.ECHO_MAE, CellType.GRU, echo().loss(Loss.MAE).build());
        assertThat(inUnits.testMetric()).isCloseTo(TinyDataset.UNIT * inUnits.testLoss(), within(1e-5));

        RunRecord brier = train(
                TinyDataset.PARITY,
                CellType.GRU,
                Records.SETTINGS.toBuilder().loss(Loss.MSE).build());
        assertThat(brier.curve())
                .allSatisfy(epoch -> assertThat(epoch.validationLoss()).isBetween(0.0, 1.0));
    }

    /** DL4J adds to the score what weight decay would be if it were L2. */
    @Test
    void weightDecayIsNoPartOfTheLoss() {
        var decaying = echo().optimiser(Optimiser.ADAMW).learningRate(1e-6).maxEpochs(1);
        RunRecord with =
                train(TinyDataset.ECHO, CellType.GRU, decaying.weightDecay(10).build());
        RunRecord without =
                train(TinyDataset.ECHO, CellType.GRU, decaying.weightDecay(1e-9).build());
        assertThat(with.curve().get(0).trainLoss())
                .isCloseTo(without.curve().get(0).trainLoss(), within(1e-3));
    }

    @ParameterizedTest
    @CsvSource({"ADAM, 1e30", "SGD, 1e6"})
    void saysWhereItDiverged(Optimiser optimiser, double rate) {
        RunRecord result = train(
                TinyDataset.ECHO,
                CellType.GRU,
                echo().optimiser(optimiser).learningRate(rate).clipNorm(0).build());
        // In the first epoch, of 6 steps.
        assertThat(result.stopped()).matches("diverged at step [1-6]");
        assertThat(result.curve()).isEmpty();
        assertThat(result.bestEpoch()).isZero();
        assertThat(result.testMetric()).isNaN();
        assertThat(result.secondsPerEpoch()).isNaN();
    }

    @Test
    void clippingCuresAnExplosion() {
        var sgd = echo().optimiser(Optimiser.SGD).learningRate(3);
        RunRecord free = train(TinyDataset.ECHO, CellType.GRU, sgd.clipNorm(0).build());
        assertThat(free.stopped()).startsWith("diverged at step ");
        for (var clipped : List.of(
                sgd.clipNorm(0.05).build(), sgd.clipNorm(0).clipValue(0.02).build())) {
            List<Double> losses = losses(train(TinyDataset.ECHO, CellType.GRU, clipped));
            assertThat(losses).hasSize(12);
            assertThat(losses.get(11)).isLessThan(0.5 * losses.get(0));
        }
    }

    @Test
    void canBeInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> train(TinyDataset.ECHO, CellType.GRU, Records.SETTINGS))
                    .isInstanceOf(CancellationException.class);
        } finally {
            Thread.interrupted();
        }
    }

    private static RunRecord train(String task, CellType cell, RunSettings settings) {
        List<EpochRecord> heard = new ArrayList<>();
        SequenceDataset data = EmbeddedDatasets.refusal(task).isEmpty()
                ? EmbeddedDatasets.load(task, settings.maxTrain())
                : new TinyDataset(task);
        RunRecord result = Training.of(new Run(data, cell, 1, settings), EnvironmentProbe.probe(1), heard::add);
        assertThat(heard).isEqualTo(result.curve());
        return result;
    }
}
