package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.Metric;

/** RMSE or MAE of forecasts that come one by one, over all outputs alike. */
final class ErrorMean {

    private final boolean squared;
    private double sum;
    private long count;

    ErrorMean(Metric metric) {
        squared = metric == Metric.RMSE;
    }

    /** @param error in the unit of the metric */
    void add(double error) {
        sum += squared ? error * error : Math.abs(error);
        count++;
    }

    double value() {
        return squared ? Math.sqrt(sum / count) : sum / count;
    }
}
