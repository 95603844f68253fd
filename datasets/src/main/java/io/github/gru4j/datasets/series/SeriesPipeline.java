package io.github.gru4j.datasets.series;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.github.gru4j.datasets.Answer;
import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.Pipeline;
import io.github.gru4j.datasets.internal.RowLayout;
import io.github.gru4j.datasets.internal.SequenceRow;
import io.github.gru4j.datasets.internal.TransformDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * From the last values of a series to what a network reads, and from its outputs to forecasts in the targets' units.
 *
 * @param features columns of a step, in this order; a raw sequence has one step for each row
 * @param targets what is forecast
 * @param window steps of a sequence
 * @param firstStep how many steps ahead the first forecast is
 * @param horizon how many steps ahead the last forecast is
 * @param missing what becomes of missing values; within the sequence, of which nothing before is known
 * @param missingMarkers what stands for one, besides nothing, NaN, NA and null
 * @param decimalComma whether numbers in texts are written as 1,5
 * @param singlePrecision whether (value - shift) / scale is taken in 32 bits, as ND4J's normalisers do
 * @param relative whether inputs and outputs are differences from the last step
 * @param inputScales of the features
 * @param outputScales of the targets
 * @param unit of the targets; empty if it is unknown
 * @param transform DataVec's, which makes the features of a raw row; null if a raw row has the features
 */
public record SeriesPipeline(
        List<String> features,
        List<String> targets,
        int window,
        int firstStep,
        int horizon,
        MissingValues missing,
        List<String> missingMarkers,
        boolean decimalComma,
        boolean singlePrecision,
        boolean relative,
        List<Scale> inputScales,
        List<Scale> outputScales,
        String unit,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonSerialize(using = TransformDocument.Writer.class)
        @JsonDeserialize(using = TransformDocument.Reader.class)
        TransformProcess transform)
        implements Pipeline {

    /**
     * Of a column: values are clipped to [low, high], then become (value - shift) / scale.
     *
     * @param low least value; null if none is too small
     * @param high largest value; null if none is too large
     * @param shift subtracted
     * @param scale divided by
     */
    public record Scale(Double low, Double high, double shift, double scale) {

        static Scale of(ColumnScale column) {
            return new Scale(
                    Double.isInfinite(column.low()) ? null : column.low(),
                    Double.isInfinite(column.high()) ? null : column.high(),
                    column.shift(),
                    column.scale());
        }

        private double clip(double value) {
            double atLeast = low == null ? value : Math.max(low, value);
            return high == null ? atLeast : Math.min(high, atLeast);
        }
    }

    /** @throws IllegalArgumentException if the parts do not fit each other */
    public SeriesPipeline {
        features = List.copyOf(features);
        targets = List.copyOf(targets);
        missingMarkers = List.copyOf(missingMarkers);
        inputScales = List.copyOf(inputScales);
        outputScales = List.copyOf(outputScales);
        if (features.isEmpty()
                || targets.isEmpty()
                || features.size() != inputScales.size()
                || targets.size() != outputScales.size()
                || window < 1
                || firstStep < 1
                || firstStep > horizon
                || (relative && !features.containsAll(targets))) {
            throw new IllegalArgumentException("a series pipeline needs a scale for each of its features and targets,"
                    + " a window and a horizon of at least 1");
        }
        if (transform != null && !transform.getFinalSchema().getColumnNames().containsAll(features)) {
            throw new IllegalArgumentException(
                    "the transform of a series pipeline must give its features " + String.join(", ", features));
        }
    }

    /**
     * {@inheritDoc}
     *
     * @param sequence as many steps as the window has, each with the features in their order, as numbers or as texts; with a transform,
     *     raw rows: each with the columns of its initial schema in their order, a missing value as an empty text
     */
    @Override
    public INDArray input(List<List<Writable>> sequence) {
        int count = features.size();
        int inputs = missing == MissingValues.MASK ? 2 * count : count;
        var steps = known(sequence);
        var values = new float[window * inputs];
        for (int t = 0; t < window; t++) {
            for (int i = 0; i < count; i++) {
                double value = steps.get(t)[i];
                boolean unknown = Double.isNaN(value);
                if (unknown && missing != MissingValues.MASK) {
                    throw at(t, i, "the value is missing; give it, or give steps that have all values");
                }
                values[t * inputs + i] = unknown ? 0 : normalised(value, t, i);
                if (inputs > count) {
                    values[t * inputs + count + i] = unknown ? 1 : 0;
                }
            }
        }
        if (relative) {
            var last = Arrays.copyOfRange(values, values.length - inputs, values.length);
            for (int i = 0; i < values.length; i++) {
                values[i] -= last[i % inputs];
            }
        }
        return new RowLayout(inputs, RowLayout.Answers.NUMBERS, 1)
                .batch(List.of(new SequenceRow(values, new float[1])))
                .getFeatures();
    }

    /** The values of all steps, the missing ones repaired. */
    private List<double[]> known(List<List<Writable>> raw) {
        var sequence = transform == null ? raw : RawRows.transformed(raw, transform, features, window);
        if (sequence.size() != window) {
            throw new IllegalArgumentException("The sequence has " + sequence.size()
                    + " steps, but the network was trained on " + window + "; give the last " + window + " rows.");
        }
        var steps = new ArrayList<double[]>();
        try {
            var repair = new MissingRepair(missing, features.size(), (original, repaired) -> steps.add(repaired));
            for (int t = 0; t < window; t++) {
                repair.add(values(sequence.get(t), t), 0, features.size());
            }
            repair.end();
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return steps;
    }

    private double[] values(List<Writable> step, int t) {
        if (step.size() != features.size()) {
            throw new IllegalArgumentException("Step " + (t + 1) + " has " + step.size() + " values, but "
                    + features.size() + " were expected: " + String.join(", ", features) + ".");
        }
        var cells = new WritableCells(new CellReader(decimalComma, missingMarkers));
        var values = new double[features.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(step.get(i), cells, t, i);
            if (Double.isInfinite(values[i])) {
                throw at(t, i, "the value is not finite");
            }
            if (Double.isNaN(values[i]) && (missing == MissingValues.REFUSE || missing == MissingValues.DROP)) {
                throw at(t, i, "the value is missing; give it");
            }
        }
        return values;
    }

    private double value(Writable writable, WritableCells cells, int t, int i) {
        try {
            return cells.number(writable);
        } catch (IllegalArgumentException e) {
            throw at(t, i, e.getMessage());
        }
    }

    private float normalised(double value, int t, int i) {
        var scale = inputScales.get(i);
        double kept = scale.clip(value);
        float normalised = singlePrecision
                ? ((float) kept - (float) scale.shift()) / (float) scale.scale()
                : (float) ((kept - scale.shift()) / scale.scale());
        if (!Float.isFinite(normalised)) {
            throw at(t, i, "the value is too large");
        }
        return normalised;
    }

    private IllegalArgumentException at(int t, int i, String what) {
        return new IllegalArgumentException(
                "Step " + (t + 1) + ", column " + DataException.quote(features.get(i)) + ": " + what + ".");
    }

    /**
     * {@inheritDoc}
     *
     * @return forecasts: first all targets of the first step, then of the next
     * @throws IllegalStateException if outputs are relative to what was read, so that the sequences are needed
     */
    @Override
    public List<Answer> answers(INDArray outputs) {
        if (relative) {
            throw new IllegalStateException("These forecasts are relative to the last step of what was read: call"
                    + " answers(sequences, outputs).");
        }
        return answers(outputs, row -> new double[targets.size()]);
    }

    @Override
    public List<Answer> answers(List<List<List<Writable>>> sequences, INDArray outputs) {
        if (!relative) {
            return Pipeline.super.answers(sequences, outputs);
        }
        if (sequences.size() != outputs.size(0)) {
            throw new IllegalArgumentException(
                    "There are " + sequences.size() + " sequences and outputs for " + outputs.size(0) + ".");
        }
        return answers(outputs, row -> lastTargets(sequences.get(row)));
    }

    /** The targets' last values, normalised as the answers are. */
    private double[] lastTargets(List<List<Writable>> sequence) {
        double[] last = known(sequence).get(window - 1);
        return IntStream.range(0, targets.size())
                .mapToDouble(i -> {
                    var scale = outputScales.get(i);
                    int feature = features.indexOf(targets.get(i));
                    return (inputScales.get(feature).clip(last[feature]) - scale.shift()) / scale.scale();
                })
                .toArray();
    }

    private List<Answer> answers(INDArray outputs, IntFunction<double[]> beginning) {
        var names = outputNames();
        if (outputs.rank() != 2 || outputs.size(1) != names.size()) {
            throw new IllegalArgumentException("The outputs have shape " + Arrays.toString(outputs.shape())
                    + ", but [batch, " + names.size() + "] was expected.");
        }
        var answers = new ArrayList<Answer>();
        for (int row = 0; row < outputs.size(0); row++) {
            double[] before = beginning.apply(row);
            var values = new ArrayList<Double>();
            for (int i = 0; i < names.size(); i++) {
                int target = i % targets.size();
                var scale = outputScales.get(target);
                values.add((outputs.getDouble(row, i) + before[target]) * scale.scale() + scale.shift());
            }
            answers.add(new Answer.Forecast(names, values, unit));
        }
        return answers;
    }

    /** Of the outputs: target and steps ahead. */
    @JsonIgnore
    List<String> outputNames() {
        var names = new ArrayList<String>();
        for (int ahead = firstStep; ahead <= horizon; ahead++) {
            for (var target : targets) {
                names.add(target + " +" + ahead);
            }
        }
        return names;
    }
}
