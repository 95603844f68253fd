package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;

/**
 * A sequence as a file has it; nothing in it is missing any more.
 *
 * @param place where it begins
 * @param key what it is called: the id, or the file's path in its folder; empty for a row
 * @param label its class or its number, as written; null if another file or the order tells
 * @param values [steps x features], step by step; null where {@code steps} has them
 * @param steps before a transform, or as a reader gives them; null where files are read as they are
 */
@SuppressWarnings("ArrayRecordComponent") // millions of them; nobody compares two
record RawSequence(DataException.Place place, String key, String label, double[] values, RawSteps steps) {

    RawSequence(DataException.Place place, String key, String label, double[] values) {
        this(place, key, label, values, null);
    }

    RawSequence labelled(String other) {
        return new RawSequence(place, key, other, values, steps);
    }

    /** Bytes that it takes in memory, roughly. */
    long bytes() {
        return 200 + (long) Double.BYTES * values.length;
    }
}
