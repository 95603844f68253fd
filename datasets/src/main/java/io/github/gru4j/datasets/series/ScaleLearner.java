package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.DataException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Learns the {@link ColumnScale} of each column from the rows of the training split, and from no other. */
final class ScaleLearner {

    /** Quartiles are those of at most so many values of a column, spread evenly over the training split. */
    private static final int MOST_SORTED = 4_000_000;

    private static final int SHARE_OF_HEAP = 16;

    private final RawSeries series;
    private final int rows;
    private final List<String> names;

    /** @param rows the first of the series */
    ScaleLearner(RawSeries series, int rows, List<String> names) {
        this.series = series;
        this.rows = rows;
        this.names = names;
    }

    ColumnScale[] learn(SeriesOptions options) throws IOException {
        int count = names.size();
        var low = new double[count];
        var high = new double[count];
        Arrays.fill(low, Double.NEGATIVE_INFINITY);
        Arrays.fill(high, Double.POSITIVE_INFINITY);
        if (options.outliers().isPresent()) {
            bounds(options.outliers().get(), low, high);
        }
        var moments = moments(low, high);
        var scales = new ColumnScale[count];
        for (int i = 0; i < count; i++) {
            scales[i] = ColumnScale.of(low[i], high[i], moments[i], options.normalisation());
            if (!(scales[i].scale() <= Double.MAX_VALUE && scales[i].deviation() <= Double.MAX_VALUE)) {
                throw DataException.in(series.file())
                        .column(names.get(i))
                        .of("the values are too large to take their mean and deviation; scale the column down");
            }
        }
        return scales;
    }

    private Moments[] moments(double[] low, double[] high) throws IOException {
        var moments = Stream.generate(Moments::new).limit(names.size()).toArray(Moments[]::new);
        series.table().forEach(0, rows, (row, values, at) -> {
            for (int i = 0; i < moments.length; i++) {
                double value = values[at + i];
                if (!Double.isNaN(value)) {
                    moments[i].add(Math.min(high[i], Math.max(low[i], value)));
                }
            }
        });
        for (int i = 0; i < moments.length; i++) {
            if (moments[i].count() == 0) {
                throw DataException.in(series.file())
                        .column(names.get(i))
                        .of("all values of the training split are missing; leave the column out");
            }
        }
        return moments;
    }

    private void bounds(OutlierRule rule, double[] low, double[] high) throws IOException {
        if (rule.kind() == OutlierRule.Kind.DEVIATIONS) {
            var moments = moments(low, high);
            for (int i = 0; i < moments.length; i++) {
                low[i] = moments[i].mean() - rule.factor() * moments[i].deviation();
                high[i] = moments[i].mean() + rule.factor() * moments[i].deviation();
            }
            return;
        }
        double[][] sorted = sorted();
        for (int i = 0; i < sorted.length; i++) {
            double first = quantile(sorted[i], 0.25);
            double third = quantile(sorted[i], 0.75);
            low[i] = first - rule.factor() * (third - first);
            high[i] = third + rule.factor() * (third - first);
        }
    }

    private double[][] sorted() throws IOException {
        long fits = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / Double.BYTES / names.size();
        int every = Math.toIntExact(1 + (rows - 1) / Math.max(1, Math.min(MOST_SORTED, fits)));
        var values = new double[names.size()][(rows - 1) / every + 1];
        var counts = new int[names.size()];
        series.table().forEach(0, rows, (row, read, at) -> {
            for (int i = 0; i < values.length && row % every == 0; i++) {
                if (!Double.isNaN(read[at + i])) {
                    values[i][counts[i]++] = read[at + i];
                }
            }
        });
        for (int i = 0; i < values.length; i++) {
            if (counts[i] == 0) {
                throw DataException.in(series.file())
                        .column(names.get(i))
                        .of("nearly all values of the training split are missing; leave the column out");
            }
            values[i] = Arrays.copyOf(values[i], counts[i]);
            Arrays.sort(values[i]);
        }
        return values;
    }

    /** On the straight line between neighbours, as R and NumPy by default. */
    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
