package io.github.gru4j.importer.pytorch;

import java.io.IOException;
import java.util.List;

/**
 * A tensor of a state_dict; its values are read when they are asked for.
 *
 * @param name its key, after the keys of the dictionaries around it
 * @param type of its elements, or null if gru4j does not know it
 * @param typeName as the file calls it
 * @param shape of it
 * @param values in C order, while the file is open
 */
record StateTensor(String name, ElementType type, String typeName, List<Long> shape, Values values) {

    /** How to read a tensor. */
    @FunctionalInterface
    interface Values {
        float[] read() throws IOException;
    }

    StateTensor {
        shape = List.copyOf(shape);
    }

    /** How many elements; no overflow, since every reader has held the shape against the bytes of the file. */
    long count() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }
}
