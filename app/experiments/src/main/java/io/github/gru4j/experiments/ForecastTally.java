package io.github.gru4j.experiments;

import io.github.gru4j.datasets.Pipeline;
import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.series.SeriesPipeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How far forecasts are off, in the data's units. The mean absolute scaled error (Hyndman and Koehler 2006) is in units of the mean
 * absolute error that repeating the last value makes in the training split, as many steps ahead; it is NaN where the input does not
 * have the target.
 */
final class ForecastTally implements ModelEvaluation.Tally {

    private final SequenceDataset data;
    private final List<String> names;
    private final double[] naive;
    private final double[] squares;
    private final double[] absolutes;
    /** Of the truth, to be updated as Welford does. */
    private final double[] means;

    private final double[] spreads;
    private long count;

    ForecastTally(SequenceDataset data, Pipeline pipeline, int batchSize) {
        this.data = data;
        int outputs = data.task().outputSize();
        names = names(data, pipeline, outputs);
        naive = pipeline instanceof SeriesPipeline series ? naive(data, series, batchSize) : nan(outputs);
        squares = new double[outputs];
        absolutes = new double[outputs];
        means = new double[outputs];
        spreads = new double[outputs];
    }

    private static List<String> names(SequenceDataset data, Pipeline pipeline, int outputs) {
        if (pipeline instanceof SeriesPipeline series) {
            List<String> names = new ArrayList<>();
            for (int ahead = series.firstStep(); ahead <= series.horizon(); ahead++) {
                for (String target : series.targets()) {
                    names.add(target + " +" + ahead);
                }
            }
            return names;
        }
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= outputs; i++) {
            names.add(outputs == 1 ? data.task().name() : "output " + i);
        }
        return names;
    }

    private static double[] nan(int outputs) {
        double[] all = new double[outputs];
        Arrays.fill(all, Double.NaN);
        return all;
    }

    /** Mean absolute error of the last value, by output, in the training split. */
    private static double[] naive(SequenceDataset data, SeriesPipeline pipeline, int batchSize) {
        int outputs = data.task().outputSize();
        int targets = pipeline.targets().size();
        double[] sums = new double[outputs];
        long rows = 0;
        for (DataSetIterator train = data.train(batchSize, 1); train.hasNext(); ) {
            ArrayReclaimer.safepoint();
            DataSet batch = train.next();
            INDArray features = batch.getFeatures();
            int size = (int) features.size(0);
            long last = features.size(2) - 1;
            double[][] repeated = new double[size][outputs];
            for (int i = 0; i < outputs; i++) {
                int feature = pipeline.features().indexOf(pipeline.targets().get(i % targets));
                if (feature < 0) {
                    sums[i] = Double.NaN;
                    continue;
                }
                var in = pipeline.inputScales().get(feature);
                var out = pipeline.outputScales().get(i % targets);
                for (int row = 0; row < size; row++) {
                    // Windows that are relative to their last step end in 0, and so do answers that say it again.
                    repeated[row][i] = pipeline.relative()
                            ? 0
                            : (features.getDouble(row, feature, last) * in.scale() + in.shift() - out.shift())
                                    / out.scale();
                }
            }
            double[][] truth =
                    data.toUnits(batch.getLabels().castTo(DataType.DOUBLE)).toDoubleMatrix();
            double[][] said = data.toUnits(Nd4j.create(repeated)).toDoubleMatrix();
            for (int row = 0; row < size; row++) {
                for (int i = 0; i < outputs; i++) {
                    sums[i] += Math.abs(truth[row][i] - said[row][i]);
                }
            }
            rows += size;
        }
        for (int i = 0; i < outputs; i++) {
            sums[i] /= rows;
        }
        return sums;
    }

    @Override
    public void add(DataSet batch, INDArray output) {
        double[][] truth =
                data.toUnits(batch.getLabels().castTo(DataType.DOUBLE)).toDoubleMatrix();
        double[][] said = data.toUnits(output.castTo(DataType.DOUBLE)).toDoubleMatrix();
        for (int row = 0; row < truth.length; row++) {
            count++;
            for (int i = 0; i < squares.length; i++) {
                double error = truth[row][i] - said[row][i];
                squares[i] += error * error;
                absolutes[i] += Math.abs(error);
                double before = truth[row][i] - means[i];
                means[i] += before / count;
                spreads[i] += before * (truth[row][i] - means[i]);
            }
        }
    }

    @Override
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        // Root of the mean over all outputs, not mean of the roots.
        metrics.put("rmse", Math.sqrt(mean(squares) / count));
        metrics.put("mae", mean(absolutes) / count);
        metrics.put("mase", mean(columnOf(2)));
        metrics.put("r2", mean(columnOf(3)));
        return metrics;
    }

    @Override
    public List<String> columns() {
        return List.of("rmse", "mae", "mase", "r2");
    }

    @Override
    public Map<String, List<Double>> rows() {
        Map<String, List<Double>> rows = new LinkedHashMap<>();
        for (int i = 0; i < squares.length; i++) {
            rows.put(names.get(i), row(i));
        }
        return rows;
    }

    private List<Double> row(int i) {
        return List.of(
                Math.sqrt(squares[i] / count),
                absolutes[i] / count,
                naive[i] > 0 ? absolutes[i] / count / naive[i] : Double.NaN,
                spreads[i] > 0 ? 1 - squares[i] / spreads[i] : Double.NaN);
    }

    private double[] columnOf(int column) {
        double[] values = new double[squares.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = row(i).get(column);
        }
        return values;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
