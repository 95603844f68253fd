package io.github.gru4j.peers;

import java.util.ArrayList;
import java.util.List;

/**
 * The options of a GRU that a peer has too.
 *
 * @param resetAfter whether the reset gate acts after the recurrent product
 * @param bias whether there are biases
 * @param lengths whether the sequences of a batch have lengths of their own, padded on the right
 * @param initialState whether the state begins from something else than zeros
 */
public record GruOptions(boolean resetAfter, Direction direction, boolean bias, boolean lengths, boolean initialState) {

    /** Which way the sequences are read; a bidirectional layer has a cell for each way. */
    public enum Direction {
        FORWARD,
        REVERSE,
        BIDIRECTIONAL;

        public int cells() {
            return this == BIDIRECTIONAL ? 2 : 1;
        }

        /** Whether this cell reads from the end. */
        public boolean backwards(int cell) {
            return this == REVERSE || cell == 1;
        }
    }

    /** Every combination. */
    public static List<GruOptions> all() {
        var all = new ArrayList<GruOptions>();
        for (var direction : Direction.values()) {
            for (int bits = 0; bits < 16; bits++) {
                all.add(new GruOptions((bits & 1) != 0, direction, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0));
            }
        }
        return all;
    }
}
