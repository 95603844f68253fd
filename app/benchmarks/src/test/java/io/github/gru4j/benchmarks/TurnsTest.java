package io.github.gru4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TurnsTest {

    @Test
    void alternates() {
        assertThat(Turns.spread(List.of("a", "b"), one -> 3)).containsExactly("a", "b", "a", "b", "a", "b");
    }

    @Test
    void whoHasFewerTurnsTakesThemAllAlong() {
        var turns = Turns.spread(List.of("fast", "slow"), Map.of("fast", 6, "slow", 2)::get);

        assertThat(turns).containsExactly("fast", "fast", "fast", "slow", "fast", "fast", "fast", "slow");
    }

    @Test
    void nobodyTakesNone() {
        assertThat(Turns.spread(List.<String>of(), one -> 3)).isEmpty();
    }
}
