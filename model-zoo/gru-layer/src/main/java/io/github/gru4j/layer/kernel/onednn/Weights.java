package io.github.gru4j.layer.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_LAYER;

import io.github.gru4j.layer.kernel.GruParams;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters in the layouts that oneDNN's passes ask for. They are kept as long as the parameters hold the same values,
 * which is found out by comparing them with a copy: anyone may write into a network's parameters at any time.
 */
final class Weights {

    /**
     * More layouts than the passes of a few sizes need; some of oneDNN's layouts are for one size of batch alone. The one that has
     * not been asked for longest makes room: a pass asks for two before it runs, and the first must not make room for the second.
     */
    private static final int MOST_LAYOUTS = 12;

    private final CellSize cell;
    private final FloatPointer bias;
    private final List<Packed> packed = new ArrayList<>();
    private final List<Snapshot> snapshots = new ArrayList<>();
    private GruParams params;
    private long way;

    /** Weights in one layout. Stale ones are packed again into the same memory. */
    private static final class Packed {

        final int argument;
        final memory.desc layout;
        final FloatPointer values;
        boolean fresh;

        Packed(int argument, memory.desc layout) {
            this.argument = argument;
            this.layout = Native.keep(new memory.desc(layout));
            this.values = Native.keep(new FloatPointer((layout.get_size() + Sections.ALIGNMENT) / Float.BYTES + 1));
        }

        /** Vector units read weights at half the speed from anywhere else. */
        long address() {
            return Sections.align(values.address());
        }

        void close() {
            layout.close();
            values.close();
        }
    }

    private record Snapshot(FloatPointer values, long floats) {}

    Weights(CellSize cell) {
        this.cell = cell;
        try (var scope = Native.scope()) {
            this.bias = Native.keep(new FloatPointer(cell.biasRows() * cell.nOut()));
        }
    }

    /** To be called first on a way forwards: with parameters that will change after its way back, if {@code training}. */
    void use(GruParams current, boolean training) {
        params = current;
        if (!training && isUnchanged()) {
            return;
        }
        forget();
        mergeBiases();
        if (!training) {
            arrays().forEach(this::remember);
        }
    }

    /**
     * To be called first on the way back, with the same parameters, unchanged. What {@link #use} packed is still right, if it was for
     * the same way forwards.
     *
     * @param way what {@link #way} was on the way forwards
     */
    void useAgain(GruParams current, long way) {
        params = current;
        if (way != this.way) {
            forget();
            mergeBiases();
        }
    }

    /** After the way back, which others may follow with other parameters. */
    void forget() {
        way++;
        packed.forEach(p -> p.fresh = false);
        snapshots.forEach(s -> s.values.close());
        snapshots.clear();
    }

    /** Changes when parameters are found to have changed, or may have. */
    long way() {
        return way;
    }

    /** Parameters must not be held on to: they may live in a workspace. */
    void release() {
        params = null;
    }

    long bias() {
        return bias.address();
    }

    /** The weights of an argument as a pass wants them. */
    long of(GruPass pass, int argument) {
        var entry = entry(argument, pass.layout(argument));
        if (!entry.fresh) {
            var source = argument == DNNL_ARG_WEIGHTS_LAYER ? params.w() : params.rw();
            pass.weightsIn(argument, source).run(Native.address(source), entry.address());
            entry.fresh = true;
        }
        return entry.address();
    }

    private Packed entry(int argument, memory.desc layout) {
        for (int k = 0; k < packed.size(); k++) {
            var p = packed.get(k);
            if (p.argument == argument && p.layout.equals(layout)) {
                packed.add(packed.remove(k));
                return p;
            }
        }
        if (packed.size() == MOST_LAYOUTS) {
            packed.remove(0).close();
        }
        try (var scope = Native.scope()) {
            var made = new Packed(argument, layout);
            packed.add(made);
            return made;
        }
    }

    private boolean isUnchanged() {
        var arrays = arrays();
        if (snapshots.size() != arrays.size()) {
            return false;
        }
        var address = new Address();
        for (int k = 0; k < arrays.size(); k++) {
            var snapshot = snapshots.get(k);
            long bytes = snapshot.floats * Float.BYTES;
            if (!isContiguous(arrays.get(k))
                    || Pointer.memcmp(address.at(Native.address(arrays.get(k))), snapshot.values, bytes) != 0) {
                return false;
            }
        }
        return true;
    }

    private void remember(INDArray array) {
        if (!isContiguous(array)) {
            return;
        }
        try (var scope = Native.scope()) {
            var values = Native.keep(new FloatPointer(array.length()));
            Pointer.memcpy(values, new Address().at(Native.address(array)), array.length() * Float.BYTES);
            snapshots.add(new Snapshot(values, array.length()));
        }
    }

    private static boolean isContiguous(INDArray array) {
        return (array.size(0) == 1 || array.stride(0) == 1) && array.stride(1) == array.size(0);
    }

    private List<INDArray> arrays() {
        var arrays = new ArrayList<INDArray>();
        arrays.add(params.w());
        arrays.add(params.rw());
        if (params.b() != null) {
            arrays.add(params.b());
        }
        if (params.rb() != null) {
            arrays.add(params.rb());
        }
        return arrays;
    }

    /** oneDNN's reset-after cell has one bias for z and for r, and two for n; the other has one for each. */
    private void mergeBiases() {
        int width = Math.toIntExact(cell.nOut());
        var merged = new float[cell.biasRows() * width];
        if (params.b() != null) {
            var b = values(params.b());
            System.arraycopy(b, 0, merged, 0, b.length);
        }
        if (params.rb() != null) {
            var rb = values(params.rb());
            for (int i = 0; i < 2 * width; i++) {
                merged[i] += rb[i];
            }
            System.arraycopy(rb, 2 * width, merged, CellSize.GATES * width, width);
        }
        bias.put(merged);
    }

    /** INDArray.toFloatVector fetches every element by itself. */
    private static float[] values(INDArray vector) {
        if (!isContiguous(vector)) {
            return vector.toFloatVector();
        }
        var values = new float[Math.toIntExact(vector.length())];
        new FloatPointer(new Address().at(Native.address(vector))).get(values);
        return values;
    }
}
