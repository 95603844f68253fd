package io.github.gru4j.layer.kernel.onednn;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** Copies, clears and adds rows of floats by address. Of one thread at a time. */
final class Rows {

    private final Address to = new Address();
    private final Address from = new Address();
    private float[] sum = {};
    private float[] addend = {};

    void copy(long source, long target, long floats) {
        Pointer.memcpy(to.at(target), from.at(source), floats * Float.BYTES);
    }

    void clear(long target, long floats) {
        Pointer.memset(to.at(target), 0, floats * Float.BYTES);
    }

    void add(long source, long target, int floats) {
        if (sum.length != floats) {
            sum = new float[floats];
            addend = new float[floats];
        }
        new FloatPointer(from.at(source)).get(addend);
        var values = new FloatPointer(to.at(target));
        values.get(sum);
        for (int i = 0; i < floats; i++) {
            sum[i] += addend[i];
        }
        values.put(sum);
    }
}
