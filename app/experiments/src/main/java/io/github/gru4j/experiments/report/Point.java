package io.github.gru4j.experiments.report;

/** A point of a chart, in the units of its axes. */
record Point(double x, double y) {

    boolean isFinite() {
        return Double.isFinite(x) && Double.isFinite(y);
    }
}
