package io.github.gru4j.datasets.series;

/** Count, mean, standard deviation and range of values that come one by one (Welford, 1962). */
final class Moments {

    private long count;
    private double mean;
    private double squares;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    void add(double value) {
        count++;
        double difference = value - mean;
        mean += difference / count;
        squares += difference * (value - mean);
        least = Math.min(least, value);
        most = Math.max(most, value);
    }

    long count() {
        return count;
    }

    double mean() {
        return mean;
    }

    /** Of the population; 0 for a constant, also when rounding says otherwise. */
    double deviation() {
        return least == most ? 0 : Math.sqrt(squares / count);
    }

    double least() {
        return least;
    }

    double most() {
        return most;
    }
}
