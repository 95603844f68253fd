package io.github.gru4j.experiments.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Putting sentences together. */
final class Words {

    private Words() {}

    /** "a", "a and b", "a, b and c". */
    static String list(List<?> items) {
        return list(items, "and");
    }

    /** The same with another word before the last. */
    static String list(List<?> items, String word) {
        int last = items.size() - 1;
        return last < 1
                ? items.stream().map(Object::toString).collect(Collectors.joining())
                : items.subList(0, last).stream().map(Object::toString).collect(Collectors.joining(", "))
                        + " "
                        + word
                        + " "
                        + items.get(last);
    }

    /** "3 runs", "1 run". */
    static String count(long count, String one, String many) {
        return String.format(Locale.ROOT, "%,d ", count) + (count == 1 ? one : many);
    }

    /** With a capital at its beginning. */
    static String capital(String sentence) {
        return sentence.isEmpty()
                ? sentence
                : sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }
}
