package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.datasets.internal.Splits;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Naive forecasters, measured on the test split by their root mean squared error in the unit of the series. */
final class ForecastBaselines {

    private ForecastBaselines() {}

    /** The series stays where it is. */
    static Baseline lastValue(List<Window> test) {
        return new Baseline("last value", rmse(test, Window::last));
    }

    /** Least squares on the values of the window and a constant, fitted to the training split. */
    static Baseline linearRegression(Splits<List<Window>> windows) {
        var train = windows.train();
        var targets = Nd4j.createFromArray(
                        train.stream().mapToDouble(Window::target).toArray())
                .reshape(train.size(), 1);
        // Neighbouring values are alike: normal equations ("fast") would lose half of the digits.
        boolean fast = false;
        var weights = Nd4j.linalg().lstsq(design(train), targets, 0.0, fast).ravel();
        return new Baseline("linear regression", rmse(windows.test(), window -> design(List.of(window))
                .ravel()
                .mul(weights)
                .sumNumber()
                .doubleValue()));
    }

    private static INDArray design(List<Window> windows) {
        int columns = windows.get(0).values().size() + 1;
        var design = new double[windows.size()][columns];
        for (int row = 0; row < design.length; row++) {
            var values = windows.get(row).values();
            for (int column = 0; column < columns - 1; column++) {
                design[row][column] = values.get(column);
            }
            design[row][columns - 1] = 1;
        }
        return Nd4j.createFromArray(design).castTo(DataType.DOUBLE);
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
