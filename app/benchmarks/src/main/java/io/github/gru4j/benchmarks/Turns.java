package io.github.gru4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** In which order contestants take turns. */
final class Turns {

    private Turns() {}

    /**
     * Round by round; who has fewer turns than others leaves out rounds, spread over the whole run, so that whatever else the
     * machine does falls on everybody.
     */
    static <T> List<T> spread(List<T> who, ToIntFunction<T> turns) {
        int rounds = who.stream().mapToInt(turns).max().orElse(0);
        var order = new ArrayList<T>();
        for (long round = 0; round < rounds; round++) {
            for (var one : who) {
                int mine = turns.applyAsInt(one);
                if ((round + 1) * mine / rounds > round * mine / rounds) {
                    order.add(one);
                }
            }
        }
        return order;
    }
}
