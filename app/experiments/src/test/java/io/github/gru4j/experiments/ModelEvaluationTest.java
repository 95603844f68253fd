package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.experiments.ModelEvaluation.Split;
import io.github.gru4j.networks.CellType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class ModelEvaluationTest {

    @TempDir
    Path folder;

    @Test
    void countsClasses() throws IOException {
        SequenceDataset data = SmallModels.text(folder);
        ModelBundle bundle = SmallModels.train(data, CellType.GRU, SmallModels.TEXT);
        ModelEvaluation test = ModelEvaluation.of(bundle, data, List.of(Split.TEST));

        assertThat(test.metrics().get("accuracy")).isEqualTo(bundle.record().testMetric());
        assertThat(test.confusion()).isEqualTo(bundle.record().testDetail().confusion());
        List<Integer> first = test.confusion().get(0);
        List<Integer> second = test.confusion().get(1);
        double f1 = (2.0 * first.get(0) / (2.0 * first.get(0) + first.get(1) + second.get(0))
                        + 2.0 * second.get(1) / (2.0 * second.get(1) + first.get(1) + second.get(0)))
                / 2;
        assertThat(test.metrics().get("macro F1")).isCloseTo(f1, within(1e-9));
        ModelEvaluation both = ModelEvaluation.of(bundle, data, List.of(Split.VALIDATION, Split.TEST));
        assertThat(both.sequences())
                .isEqualTo(data.task().provenance().validation()
                        + data.task().provenance().test());
    }

    @Test
    void measuresForecastsInUnits() throws IOException {
        for (boolean relative : new boolean[] {false, true}) {
            SequenceDataset data = SmallModels.series(folder, relative);
            ModelBundle bundle = SmallModels.train(data, CellType.GRU, SmallModels.SERIES);
            ModelEvaluation test = ModelEvaluation.of(bundle, data, List.of(Split.TEST));

            assertThat(test.metrics().get("rmse")).isCloseTo(bundle.record().testMetric(), within(1e-4));
            assertThat(test.rows()).containsOnlyKeys("height +1", "height +2");
            // The naive error of the wave, from its own formula: 10 (sin((t + k) / 4) - sin(t / 4)) over the training
            // windows.
            int train = data.task().provenance().train();
            for (int ahead = 1; ahead <= 2; ahead++) {
                double naive = 0;
                for (int row = 0; row < train; row++) {
                    int last = row + 5;
                    naive += Math.abs(10 * (Math.sin((last + ahead) / 4.0) - Math.sin(last / 4.0))) / train;
                }
                List<Double> output = test.rows().get("height +" + ahead);
                assertThat(output.get(2)).isCloseTo(output.get(1) / naive, within(1e-3));
            }
            assertThat(test.metrics().get("r2")).isCloseTo(r2(bundle, data), within(1e-4));
        }
    }

    private static double r2(ModelBundle bundle, SequenceDataset data) {
        DataSet all = data.test(10_000).next();
        INDArray truth = data.toUnits(all.getLabels());
        INDArray said = data.toUnits(bundle.network().output(all.getFeatures()));
        double sum = 0;
        for (int i = 0; i < 2; i++) {
            INDArray column = truth.getColumn(i);
            double error = Math.pow(column.sub(said.getColumn(i)).norm2Number().doubleValue(), 2);
            double spread =
                    Math.pow(column.sub(column.meanNumber()).norm2Number().doubleValue(), 2);
            sum += 1 - error / spread;
        }
        return sum / 2;
    }

    @Test
    void measuresSurprise() throws IOException {
        SequenceDataset data = SmallModels.language(folder);
        ModelBundle bundle = SmallModels.train(data, CellType.GRU, SmallModels.TEXT);
        ModelEvaluation test = ModelEvaluation.of(bundle, data, List.of(Split.TEST));

        assertThat(test.metrics().get("bits per token"))
                .isCloseTo(bundle.record().testMetric(), within(1e-5));
        assertThat(test.metrics().get("nats per token"))
                .isCloseTo(bundle.record().testMetric() * Math.log(2), within(1e-5));
        assertThat(test.metrics().get("accuracy")).isBetween(0.0, 1.0);
    }

    @Test
    void refusesDataOfAnotherTaskAndOtherScales() throws IOException {
        SequenceDataset series = SmallModels.series(folder, false);
        ModelBundle bundle = SmallModels.train(series, CellType.GRU, SmallModels.SERIES);
        refused(bundle, SmallModels.text(folder), "the model is of another task: wave (forecast of features)");
        refused(bundle, SmallModels.series(folder, true), "are read otherwise than the model has learnt");
        refused(bundle, new TinyDataset(TinyDataset.ECHO), "another task");
    }

    private static void refused(ModelBundle bundle, SequenceDataset data, String why) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ModelEvaluation.of(bundle, data, List.of(Split.TEST)))
                .withMessageContaining(why);
    }
}
