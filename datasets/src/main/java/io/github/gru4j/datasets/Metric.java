package io.github.gru4j.datasets;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What is measured on the test split. */
public enum Metric {

    /** Share of right answers. */
    ACCURACY("accuracy", true),

    /** Root of the mean squared error, in the unit of the target. */
    RMSE("rmse", false),

    /** Mean squared error, in the unit of the target, squared. */
    MSE("mse", false),

    /** Mean absolute error, in the unit of the target. */
    MAE("mae", false),

    /** Mean over the steps of the negative base-2 logarithm of the right token's probability. */
    BITS_PER_TOKEN("bits per token", false),

    /** Cross-entropy: mean over the steps of the negative natural logarithm of the right class's probability. */
    NATS_PER_STEP("nats per step", false),

    /** Share of right answers among the steps of all sequences: a long sequence counts more than a short one. */
    ACCURACY_PER_STEP("accuracy per step", true);

    private final String label;
    private final boolean higherIsBetter;

    Metric(String label, boolean higherIsBetter) {
        this.label = label;
        this.higherIsBetter = higherIsBetter;
    }

    /** Name in records and reports. */
    public String label() {
        return label;
    }

    /** Whether a larger value is a better one. */
    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /**
     * The metric of a label.
     *
     * @throws IllegalArgumentException if no metric has it
     */
    public static Metric labelled(String label) {
        return Arrays.stream(values())
                .filter(metric -> metric.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no metric '" + label + "'; the metrics are "
                        + Arrays.stream(values()).map(Metric::label).collect(Collectors.joining(", ")) + "."));
    }
}
