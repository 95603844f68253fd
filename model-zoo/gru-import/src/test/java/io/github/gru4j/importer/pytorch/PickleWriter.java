package io.github.gru4j.importer.pytorch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles opcode by opcode, good and bad ones. */
final class PickleWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PickleWriter op(int... opcodes) {
        for (int opcode : opcodes) {
            out.write(opcode);
        }
        return this;
    }

    PickleWriter protocol() {
        return op(0x80, 2);
    }

    PickleWriter emptyDict() {
        return op('}');
    }

    PickleWriter mark() {
        return op('(');
    }

    PickleWriter text(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        op('X');
        return raw(little(4).putInt(bytes.length)).raw(ByteBuffer.wrap(bytes));
    }

    PickleWriter number(long value) {
        op(0x8a, 8);
        return raw(little(8).putLong(value));
    }

    PickleWriter global(String module, String name) {
        return op('c').line(module).line(name);
    }

    PickleWriter line(String text) {
        return raw(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /** @param strides null for those of a contiguous tensor */
    PickleWriter tensor(String type, String key, long count, long offset, long[] shape, long[] strides) {
        global("torch._utils", "_rebuild_tensor_v2").mark().mark();
        text("storage").global("torch", type).text(key).text("cpu").number(count);
        op('t', 'Q').number(offset);
        numbers(shape).numbers(strides == null ? contiguous(shape) : strides);
        return op(0x89).global("collections", "OrderedDict").op(')', 'R', 't', 'R');
    }

    private PickleWriter numbers(long[] values) {
        mark();
        for (long value : values) {
            number(value);
        }
        return op('t');
    }

    private static long[] contiguous(long[] shape) {
        var strides = new long[shape.length];
        long stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape[i];
        }
        return strides;
    }

    byte[] stop() {
        op('.');
        return out.toByteArray();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    @SuppressWarnings("ByteBufferBackingArray") // all come from allocate or wrap of a whole array
    private PickleWriter raw(ByteBuffer bytes) {
        out.writeBytes(bytes.array());
        return this;
    }
}
