package io.github.gru4j.benchmarks;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Tasks and arrays between JVMs. */
final class Wire {

    /** What a peer in another JVM is told to do. */
    enum Order {
        OPEN,
        WARM_UP,
        GET_READY,
        TAKE_TURN,
        DROP
    }

    private Wire() {}

    static void write(Task task, DataOutputStream out) throws IOException {
        out.writeUTF(task.what());
        out.writeUTF(task.kind().name());
        out.writeUTF(task.shape().toString());
        out.writeUTF(task.lengths().name());
    }

    static Task readTask(DataInputStream in) throws IOException {
        return new Task(
                in.readUTF(), Kind.valueOf(in.readUTF()), Shape.parse(in.readUTF()), Lengths.valueOf(in.readUTF()));
    }

    static void write(Map<String, INDArray> arrays, DataOutputStream out) throws IOException {
        out.writeInt(arrays.size());
        for (var array : arrays.entrySet()) {
            out.writeUTF(array.getKey());
            out.writeInt(array.getValue().rank());
            for (long size : array.getValue().shape()) {
                out.writeLong(size);
            }
            // Not an array's own buffer, which may be a part of another's.
            for (float value : array.getValue().dup('c').data().asFloat()) {
                out.writeFloat(value);
            }
        }
    }

    static Map<String, INDArray> readArrays(DataInputStream in) throws IOException {
        var arrays = new HashMap<String, INDArray>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            var name = in.readUTF();
            long[] shape = new long[in.readInt()];
            for (int d = 0; d < shape.length; d++) {
                shape[d] = in.readLong();
            }
            float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
            for (int v = 0; v < values.length; v++) {
                values[v] = in.readFloat();
            }
            arrays.put(name, Nd4j.createFromArray(values).reshape('c', shape));
        }
        return arrays;
    }
}
