package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.Answer;
import io.github.gru4j.datasets.Pipeline;
import io.github.gru4j.datasets.internal.ClassAnswers;
import io.github.gru4j.datasets.internal.RowLayout;
import io.github.gru4j.datasets.internal.SequenceRow;
import java.util.ArrayList;
import java.util.List;
import org.datavec.api.writable.NullWritable;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How a sequence of numbers becomes what a network reads: missing values filled, each feature on its scale.
 *
 * @param features names of the values of a step
 * @param order how the values of several features lie in one row
 * @param steps of every sequence; 0 if lengths differ
 * @param missing what becomes of missing values
 * @param shift for each feature, what becomes 0
 * @param factor for each feature, what becomes 1 above that
 * @param labels of the classes in the order of the network's outputs; empty for a forecast
 * @param target what is forecast; null for classes
 */
public record SequencePipeline(
        List<String> features,
        StepOrder order,
        int steps,
        MissingValues missing,
        List<Double> shift,
        List<Double> factor,
        List<String> labels,
        Target target)
        implements Pipeline {

    /**
     * A number that is forecast.
     *
     * @param name of it
     * @param unit of it; empty if it has none
     * @param shift what becomes 0
     * @param factor what becomes 1 above that
     */
    public record Target(String name, String unit, double shift, double factor) {

        Scale scale() {
            return new Scale(shift, factor);
        }
    }

    public SequencePipeline {
        if (features == null || features.isEmpty() || order == null || missing == null || labels == null) {
            throw new IllegalArgumentException("A pipeline of sequences needs features, order, missing and labels.");
        }
        if (shift == null || factor == null || shift.size() != features.size() || factor.size() != features.size()) {
            throw new IllegalArgumentException(
                    "Expected a shift and a factor for each of " + features.size() + " features.");
        }
        if (labels.isEmpty() == (target == null)) {
            throw new IllegalArgumentException("Expected either labels or a target.");
        }
        features = List.copyOf(features);
        shift = List.copyOf(shift);
        factor = List.copyOf(factor);
        labels = List.copyOf(labels);
        for (int f = 0; f < features.size(); f++) {
            // Checks both.
            var unused = new Scale(shift.get(f), factor.get(f));
        }
        if (target != null) {
            var unused = target.scale();
        }
    }

    /**
     * The steps of a sequence whose values lie in one row, for {@link #input}.
     *
     * @param values without the label
     */
    public List<List<Writable>> sequence(List<Writable> values) {
        int size = features.size();
        if (values.isEmpty() || values.size() % size != 0) {
            throw new IllegalArgumentException("The row has " + values.size() + " values, which are no whole steps of "
                    + size + " features (" + String.join(", ", features) + ").");
        }
        int length = values.size() / size;
        var sequence = new ArrayList<List<Writable>>();
        for (int t = 0; t < length; t++) {
            var step = new ArrayList<Writable>();
            for (int f = 0; f < size; f++) {
                step.add(values.get(order.index(t, f, length, size)));
            }
            sequence.add(step);
        }
        return sequence;
    }

    /**
     * A sequence as the network sees it.
     *
     * @param sequence steps of as many columns as there are features; a missing value is a {@link NullWritable}, NaN, or a text that
     *     says so
     * @return features [1, features, time]
     */
    @Override
    public INDArray input(List<List<Writable>> sequence) {
        if (sequence.isEmpty()) {
            throw new IllegalArgumentException("The sequence has no steps.");
        }
        int size = features.size();
        var values = new double[sequence.size() * size];
        for (int t = 0; t < sequence.size(); t++) {
            var step = sequence.get(t);
            if (step.size() != size) {
                throw new IllegalArgumentException("Step " + (t + 1) + " has " + step.size() + " values, and " + size
                        + " were expected (" + String.join(", ", features) + ").");
            }
            for (int f = 0; f < size; f++) {
                values[t * size + f] = value(step.get(f), t, f);
            }
        }
        int unknown = missing == MissingValues.REFUSE ? -1 : missing.fill(values, size);
        if (unknown >= 0) {
            throw new IllegalArgumentException(
                    "Column \"" + features.get(unknown) + "\": no value of the sequence is known.");
        }
        return layout().batch(List.of(row(values, 0))).getFeatures();
    }

    private double value(Writable writable, int step, int feature) {
        double value;
        try {
            if (writable instanceof NullWritable) {
                value = Double.NaN;
            } else if (writable instanceof Text) {
                value = Cells.number(writable.toString().strip());
            } else {
                value = Cells.finite(writable.toDouble(), writable.toString());
            }
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            throw new IllegalArgumentException(place(step, feature) + e.getMessage() + ".", e);
        }
        if (Double.isNaN(value) && missing == MissingValues.REFUSE) {
            throw new IllegalArgumentException(place(step, feature) + "the value is missing.");
        }
        return value;
    }

    private String place(int step, int feature) {
        return "Step " + (step + 1) + ", column \"" + features.get(feature) + "\": ";
    }

    /**
     * As {@link #input}, of numbers that are all there.
     *
     * @param values [steps x features], step by step
     * @throws IllegalArgumentException if there are fewer or more steps than all sequences have, or a value is beyond all measure
     */
    SequenceRow row(double[] values, float answer) {
        int size = features.size();
        int length = values.length / size;
        if (steps != 0 && length != steps) {
            throw new IllegalArgumentException(
                    "The sequence has " + length + " steps, and " + steps + " were expected, as all have.");
        }
        var scaled = new float[values.length];
        for (int f = 0; f < size; f++) {
            var scale = new Scale(shift.get(f), factor.get(f));
            for (int t = 0; t < length; t++) {
                float value = scale.to(values[t * size + f]);
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException(
                            place(t, f) + values[t * size + f] + " is too far from the training values.");
                }
                scaled[t * size + f] = value;
            }
        }
        return new SequenceRow(scaled, new float[] {answer});
    }

    RowLayout layout() {
        return target == null
                ? new RowLayout(features.size(), RowLayout.Answers.CLASS, labels.size())
                : new RowLayout(features.size(), RowLayout.Answers.NUMBERS, 1);
    }

    @Override
    public List<Answer> answers(INDArray outputs) {
        if (target == null) {
            return ClassAnswers.of(outputs, labels);
        }
        if (outputs.rank() != 2 || outputs.size(1) != 1) {
            throw new IllegalArgumentException("Expected outputs of shape [batch, 1].");
        }
        var answers = new ArrayList<Answer>();
        for (long row = 0; row < outputs.size(0); row++) {
            double value = target.scale().back(outputs.getDouble(row, 0));
            answers.add(new Answer.Forecast(List.of(target.name()), List.of(value), target.unit()));
        }
        return answers;
    }
}
