package io.github.gru4j.datasets.sequences;

/** What becomes of missing values: empty cells, {@code ?}, {@code NA}, {@code N/A}, {@code NaN}, {@code null}. */
public enum MissingValues {

    /** An error with row and column. */
    REFUSE,

    /** The value before it in the sequence; at the beginning, the first one that is known. */
    CARRY_FORWARD,

    /** 0 in the data's own units. */
    ZERO;

    /**
     * Fills what is missing.
     *
     * @param values [steps x features], NaN for missing
     * @return the index of a feature that is missing in all steps, or -1
     */
    int fill(double[] values, int features) {
        for (int feature = 0; feature < features; feature++) {
            double before = this == ZERO ? 0 : firstKnown(values, feature, features);
            if (Double.isNaN(before)) {
                return feature;
            }
            for (int i = feature; i < values.length; i += features) {
                if (Double.isNaN(values[i])) {
                    values[i] = before;
                } else if (this == CARRY_FORWARD) {
                    before = values[i];
                }
            }
        }
        return -1;
    }

    private static double firstKnown(double[] values, int feature, int features) {
        for (int i = feature; i < values.length; i += features) {
            if (!Double.isNaN(values[i])) {
                return values[i];
            }
        }
        return Double.NaN;
    }
}
