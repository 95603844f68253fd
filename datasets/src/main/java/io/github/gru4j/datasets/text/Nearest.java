package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.DataException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Suggests what was meant by a name that is not there. */
final class Nearest {

    private static final int MOST_SHOWN = 20;
    /** Longer names are no slips of a finger, and comparing them takes long. */
    private static final int LONGEST = 100;

    private Nearest() {}

    /** The end of a sentence that says that the name is missing. */
    static String of(String name, List<String> names) {
        var nearest = names.stream().min(Comparator.comparingInt(other -> distance(name, other)));
        int tolerated = Math.max(1, name.length() / 2);
        return "; "
                + nearest.filter(other -> distance(name, other) <= tolerated)
                        .map(other -> "did you mean " + DataException.quote(other) + "? There are ")
                        .orElse("there are ")
                + names.stream().limit(MOST_SHOWN).map(DataException::quote).collect(Collectors.joining(", "))
                + (names.size() > MOST_SHOWN ? ", ..." : "");
    }

    /** How many characters must be put in, left out or changed, capitals or not. */
    private static int distance(String name, String other) {
        var a = name.toLowerCase(Locale.ROOT);
        var b = other.toLowerCase(Locale.ROOT);
        // Names and labels can be as long as a file; these are not what was meant.
        if (Math.max(a.length(), b.length()) > LONGEST || Math.abs(a.length() - b.length()) > a.length()) {
            return Integer.MAX_VALUE;
        }
        var before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(before[j], row[j - 1]));
            }
            before = row;
        }
        return before[b.length()];
    }
}
