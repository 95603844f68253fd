package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.datasets.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Forecasters that learn nothing, on the test split. They know all values up to the last step of a window, those before the
 * window too, but none beyond a gap.
 */
final class NaiveForecasts {

    private final StepTables.Made made;
    private final WindowSplit test;
    private final double[] scale;
    /** What is said where nothing is known: the mean of the training split, normalised. */
    private final float[] means;

    private final Metric metric;

    NaiveForecasts(StepTables.Made made, WindowSplit test, OutputUnits units, ColumnScale[] targets, Metric metric) {
        this.made = made;
        this.test = test;
        this.metric = metric;
        scale = units.scale();
        means = new float[targets.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = targets[i].normalise(targets[i].mean());
        }
    }

    /** "last value", and "seasonal naive" if {@code season} is not 0. */
    List<Baseline> measure(int season) {
        var lastValue = new ErrorMean(metric);
        var seasonal = new ErrorMean(metric);
        int farthest = season == 0 ? 0 : season * ((test.horizon() - 1) / season + 1);
        test.forEach(farthest, (slab, from, to) -> {
            for (int window = from; window < to; window++) {
                add(slab, test.start(window), season, lastValue, seasonal);
            }
        });
        var baselines = new ArrayList<Baseline>();
        baselines.add(new Baseline("last value", lastValue.value()));
        if (season > 0) {
            baselines.add(new Baseline("seasonal naive (" + season + " steps)", seasonal.value()));
        }
        return baselines;
    }

    private void add(StepTable.Slab slab, int start, int season, ErrorMean lastValue, ErrorMean seasonal) {
        int[] places = made.answerPlaces();
        int last = start + test.window() - 1;
        int known = firstKnown(last);
        for (int target = 0; target < places.length; target++) {
            float latest = means[target];
            for (int row = last; row >= Math.max(known, start); row--) {
                float value = slab.values()[slab.at(row) + places[target]];
                if (!Float.isNaN(value)) {
                    latest = value;
                    break;
                }
            }
            for (int ahead = test.firstStep(); ahead <= test.horizon(); ahead++) {
                int row = last + ahead;
                double unit = scale[(ahead - test.firstStep()) * places.length + target];
                float truth = slab.values()[slab.at(row) + places[target]];
                lastValue.add((latest - truth) * unit);
                if (season > 0) {
                    int before = row - season * ((ahead - 1) / season + 1);
                    float then = before < known ? Float.NaN : slab.values()[slab.at(before) + places[target]];
                    seasonal.add(((Float.isNaN(then) ? latest : then) - truth) * unit);
                }
            }
        }
    }

    /** The first row from which on there is no gap up to {@code row}. */
    private int firstKnown(int row) {
        int found = Arrays.binarySearch(made.breaks(), row);
        return made.breaks()[found >= 0 ? found : -found - 2];
    }
}
