package io.github.gru4j.datasets.internal;

import io.github.gru4j.datasets.DataException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Suggests what was meant by a name that is not there. */
public final class Nearest {

    /** Longer names are no slips of a finger, and comparing them takes long. */
    private static final int LONGEST = 100;

    /** Of many labels, some. */
    private static final int MOST = 10_000;

    private static final int MOST_SHOWN = 12;

    private Nearest() {}

    /** The end of a sentence that says that a name is missing: the nearest of those that there are, and the first of these. */
    public static String hint(String name, List<String> names) {
        return "; "
                + to(name, names)
                        .map(near -> "did you mean " + DataException.quote(near) + "? There are ")
                        .orElse("there are ")
                + names.stream().limit(MOST_SHOWN).map(DataException::quote).collect(Collectors.joining(", "))
                + (names.size() > MOST_SHOWN ? ", ..." : "");
    }

    /**
     * The name that takes the fewest changes to come to, capitals or not, if they are at most half of the letters, or the name holds what
     * was written.
     */
    static Optional<String> to(String written, Collection<String> names) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        var lower = written.toLowerCase(Locale.ROOT);
        return names.stream()
                .limit(MOST)
                .filter(name -> name.length() <= LONGEST)
                .min(Comparator.comparingInt(name -> changes(lower, name)))
                .filter(name -> changes(lower, name) <= Math.max(1, written.length() / 2)
                        || (written.length() > 1
                                && name.toLowerCase(Locale.ROOT).contains(lower)));
    }

    /** Levenshtein's distance. */
    private static int changes(String a, String name) {
        var b = name.toLowerCase(Locale.ROOT);
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
