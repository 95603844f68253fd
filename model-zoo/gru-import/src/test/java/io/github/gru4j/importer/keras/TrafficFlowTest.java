package io.github.gru4j.importer.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks that others trained on traffic counts reach the errors that they published. */
class TrafficFlowTest {

    private static final int LAGS = 12;

    @Test
    void gruReachesThePublishedErrors() throws Exception {
        double[] errors = errors("keras_traffic_flow/gru.h5");

        assertThat(errors[0]).as("MAE").isCloseTo(7.20208, within(1e-3));
        assertThat(errors[1]).as("MSE").isCloseTo(99.31568, within(1e-3));
        assertThat(errors[2]).as("R2").isCloseTo(0.938862, within(1e-5));
    }

    @Test
    void lstmReachesThePublishedErrors() throws Exception {
        double[] errors = errors("keras_traffic_flow/lstm.h5");

        // Published with two decimals, cut off rather than rounded, R2 with four.
        assertThat(errors[0]).as("MAE").isCloseTo(7.21, within(1e-2));
        assertThat(errors[1]).as("MSE").isCloseTo(98.05, within(1e-2));
        assertThat(errors[2]).as("R2").isCloseTo(0.9396, within(5e-5));
    }

    private static double[] errors(String file) throws Exception {
        var network = (MultiLayerNetwork)
                KerasImport.load(KerasTestFiles.shared(file)).network();
        double[] train = flow("train.csv");
        double[] test = flow("test.csv");
        double low = Double.MAX_VALUE;
        double high = -Double.MAX_VALUE;
        for (double value : train) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        int windows = test.length - LAGS;
        var input = new float[windows * LAGS];
        for (int i = 0; i < windows; i++) {
            for (int t = 0; t < LAGS; t++) {
                input[i * LAGS + t] = (float) ((test[i + t] - low) / (high - low));
            }
        }
        try (INDArray x = Nd4j.createFromArray(input).reshape('c', windows, 1, LAGS)) {
            double[] predicted = network.output(x).data().asDouble();
            return errors(test, predicted, low, high);
        }
    }

    private static double[] errors(double[] test, double[] predicted, double low, double high) {
        int windows = predicted.length;
        assertThat(windows).isEqualTo(4308);
        double mean = 0;
        for (int i = 0; i < windows; i++) {
            mean += test[i + LAGS] / windows;
        }
        double absolute = 0;
        double squared = 0;
        double variance = 0;
        for (int i = 0; i < windows; i++) {
            double error = predicted[i] * (high - low) + low - test[i + LAGS];
            absolute += Math.abs(error) / windows;
            squared += error * error / windows;
            variance += Math.pow(test[i + LAGS] - mean, 2) / windows;
        }
        return new double[] {absolute, squared, 1 - squared / variance};
    }

    private static double[] flow(String file) throws Exception {
        List<String> lines = Files.readAllLines(KerasTestFiles.shared("keras_traffic_flow/" + file));
        String[] header = lines.get(0).replace("\uFEFF", "").split(",");
        int column = List.of(header).indexOf("Lane 1 Flow (Veh/5 Minutes)");
        return lines.stream()
                .skip(1)
                .filter(line -> !line.isBlank())
                .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[column]))
                .toArray();
    }
}
