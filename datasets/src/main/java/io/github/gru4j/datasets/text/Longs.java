package io.github.gru4j.datasets.text;

import java.util.Arrays;

/** Numbers one after the other: 8 bytes for each, since there is one for every text. */
final class Longs {

    private static final int FIRST_CAPACITY = 16;

    private long[] values = new long[FIRST_CAPACITY];
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

    /** All of them in order, no copy; nothing can be added afterwards. */
    long[] sorted() {
        values = size == values.length ? values : Arrays.copyOf(values, size);
        Arrays.sort(values);
        return values;
    }

    /** Those of a sorted array that are not in another. */
    static long[] without(long[] sorted, long[] others) {
        return others.length == 0
                ? sorted
                : Arrays.stream(sorted)
                        .filter(value -> Arrays.binarySearch(others, value) < 0)
                        .toArray();
    }
}
