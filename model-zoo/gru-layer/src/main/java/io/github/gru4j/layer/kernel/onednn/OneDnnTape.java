package io.github.gru4j.layer.kernel.onednn;

import io.github.gru4j.layer.kernel.GruTape;
import java.util.List;

/**
 * What {@link Recurrence#record} keeps, for each pack.
 *
 * @param way {@link Weights#way} at the time
 */
record OneDnnTape(List<RecurrenceTape> packs, long way) implements GruTape {

    @Override
    public boolean isValid() {
        return packs.stream().allMatch(tape -> GruTape.isOpen(tape.memory().array()));
    }
}
