package io.github.gru4j.importer.pytorch;

import io.github.gru4j.importer.pytorch.PickleValues.PyDict;
import io.github.gru4j.importer.pytorch.PickleValues.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Finds the tensors in dictionaries within dictionaries, as checkpoints have them: {@code {"epoch": 3, "model": {...}}}. A
 * tensor's name is the keys on the way to it, joined with dots.
 */
final class NamedTensors {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_NAME = 500;

    private NamedTensors() {}

    record Named(String name, Tensor tensor) {}

    private record Place(String prefix, PyDict dict, int depth) {}

    static List<Named> in(Object value) {
        var found = new ArrayList<Named>();
        if (!(value instanceof PyDict top)) {
            return found;
        }
        // By identity, each once: dictionaries may contain themselves, or share what they contain many times over.
        Set<PyDict> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Place> open = new ArrayDeque<>();
        open.push(new Place("", top, 0));
        seen.add(top);
        while (!open.isEmpty()) {
            var place = open.pop();
            var inner = new ArrayList<Place>();
            place.dict().items.forEach((key, item) -> {
                if (key instanceof String name && place.prefix().length() + name.length() < MAX_NAME) {
                    if (item instanceof Tensor tensor) {
                        found.add(new Named(place.prefix() + name, tensor));
                    } else if (item instanceof PyDict dict && place.depth() < MAX_DEPTH && seen.add(dict)) {
                        inner.add(new Place(place.prefix() + name + ".", dict, place.depth() + 1));
                    }
                }
            });
            // The stack gives back the last first: the file's order stays.
            Collections.reverse(inner);
            inner.forEach(open::push);
        }
        return found;
    }
}
