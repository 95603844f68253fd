package io.github.gru4j.layer.kernel.onednn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Native objects by what they were made for. One too many closes the one that has not been used for longest. */
final class RecentlyUsed<K, V extends RecentlyUsed.Closing> {

    /** Closes without a checked exception. */
    interface Closing extends AutoCloseable {
        @Override
        void close();
    }

    private final Map<K, V> values = new LinkedHashMap<>(16, 0.75f, true);
    private final int capacity;
    private final Function<K, V> maker;

    RecentlyUsed(int capacity, Function<K, V> maker) {
        this.capacity = capacity;
        this.maker = maker;
    }

    V get(K key) {
        var value = values.get(key);
        if (value == null) {
            if (values.size() == capacity) {
                var oldest = values.entrySet().iterator();
                oldest.next().getValue().close();
                oldest.remove();
            }
            value = maker.apply(key);
            values.put(key, value);
        }
        return value;
    }
}
