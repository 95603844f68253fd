package io.github.gru4j.layer.kernel.onednn;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.ndarray.INDArray;

/** oneDNN's CPU and what is needed to talk to it. */
final class Native {

    static final engine CPU;
    /** Executes at once, in the calling thread; holds no state. */
    static final stream STREAM;

    static {
        try (var scope = scope()) {
            CPU = keep(new engine(engine.kind.cpu, 0));
            STREAM = keep(new stream(CPU));
        }
    }

    private Native() {}

    /** Frees on closing what was made since, but for what is kept; whatever scope the caller may have open. */
    @SuppressWarnings("unchecked") // an empty array of classes
    static PointerScope scope() {
        return new PointerScope();
    }

    /** Takes a pointer out of every open scope: it is freed when it is closed, or when nothing refers to it any more. */
    static <P extends Pointer> P keep(P pointer) {
        pointer.retainReference();
        return pointer;
    }

    /** Where an array's first element is; valid as long as the array is reachable. */
    static long address(INDArray array) {
        return array.data().pointer().address() + array.offset() * Float.BYTES;
    }

    static memory.desc dense(long... dims) {
        var strides = new long[dims.length];
        long stride = 1;
        for (int k = dims.length - 1; k >= 0; k--) {
            strides[k] = stride;
            stride *= dims[k];
        }
        return strided(dims, strides);
    }

    static memory.desc strided(long[] dims, long[] strides) {
        return new memory.desc(dims, memory.data_type.f32, strides);
    }

    static memory.desc any(long... dims) {
        return new memory.desc(dims, memory.data_type.f32, memory.format_tag.any);
    }

    /** oneDNN's memory of a layout, without an address yet. */
    static memory unbound(memory.desc layout) {
        return new memory(layout, CPU, null);
    }
}
