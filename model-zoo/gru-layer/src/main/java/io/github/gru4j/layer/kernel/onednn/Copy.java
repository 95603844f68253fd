package io.github.gru4j.layer.kernel.onednn;

import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;

/** A copy from one layout into another: oneDNN's reorder, which is many times as fast as ND4J's. */
final class Copy implements RecentlyUsed.Closing {

    /** Below, waking another thread takes longer than the copy. */
    private static final long SMALL = 256 << 10;

    private final Operation reorder;

    Copy(memory.desc from, memory.desc to) {
        // oneDNN plans a copy for as many threads as it has at this moment.
        try (var threads = new Threads(from.get_size() < SMALL ? 1 : Integer.MAX_VALUE);
                var scope = Native.scope()) {
            var description = new reorder.primitive_desc(Native.CPU, from, Native.CPU, to);
            this.reorder =
                    new Operation(new reorder(description), Map.of(dnnl.DNNL_ARG_FROM, from, dnnl.DNNL_ARG_TO, to));
        }
    }

    void run(long from, long to) {
        reorder.at(dnnl.DNNL_ARG_FROM, from).at(dnnl.DNNL_ARG_TO, to).run();
    }

    @Override
    public void close() {
        reorder.close();
    }
}
