package io.github.gru4j.datasets.images;

import io.github.gru4j.datasets.Answer;
import io.github.gru4j.datasets.Pipeline;
import io.github.gru4j.datasets.internal.ClassAnswers;
import io.github.gru4j.datasets.internal.RowLayout;
import io.github.gru4j.datasets.internal.SequenceRow;
import java.util.List;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How an image becomes what a network reads: pixels from 0 to 255 become numbers from 0 to 1, step by step.
 *
 * @param rows of an image
 * @param columns of an image
 * @param steps what of it is a step
 * @param labels of the classes, in the order of the network's outputs
 */
public record ImageRowsPipeline(int rows, int columns, ImageSteps steps, List<String> labels) implements Pipeline {

    private static final float WHITE = 255;

    public ImageRowsPipeline {
        if (rows < 1 || columns < 1 || steps == null || labels == null) {
            throw new IllegalArgumentException("An image needs rows and columns (" + rows + " x " + columns
                    + "), what of it is a step (" + steps + ") and labels (" + labels + ").");
        }
        labels = List.copyOf(labels);
    }

    /**
     * An image as the network sees it.
     *
     * @param sequence steps as {@link IdxSequenceRecordReader} gives them without labels, pixels from 0 to 255
     * @return features [1, pixels of a step, steps]
     */
    @Override
    public INDArray input(List<List<Writable>> sequence) {
        int size = steps.size(rows, columns);
        int length = steps.length(rows, columns);
        if (sequence.size() != length) {
            throw new IllegalArgumentException("The image has " + sequence.size() + " steps, and " + length
                    + " were expected (" + steps + " of " + rows + " x " + columns + " pixels).");
        }
        var values = new float[length * size];
        for (int t = 0; t < length; t++) {
            var step = sequence.get(t);
            if (step.size() != size) {
                throw new IllegalArgumentException("Step " + (t + 1) + " of the image has " + step.size()
                        + " pixels, and " + size + " were expected.");
            }
            for (int f = 0; f < size; f++) {
                values[t * size + f] = pixel(step.get(f), t, f) / WHITE;
            }
        }
        return layout().batch(List.of(new SequenceRow(values, new float[1]))).getFeatures();
    }

    private static float pixel(Writable value, int step, int column) {
        double pixel;
        try {
            pixel = value.toDouble();
        } catch (NumberFormatException | UnsupportedOperationException e) {
            throw new IllegalArgumentException(noPixel(value, step, column), e);
        }
        if (!(pixel >= 0 && pixel <= WHITE)) {
            throw new IllegalArgumentException(noPixel(value, step, column));
        }
        return (float) pixel;
    }

    private static String noPixel(Writable value, int step, int column) {
        return "Step " + (step + 1) + ", pixel " + (column + 1) + ": " + value + " is no number from 0 to 255.";
    }

    /** As {@link #input}, of pixels row by row, without an object for each. */
    SequenceRow row(byte[] image, float label) {
        int size = steps.size(rows, columns);
        var values = new float[image.length];
        for (int t = 0; t < image.length / size; t++) {
            for (int f = 0; f < size; f++) {
                values[t * size + f] = Byte.toUnsignedInt(image[steps.index(t, f, columns)]) / WHITE;
            }
        }
        return new SequenceRow(values, new float[] {label});
    }

    RowLayout layout() {
        return new RowLayout(steps.size(rows, columns), RowLayout.Answers.CLASS, Math.max(1, labels.size()));
    }

    @Override
    public List<Answer> answers(INDArray outputs) {
        return ClassAnswers.of(outputs, labels);
    }
}
