package io.github.gru4j.importer.internal;

import java.util.List;

/** Text out of a file, for people to read: names there may be of any length, and have in them what would upset a terminal. */
public final class Printable {

    private Printable() {}

    /**
     * The text without control characters and marks that turn the direction of writing; line breaks stay.
     *
     * @param longest how many characters of it are shown
     */
    public static String of(String text, int longest) {
        if (text == null) {
            return null;
        }
        String part = text.length() <= longest
                ? text
                : text.substring(0, longest) + "... (" + (text.length() - longest) + " more characters)";
        return part.replaceAll("[\\p{Cc}\\p{Cf}&&[^\\n\\t]]", "?");
    }

    /** As {@link #of(String, int)}, each. */
    public static List<String> of(List<String> texts, int longest) {
        return texts.stream().map(text -> of(text, longest)).toList();
    }
}
