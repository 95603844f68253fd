package io.github.gru4j.importer.pytorch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link Pickle} builds. Strings, numbers, truth values and null are Java's own; everything that can contain something is
 * equal only to itself, because a pickle may hold lists that contain themselves.
 */
final class PickleValues {

    private PickleValues() {}

    /** A list, tuple or set. */
    static final class PySequence {
        final List<Object> items;
        final boolean isTuple;

        PySequence(List<Object> items, boolean isTuple) {
            this.items = items;
            this.isTuple = isTuple;
        }
    }

    /** A dictionary of any kind. */
    static final class PyDict {
        final Map<Object, Object> items = new LinkedHashMap<>();
    }

    /** Bytes, never looked into. */
    record PyBytes(int length) {}

    /** A value of an allowed type that no tensor needs, such as a torch.device. */
    record Opaque(String type) {}

    /**
     * A storage of the archive.
     *
     * @param type of its elements; null for one of bare bytes
     * @param key its entry under {@code data/}
     * @param count of its elements
     */
    record Storage(ElementType type, String key, long count) {}

    /**
     * A view of a storage; inside its bounds.
     *
     * @param storage of its elements
     * @param type of its elements
     * @param offset of its first element
     * @param shape of it
     * @param strides in elements
     */
    record Tensor(Storage storage, ElementType type, long offset, List<Long> shape, List<Long> strides) {

        Tensor {
            shape = List.copyOf(shape);
            strides = List.copyOf(strides);
        }
    }

    static PySequence tuple(List<Object> items) {
        return new PySequence(new ArrayList<>(items), true);
    }
}
