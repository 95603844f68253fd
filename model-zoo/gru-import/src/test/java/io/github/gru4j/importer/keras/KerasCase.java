package io.github.gru4j.importer.keras;

import static io.github.gru4j.importer.keras.ModelBuilder.shape;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A model to import; its recurrent layers have 4 units.
 *
 * @param words whether its inputs are word ids, 6 of them below 9, instead of 6 steps of 3 features
 * @param stepwise whether {@code rnnTimeStep} must give what a whole pass gives
 */
record KerasCase(String name, KerasModel model, boolean words, boolean stepwise) {

    static final String IN = "'batch_input_shape': [null, 6, 3]";
    static final String UNITS = "'units': 4, 'activation': 'tanh', 'recurrent_activation': 'sigmoid'";
    static final String ALL = UNITS + ", 'return_sequences': true";

    static KerasCase of(String name, KerasModel model) {
        return new KerasCase(name, model, false, false);
    }

    static KerasCase one(String name, int version, String kind, String config, long[]... shapes) throws Exception {
        return of(
                name,
                new ModelBuilder(version)
                        .layer("layer", kind, IN + (config.isEmpty() ? "" : ", " + config), shapes)
                        .sequential());
    }

    KerasCase onWords() {
        return new KerasCase(name, model, true, stepwise);
    }

    KerasCase byStep() {
        return new KerasCase(name, model, words, true);
    }

    /** Arrays of a GRU with reset_after false. */
    static long[][] gru(int in) {
        return new long[][] {shape(in, 12), shape(4, 12), shape(12)};
    }

    static long[][] resetAfter(int in) {
        return new long[][] {shape(in, 12), shape(4, 12), shape(2, 12)};
    }

    static long[][] lstm(int in) {
        return new long[][] {shape(in, 16), shape(4, 16), shape(16)};
    }

    static long[][] simple(int in) {
        return new long[][] {shape(in, 4), shape(4, 4), shape(4)};
    }

    static long[][] dense(int in, int out) {
        return new long[][] {shape(in, out), shape(out)};
    }

    static long[][] keras1(int gates) {
        var shapes = new long[3 * gates][];
        for (int i = 0; i < gates; i++) {
            shapes[3 * i] = shape(3, 4);
            shapes[3 * i + 1] = shape(4, 4);
            shapes[3 * i + 2] = shape(4);
        }
        return shapes;
    }

    static long[][] twice(long[]... shapes) {
        return Stream.concat(Arrays.stream(shapes), Arrays.stream(shapes)).toArray(long[][]::new);
    }

    /** @param mode in quotes, or null */
    static String bidirectional(String kind, String mode, String config) {
        return "'merge_mode': " + mode + ", 'layer': {'class_name': '" + kind + "', 'config': {'name': 'inner', "
                + config + "}}";
    }

    @Override
    public String toString() {
        return name;
    }
}
