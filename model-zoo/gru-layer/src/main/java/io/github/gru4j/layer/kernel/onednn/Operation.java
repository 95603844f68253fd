package io.github.gru4j.layer.kernel.onednn;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;

/** A primitive of oneDNN together with its arguments, whose addresses are set before each run. Of one thread at a time. */
final class Operation implements AutoCloseable {

    private final primitive operation;
    private final IntMemoryMap arguments = Native.keep(new IntMemoryMap());
    private final Map<Integer, memory> memories = new HashMap<>();
    private final Address address = new Address();

    /** @param layouts of all arguments, by {@code DNNL_ARG_...}; to be called in a scope that is closed after */
    Operation(primitive operation, Map<Integer, memory.desc> layouts) {
        this.operation = Native.keep(operation);
        layouts.forEach((argument, layout) -> {
            var place = Native.keep(Native.unbound(layout));
            memories.put(argument, place);
            // The map's copy shares its handle with ours.
            arguments.put(argument, place);
        });
    }

    Operation at(int argument, long where) {
        memories.get(argument).set_data_handle(address.at(where));
        return this;
    }

    void run() {
        operation.execute(Native.STREAM, arguments);
    }

    @Override
    public void close() {
        arguments.close();
        memories.values().forEach(memory::close);
        operation.close();
    }
}
