package io.github.gru4j.benchmarks;

import java.util.Arrays;

/**
 * Sizes of what is measured.
 *
 * @param batch sequences in a minibatch (B)
 * @param nIn features per step
 * @param nOut width of the state (H)
 * @param time steps (T)
 */
record Shape(int batch, int nIn, int nOut, int time) {

    private static final int PARTS = 4;

    /**
     * Reads "B,nIn,H,T".
     *
     * @throws IllegalArgumentException if that is not four whole numbers above zero
     */
    static Shape parse(String text) {
        try {
            int[] parts = Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .mapToInt(Integer::parseInt)
                    .toArray();
            if (parts.length == PARTS && Arrays.stream(parts).allMatch(part -> part > 0)) {
                return new Shape(parts[0], parts[1], parts[2], parts[3]);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is no shape; valid are four whole numbers above zero, B,nIn,H,T: "
                        + "sequences, features per step, width of the state, steps");
    }

    @Override
    public String toString() {
        return batch + "," + nIn + "," + nOut + "," + time;
    }
}
