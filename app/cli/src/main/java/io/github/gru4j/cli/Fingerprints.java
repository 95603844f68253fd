package io.github.gru4j.cli;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** A number for each sequence of a split, the same for the same steps: eight bytes each, so that there may be many sequences. */
final class Fingerprints {

    private long[] all = new long[1024];
    private int count;

    /** Adds the sequences of a batch as a network sees them; steps that are padding do not count. */
    void add(DataSet batch) {
        INDArray features = batch.getFeatures();
        int sequences = (int) features.size(0);
        int size = (int) features.size(1);
        int steps = (int) features.size(2);
        float[] values = features.dup('c').data().asFloat();
        INDArray masks = batch.getFeaturesMaskArray();
        float[] mask = masks == null ? null : masks.dup('c').data().asFloat();
        for (int i = 0; i < sequences; i++) {
            long print = size;
            for (int t = 0; t < steps; t++) {
                if (mask == null || mask[i * steps + t] != 0) {
                    for (int f = 0; f < size; f++) {
                        // Adding 0 makes one of both zeros.
                        print = mixed(print + Float.floatToIntBits(values[(i * size + f) * steps + t] + 0f));
                    }
                }
            }
            add(print);
        }
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014): every bit of the argument reaches every bit of the result. */
    private static long mixed(long value) {
        long z = value * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private void add(long print) {
        if (count == all.length) {
            all = Arrays.copyOf(all, Math.addExact(count, count / 2));
        }
        all[count++] = print;
    }

    /** How many of these are among the others, which get sorted. */
    long among(Fingerprints others) {
        Arrays.sort(others.all, 0, others.count);
        return Arrays.stream(all, 0, count)
                .filter(print -> Arrays.binarySearch(others.all, 0, others.count, print) >= 0)
                .count();
    }
}
