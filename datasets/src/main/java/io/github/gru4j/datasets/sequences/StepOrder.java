package io.github.gru4j.datasets.sequences;

/** How several features for each step lie in one row. */
public enum StepOrder {

    /** All features of the first step, all of the second, ... */
    INTERLEAVED {
        @Override
        int index(int step, int feature, int steps, int features) {
            return step * features + feature;
        }
    },

    /** All steps of the first feature, all of the second, ... */
    BLOCKS {
        @Override
        int index(int step, int feature, int steps, int features) {
            return feature * steps + step;
        }
    };

    /** Where in a row a value is. */
    abstract int index(int step, int feature, int steps, int features);
}
