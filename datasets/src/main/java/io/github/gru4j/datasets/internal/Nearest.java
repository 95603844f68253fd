package io.github.gru4j.datasets.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what someone may have meant. */
public final class Nearest {

    /** Longer names are no slips of a finger, and comparing them takes long. */
    private static final int LONGEST = 100;

    private Nearest() {}

    /** The name that takes the fewest changes to come to, if they are at most a third of it. */
    public static Optional<String> to(String name, Collection<String> names) {
        return names.stream()
                .filter(other -> Math.max(name.length(), other.length()) <= LONGEST)
                .min(Comparator.comparingInt(other -> changes(name, other)))
                .filter(other -> 3 * changes(name, other) <= Math.max(name.length(), other.length()));
    }

    /** Levenshtein's distance, capitals as small letters. */
    private static int changes(String from, String to) {
        var a = from.toLowerCase(Locale.ROOT);
        var b = to.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
