package io.github.gru4j.samples;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.datasets.EmbeddedDatasets;
import io.github.gru4j.networks.CellType;
import io.github.gru4j.networks.SequenceForecaster;
import java.util.Locale;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Where will the Mackey-Glass series, which is chaotic, be 18 steps from here? From the last 24 values, by a GRU. */
public final class MackeyGlass {

    private MackeyGlass() {}

    /** Takes {@code --quick}. */
    public static void main(String... args) {
        boolean quick = Arguments.of(args).quick();
        var series = EmbeddedDatasets.load("series", 0);
        var task = series.task();
        System.out.println(task.title() + " " + task.provenance().source());

        MultiLayerNetwork network = new SequenceForecaster.Builder()
                .features(task.inputSize())
                .cell(CellType.GRU)
                .hidden(32)
                .outputs(task.outputSize())
                .learningRate(5e-3)
                .build()
                .init();
        network.fit(series.train(32, 1), quick ? 6 : 40);

        // One batch is the whole test split: windows in the order of time.
        DataSet test = series.test(task.provenance().test()).next();
        INDArray forecast = series.toUnits(network.output(test.getFeatures()));
        INDArray truth = series.toUnits(test.getLabels());
        System.out.println("  truth  forecast");
        for (int i = 0; i < 10; i++) {
            System.out.printf(Locale.ROOT, "%7.3f %9.3f%n", truth.getDouble(i, 0), forecast.getDouble(i, 0));
        }
        double rmse = Math.sqrt(forecast.squaredDistance(truth) / forecast.length());
        System.out.printf(Locale.ROOT, "test rmse: GRU %.4f", rmse);
        for (Baseline naive : task.baselines()) {
            System.out.printf(Locale.ROOT, ", %s %.4f", naive.name(), naive.value());
        }
        System.out.println();
    }
}
