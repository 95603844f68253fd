package io.github.gru4j.cli;

import java.util.List;
import java.util.function.Consumer;

/** Hands options on to builders if they were given; the builders' defaults stay where they were not. */
final class Given {

    private Given() {}

    static <T> void to(Consumer<T> setter, T value) {
        if (value != null) {
            setter.accept(value);
        }
    }

    static <T> void each(Consumer<T> setter, List<T> values) {
        if (values != null) {
            values.forEach(setter);
        }
    }
}
