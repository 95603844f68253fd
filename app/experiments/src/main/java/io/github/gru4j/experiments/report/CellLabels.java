package io.github.gru4j.experiments.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Cell names for people. */
final class CellLabels {

    private static final Set<String> ACRONYMS = Set.of("gru", "lstm", "rnn");

    private CellLabels() {}

    /** "bidirectional-gru" becomes "bidirectional GRU". */
    static String of(String cell) {
        return switch (cell) {
            case "gru-reset-before" -> "reset-before GRU";
            case "gru-update-bias-1" -> "GRU with update bias 1";
            default -> byWord(cell);
        };
    }

    private static String byWord(String cell) {
        return Arrays.stream(cell.split("-", -1))
                .map(word -> ACRONYMS.contains(word) ? word.toUpperCase(Locale.ROOT) : word)
                .collect(Collectors.joining(" "));
    }
}
