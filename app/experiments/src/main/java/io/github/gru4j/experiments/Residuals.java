package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.datasets.series.SeriesPipeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How far a forecaster was from the truth on the validation split, in the units of its answers: what intervals around its forecasts are
 * made of. They hold as far as what comes is like the validation split, which also stopped the training, so they are rather narrow.
 *
 * @param count validation sequences
 * @param outputs one for each output of the network
 */
public record Residuals(int count, List<Output> outputs) {

    /** Intervals are between quantiles of these levels. */
    private static final double[] LEVELS = {0.025, 0.1, 0.5, 0.9, 0.975};

    private static final int BATCH = 100;

    /**
     * Of one output: truth minus forecast.
     *
     * @param mean of all
     * @param deviation standard deviation
     * @param quantiles at 2.5, 10, 50, 90 and 97.5 per cent
     */
    public record Output(double mean, double deviation, List<Double> quantiles) {

        /** What to add to a forecast for the lower and the upper end of the interval in which 80 (or 95) in 100 were. */
        public double[] interval(boolean wide) {
            return wide
                    ? new double[] {quantiles.get(0), quantiles.get(4)}
                    : new double[] {quantiles.get(1), quantiles.get(3)};
        }
    }

    public Residuals {
        outputs = List.copyOf(outputs);
    }

    /** Of a network on the validation split; empty for tasks whose answers are no numbers. */
    static Optional<Residuals> of(MultiLayerNetwork network, SequenceDataset data) {
        if (data.task().kind() != TaskKind.FORECAST) {
            return Optional.empty();
        }
        List<double[]> rows = new ArrayList<>();
        for (DataSetIterator split = data.validation(BATCH); split.hasNext(); ) {
            ArrayReclaimer.safepoint();
            DataSet batch = split.next();
            INDArray output = network.output(
                    batch.getFeatures(), false, batch.getFeaturesMaskArray(), batch.getLabelsMaskArray());
            INDArray truth = batch.getLabels().castTo(DataType.DOUBLE);
            INDArray forecast = output.castTo(DataType.DOUBLE);
            INDArray off = data.pipeline().orElse(null) instanceof SeriesPipeline series
                    ? truth.sub(forecast).muliRowVector(scales(series, truth.size(1)))
                    : data.toUnits(truth).sub(data.toUnits(forecast));
            rows.addAll(Arrays.asList(off.toDoubleMatrix()));
        }
        return Optional.of(new Residuals(
                rows.size(),
                IntStream.range(0, data.task().outputSize())
                        .mapToObj(i ->
                                output(rows.stream().mapToDouble(row -> row[i]).toArray()))
                        .toList()));
    }

    /** Not by the data set, whose metric may be in other units than answers are. */
    private static INDArray scales(SeriesPipeline series, long outputs) {
        double[] scales = new double[(int) outputs];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = series.outputScales().get(i % series.targets().size()).scale();
        }
        return Nd4j.createFromArray(scales);
    }

    private static Output output(double[] residuals) {
        double mean = Arrays.stream(residuals).average().orElse(Double.NaN);
        double variance = Arrays.stream(residuals)
                .map(r -> (r - mean) * (r - mean))
                .average()
                .orElse(Double.NaN);
        double[] sorted = residuals.clone();
        Arrays.sort(sorted);
        return new Output(
                mean,
                Math.sqrt(variance),
                Arrays.stream(LEVELS)
                        .map(level -> quantile(sorted, level))
                        .boxed()
                        .toList());
    }

    /** Along a line between the nearest two, as NumPy's. */
    private static double quantile(double[] sorted, double level) {
        double place = level * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
