package io.github.gru4j.datasets.series;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which of some names was meant. */
final class NearestName {

    /** Names of more characters are compared by their beginnings. */
    private static final int LONGEST = 100;

    private static final int MOST_NAMES = 1000;

    private NearestName() {}

    /** The one with the fewest letters to change; empty if more than half would be. */
    static Optional<String> of(String wrong, List<String> names) {
        return names.stream()
                .limit(MOST_NAMES)
                .min(Comparator.comparingInt(name -> distance(wrong, name)))
                .filter(name -> distance(wrong, name) <= Math.max(2, Math.min(wrong.length(), LONGEST) / 2)
                        || name.toLowerCase(Locale.ROOT).contains(wrong.toLowerCase(Locale.ROOT)));
    }

    private static String beginning(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.substring(0, Math.min(LONGEST, lower.length()));
    }

    /** Levenshtein's, case left out. */
    private static int distance(String one, String other) {
        var a = beginning(one);
        var b = beginning(other);
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
