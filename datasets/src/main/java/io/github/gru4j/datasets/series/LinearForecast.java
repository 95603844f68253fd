package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.datasets.Metric;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Linear regression of all answers on the values of the window and a constant, fitted to the training split: normal equations in
 * double, solved once for all outputs.
 *
 * <p>Neighbouring values are much alike, and columns may depend on each other: a ridge of a millionth of the values' variance keeps
 * the equations solvable and changes no digit that is shown. In plain Java, so that the number is the same on every machine.
 */
final class LinearForecast {

    private static final double RIDGE = 1e-6;

    /** Weights of an output; of longer windows, the last steps are taken. */
    private static final int MOST_WEIGHTS = 1000;

    private static final long MOST_WEIGHTS_OF_ALL_OUTPUTS = 5_000_000;

    /** Multiplications that a fit may take: some seconds. */
    private static final double MOST_WORK = 3e9;

    /** Windows whose products are added together, so that the matrix goes through the cache less often. */
    private static final int TOGETHER = 8;

    private final StepTables.Made made;
    private final int inputs;
    private final int steps;
    private final int weights;
    private final int outputs;
    /** That bring the inputs to mean 0 and deviation 1, whatever the network sees. */
    private final double[] inputScale;

    private final double[] inputShift;

    private LinearForecast(StepTables.Made made, ColumnScale[] features, int window, int outputs) {
        this.made = made;
        this.outputs = outputs;
        inputs = made.inputs();
        steps = Math.min(window, (MOST_WEIGHTS - 1) / inputs);
        weights = steps * inputs + 1;
        inputScale = new double[inputs];
        inputShift = new double[inputs];
        Arrays.fill(inputScale, 1);
        for (int i = 0; i < features.length; i++) {
            inputScale[i] = features[i].scale() / features[i].deviation();
            inputShift[i] = (features[i].shift() - features[i].mean()) / features[i].deviation();
        }
    }

    /** Empty if there are no more training windows than weights, or too many weights. */
    static Optional<Baseline> measure(
            StepTables.Made made,
            WindowSplit train,
            WindowSplit test,
            ColumnScale[] features,
            OutputUnits units,
            Metric metric) {
        var linear = new LinearForecast(made, features, train.window(), units.scale().length);
        if (linear.steps < 1
                || train.count() <= linear.weights
                || (long) linear.weights * linear.outputs > MOST_WEIGHTS_OF_ALL_OUTPUTS) {
            return Optional.empty();
        }
        double[][] solution = linear.solve(train);
        String name = "linear regression"
                + (linear.steps < train.window() ? " (on the last " + linear.steps + " steps)" : "");
        return Optional.of(new Baseline(name, linear.error(test, solution, units, metric)));
    }

    private double[][] solve(WindowSplit train) {
        double work = (double) weights * (weights / 2.0 + outputs);
        int most = (int) Math.max(2L * weights, (long) Math.min(Integer.MAX_VALUE, MOST_WORK / work));
        int every = 1 + (train.count() - 1) / most;
        var gram = new double[weights][weights];
        var products = new double[weights][outputs];
        var x = new double[TOGETHER][weights];
        var y = new double[TOGETHER][outputs];
        int[] filled = {0};
        int[] all = {0};
        train.forEach(0, (slab, from, to) -> {
            for (int window = from; window < to; window++) {
                if (window % every == 0) {
                    fill(slab, train, window, x[filled[0]], y[filled[0]]);
                    filled[0]++;
                    all[0]++;
                    if (filled[0] == TOGETHER) {
                        add(gram, products, x, y);
                        filled[0] = 0;
                    }
                }
            }
        });
        for (int i = filled[0]; i < TOGETHER; i++) {
            Arrays.fill(x[i], 0);
            Arrays.fill(y[i], 0);
        }
        add(gram, products, x, y);
        for (int i = 0; i < weights; i++) {
            for (int j = 0; j < i; j++) {
                gram[i][j] = gram[j][i];
            }
        }
        return solve(gram, products, all[0]);
    }

    private static double[][] solve(double[][] gram, double[][] products, int windows) {
        var answers = new Array2DRowRealMatrix(products, false);
        double ridge = RIDGE;
        while (true) {
            // Not for the constant, which is the last.
            for (int i = 0; i < gram.length - 1; i++) {
                gram[i][i] += ridge * windows;
            }
            try {
                RealMatrix solution = new CholeskyDecomposition(new Array2DRowRealMatrix(gram, false), 1e-9, 0)
                        .getSolver()
                        .solve(answers);
                return solution.getData();
            } catch (NonPositiveDefiniteMatrixException e) {
                // The inputs are farther from each other than doubles reach.
                ridge *= 10;
            }
        }
    }

    private void fill(StepTable.Slab slab, WindowSplit split, int window, double[] x, double[] y) {
        int start = split.start(window);
        int last = start + split.window() - 1;
        int at = 0;
        for (int row = last - steps + 1; row <= last; row++) {
            int place = slab.at(row);
            for (int i = 0; i < inputs; i++) {
                x[at++] = slab.values()[place + i] * inputScale[i] + inputShift[i];
            }
        }
        x[at] = 1;
        answers(slab, split, last, y);
    }

    private void answers(StepTable.Slab slab, WindowSplit split, int last, double[] y) {
        int at = 0;
        for (int ahead = split.firstStep(); ahead <= split.horizon(); ahead++) {
            for (int place : made.answerPlaces()) {
                y[at++] = slab.values()[slab.at(last + ahead) + place];
            }
        }
    }

    /** The upper triangle of x'x, and x'y. */
    private static void add(double[][] gram, double[][] products, double[][] x, double[][] y) {
        int size = gram.length;
        for (int i = 0; i < size; i++) {
            add(gram[i], i, x, x, i);
            add(products[i], 0, x, y, i);
        }
    }

    /** row += sum over the windows k of x[k][i] * values[k]. */
    private static void add(double[] row, int from, double[][] x, double[][] values, int i) {
        double x0 = x[0][i];
        double x1 = x[1][i];
        double x2 = x[2][i];
        double x3 = x[3][i];
        double x4 = x[4][i];
        double x5 = x[5][i];
        double x6 = x[6][i];
        double x7 = x[7][i];
        double[] v0 = values[0];
        double[] v1 = values[1];
        double[] v2 = values[2];
        double[] v3 = values[3];
        double[] v4 = values[4];
        double[] v5 = values[5];
        double[] v6 = values[6];
        double[] v7 = values[7];
        for (int j = from; j < row.length; j++) {
            row[j] += x0 * v0[j]
                    + x1 * v1[j]
                    + x2 * v2[j]
                    + x3 * v3[j]
                    + x4 * v4[j]
                    + x5 * v5[j]
                    + x6 * v6[j]
                    + x7 * v7[j];
        }
    }

    private double error(WindowSplit test, double[][] solution, OutputUnits units, Metric metric) {
        var error = new ErrorMean(metric);
        var x = new double[weights];
        var y = new double[outputs];
        var forecast = new double[outputs];
        test.forEach(0, (slab, from, to) -> {
            for (int window = from; window < to; window++) {
                fill(slab, test, window, x, y);
                Arrays.fill(forecast, 0);
                for (int i = 0; i < weights; i++) {
                    for (int j = 0; j < outputs; j++) {
                        forecast[j] += x[i] * solution[i][j];
                    }
                }
                for (int j = 0; j < outputs; j++) {
                    error.add((forecast[j] - y[j]) * units.scale()[j]);
                }
            }
        });
        return error.value();
    }
}
