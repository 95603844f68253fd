package io.github.gru4j.datasets;

import java.util.List;

/**
 * What a data set asks of a network.
 *
 * @param name short name, as given on the command line
 * @param title a phrase for people
 * @param kind what the answer is
 * @param steps what one step of the input holds
 * @param inputSize vocabulary size for {@link StepKind#TOKENS} (index 0 is padding), else features per step
 * @param maxLength longest sequence, in steps
 * @param outputSize number of classes, or width of the forecast
 * @param labels class names in the order of the network's outputs; empty for a forecast
 * @param metric label of the test {@link Metric}; text, so that a record of a run stays plain JSON
 * @param unit unit of a forecast's target; empty for classification and for targets without a unit
 * @param baselines naive methods on the test split; the first is the one that a network has to beat
 * @param provenance where the data came from
 */
public record SequenceTask(
        String name,
        String title,
        TaskKind kind,
        StepKind steps,
        int inputSize,
        int maxLength,
        int outputSize,
        List<String> labels,
        String metric,
        String unit,
        List<Baseline> baselines,
        Provenance provenance) {

    /** @throws IllegalArgumentException if {@code metric} is not the label of a {@link Metric} */
    public SequenceTask {
        Metric.labelled(metric);
        labels = List.copyOf(labels);
        baselines = List.copyOf(baselines);
    }

    /** Whether a larger value of the metric is a better one. */
    public boolean higherIsBetter() {
        return Metric.labelled(metric).higherIsBetter();
    }
}
