package io.github.gru4j.importer.keras;

import io.github.gru4j.importer.keras.KerasModel.Weight;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A layer's arrays, with checks that name what was expected. */
final class KerasWeights {

    private final List<Weight> weights;

    KerasWeights(List<Weight> weights) {
        this.weights = weights;
    }

    int count() {
        return weights.size();
    }

    long parameters() {
        return weights.stream().mapToLong(weight -> weight.values().length).sum();
    }

    /** The first or the second half: a bidirectional layer's directions. */
    KerasWeights half(int index) throws UnsupportedLayerException {
        if (weights.size() % 2 != 0) {
            throw new UnsupportedLayerException("expected as many arrays forward as backward, found " + describe());
        }
        int half = weights.size() / 2;
        return new KerasWeights(weights.subList(index * half, (index + 1) * half));
    }

    void requireCount(int expected, String names) throws UnsupportedLayerException {
        if (weights.size() != expected) {
            throw new UnsupportedLayerException(
                    "expected " + expected + " arrays (" + names + "), found " + describe());
        }
    }

    /** @param shape -1 for any length */
    KerasArrays get(int index, long... shape) throws UnsupportedLayerException {
        Weight weight = weights.get(index);
        boolean fits = weight.shape().size() == shape.length;
        for (int i = 0; fits && i < shape.length; i++) {
            fits = shape[i] < 0 || shape[i] == weight.shape().get(i);
        }
        if (!fits) {
            throw new UnsupportedLayerException("expected array \"" + weight.name() + "\" to have the shape "
                    + Arrays.toString(shape) + ", found " + weight.shape());
        }
        return KerasArrays.of(weight);
    }

    /** Dimensions of an array; how a layer tells the layouts of several versions apart. */
    int rank(int index) {
        return weights.get(index).shape().size();
    }

    long size(int index, int dimension) {
        return weights.get(index).shape().get(dimension);
    }

    String describe() {
        return weights.size() + ": "
                + weights.stream()
                        .map(weight -> weight.name() + " " + weight.shape())
                        .collect(Collectors.joining(", "));
    }
}
