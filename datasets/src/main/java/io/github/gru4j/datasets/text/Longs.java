package io.github.gru4j.datasets.text;

import java.util.Arrays;

/** Numbers one after the other: 8 bytes for each, since there is one for every text. */
final class Longs {

    private long[] values = new long[16];
    private int size;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.addExact(size, size / 2));
        }
        values[size++] = value;
    }

    int size() {
        return size;
    }

    long[] sorted() {
        var sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return sorted;
    }
}
