package io.github.gru4j.benchmarks;

/**
 * Something to measure, whoever does it.
 *
 * @param what its name in the results
 */
record Task(String what, Kind kind, Shape shape, Lengths lengths) {

    @Override
    public String toString() {
        return what + " at " + shape;
    }
}
