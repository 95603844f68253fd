package io.github.gru4j.networks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The recurrent cells that every network here accepts. */
public enum CellType {
    /** {@link io.github.gru4j.layer.GRU}, reset-after. */
    GRU,
    /** DL4J's LSTM. */
    LSTM,
    /** DL4J's SimpleRnn, tanh. */
    SIMPLE_RNN,
    /** A GRU in each direction, outputs concatenated. */
    BIDIRECTIONAL_GRU,
    /** An LSTM in each direction, outputs concatenated. */
    BIDIRECTIONAL_LSTM,
    /** A SimpleRnn in each direction, outputs concatenated. */
    BIDIRECTIONAL_SIMPLE_RNN;

    /** The name on the command line and in records: lower case, words joined by hyphens. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The cell with this {@link #id()}. */
    public static Optional<CellType> of(String id) {
        return Arrays.stream(values()).filter(c -> c.id().equals(id)).findFirst();
    }
}
