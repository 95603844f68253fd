package io.github.gru4j.datasets.internal;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What rows hold, and how they become batches.
 *
 * @param size features of a step
 * @param answers what a row's answer is
 * @param outputs number of classes, or of values
 * @param masked whether every batch has a mask, and not only those where lengths differ
 */
public record RowLayout(int size, Answers answers, int outputs, boolean masked) {

    /** With a mask where lengths differ. */
    public RowLayout(int size, Answers answers, int outputs) {
        this(size, answers, outputs, false);
    }

    /** What a row's answer is. */
    public enum Answers {
        /** The index of a class: 1 value; labels [batch, outputs], one-hot. */
        CLASS,
        /** Numbers: {@code outputs} values; labels [batch, outputs]. */
        NUMBERS,
        /** The index of a class for each step: time values; labels [batch, outputs, time], one-hot. */
        CLASS_OF_EACH_STEP
    }

    /** Steps of a row. */
    public int length(SequenceRow row) {
        return row.steps().length / size;
    }

    /**
     * Features [batch, size, time], padded with zeros at the end to the longest, and labels. Where lengths differ, or always, a
     * features mask [batch, time]; for answers of each step, the same for the labels.
     */
    public DataSet batch(List<SequenceRow> rows) {
        int time = rows.stream().mapToInt(this::length).max().orElseThrow();
        requireOneArray(rows.size(), time);
        boolean withMask = masked || rows.stream().anyMatch(row -> length(row) < time);
        var features = new float[rows.size() * size * time];
        var mask = new float[withMask ? rows.size() * time : 0];
        for (int b = 0; b < rows.size(); b++) {
            float[] steps = rows.get(b).steps();
            int length = length(rows.get(b));
            for (int t = 0; t < length; t++) {
                for (int f = 0; f < size; f++) {
                    features[(b * size + f) * time + t] = steps[t * size + f];
                }
                if (withMask) {
                    mask[b * time + t] = 1;
                }
            }
        }
        var shape = new long[] {rows.size(), size, time};
        var stepMask = withMask ? Nd4j.create(mask, new long[] {rows.size(), time}, 'c') : null;
        return new DataSet(
                Nd4j.create(features, shape, 'c'),
                answers == Answers.CLASS_OF_EACH_STEP ? ofEachStep(rows, time) : ofSequences(rows),
                stepMask,
                answers == Answers.CLASS_OF_EACH_STEP && withMask ? stepMask.dup() : null);
    }

    /** Java's arrays hold so many values; products of more would wrap around. */
    private void requireOneArray(int batch, int time) {
        long ofStep = answers == Answers.CLASS_OF_EACH_STEP ? Math.max(size, outputs) : size;
        double values = (double) batch * Math.max((double) ofStep * time, outputs);
        if (values > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("A batch of " + batch + " sequences of " + time + " steps and "
                    + Math.max(ofStep, outputs)
                    + " values is too large for one array; take smaller batches, shorter sequences or fewer classes.");
        }
    }

    private INDArray ofSequences(List<SequenceRow> rows) {
        var labels = new float[rows.size() * outputs];
        for (int b = 0; b < rows.size(); b++) {
            float[] answer = rows.get(b).answer();
            if (answers == Answers.CLASS) {
                labels[b * outputs + (int) answer[0]] = 1;
            } else {
                System.arraycopy(answer, 0, labels, b * outputs, outputs);
            }
        }
        return Nd4j.create(labels, new long[] {rows.size(), outputs}, 'c');
    }

    private INDArray ofEachStep(List<SequenceRow> rows, int time) {
        var labels = new float[rows.size() * outputs * time];
        for (int b = 0; b < rows.size(); b++) {
            float[] answer = rows.get(b).answer();
            for (int t = 0; t < answer.length; t++) {
                labels[(b * outputs + (int) answer[t]) * time + t] = 1;
            }
        }
        return Nd4j.create(labels, new long[] {rows.size(), outputs, time}, 'c');
    }
}
