package io.github.gru4j.peers;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** oneDNN's memory on the CPU: what is made here is freed with the {@code PointerScope} that is open. */
final class OneDnnMemory {

    private final engine cpu;
    private final stream queue;

    OneDnnMemory(engine cpu, stream queue) {
        this.cpu = cpu;
        this.queue = queue;
    }

    /** For pointers of any class. */
    @SuppressWarnings("unchecked")
    static PointerScope scope() {
        return new PointerScope();
    }

    /** Dense, the last dimension side by side. */
    static memory.desc dense(long... dims) {
        return described(
                dims,
                switch (dims.length) {
                    case 3 -> memory.format_tag.abc;
                    case 4 -> memory.format_tag.abcd;
                    case 5 -> memory.format_tag.abcde;
                    default -> throw new IllegalArgumentException("no such array in a GRU: rank " + dims.length);
                });
    }

    /** As oneDNN likes it best. */
    static memory.desc any(long... dims) {
        return described(dims, memory.format_tag.any);
    }

    private static memory.desc described(long[] dims, memory.format_tag tag) {
        return new memory.desc(dims, memory.data_type.f32, tag);
    }

    memory zeros(memory.desc layout) {
        var zeros = new memory(layout, cpu);
        zero(zeros);
        return zeros;
    }

    static void zero(memory where) {
        Pointer.memset(where.get_data_handle(), 0, where.get_desc().get_size());
    }

    /** The elements of an array in row-major order, in another layout of the dimensions that are given. */
    memory of(INDArray array, memory.desc layout, long... dims) {
        var plain = new memory(dense(dims), cpu);
        float[] values = Flat.floats(array);
        new FloatPointer(plain.get_data_handle()).put(values, 0, values.length);
        return in(layout, plain);
    }

    private memory in(memory.desc layout, memory from) {
        if (from.get_desc().equals(layout)) {
            return from;
        }
        var to = new memory(layout, cpu);
        new reorder(from, to).execute(queue, from, to);
        queue._wait();
        return to;
    }

    /** As {@link #of}, back. */
    INDArray array(memory from, long... dims) {
        var plain = in(dense(dims), from);
        long length = 1;
        for (long size : dims) {
            length *= size;
        }
        var values = new float[Math.toIntExact(length)];
        new FloatPointer(plain.get_data_handle()).get(values, 0, values.length);
        return Nd4j.createFromArray(values).reshape('c', dims);
    }
}
