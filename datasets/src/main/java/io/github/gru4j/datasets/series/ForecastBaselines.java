package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.datasets.internal.Splits;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/** Naive forecasters, measured on the test split by their root mean squared error in the unit of the series. */
final class ForecastBaselines {

    private ForecastBaselines() {}

    /** "last value" first; "linear regression" second, if there are enough training windows to fit one. */
    static List<Baseline> of(Splits<List<Window>> windows) {
        var lastValue = lastValue(windows.test());
        int weights = WindowSplits.LENGTH + 1;
        return windows.train().size() > weights ? List.of(lastValue, linearRegression(windows)) : List.of(lastValue);
    }

    /** The series stays where it is. */
    private static Baseline lastValue(List<Window> test) {
        return new Baseline("last value", rmse(test, Window::last));
    }

    /**
     * Least squares on the values of the window and a constant, fitted to the training split by QR decomposition:
     * neighbouring values are so alike that normal equations would lose half of the digits.
     */
    private static Baseline linearRegression(Splits<List<Window>> windows) {
        var train = windows.train();
        var regression = new OLSMultipleLinearRegression();
        regression.newSampleData(
                train.stream().mapToDouble(Window::target).toArray(),
                train.stream().map(ForecastBaselines::values).toArray(double[][]::new));
        // The constant comes first.
        double[] weights = regression.estimateRegressionParameters();
        return new Baseline("linear regression", rmse(windows.test(), window -> {
            double forecast = weights[0];
            for (int i = 1; i < weights.length; i++) {
                forecast += weights[i] * window.values().get(i - 1);
            }
            return forecast;
        }));
    }

    private static double[] values(Window window) {
        return window.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double rmse(List<Window> windows, ToDoubleFunction<Window> forecast) {
        double sum = 0;
        for (var window : windows) {
            double error = forecast.applyAsDouble(window) - window.target();
            sum += error * error;
        }
        return Math.sqrt(sum / windows.size());
    }
}
