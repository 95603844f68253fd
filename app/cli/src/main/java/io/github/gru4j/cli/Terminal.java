package io.github.gru4j.cli;

/** What comes out of files, made fit to be shown. */
final class Terminal {

    private static final int LONGEST = 160;

    private Terminal() {}

    /** On one line, and without what a terminal would take for a command. */
    static String safe(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", "?");
    }

    /** The same, not longer than a line or two: one name of a megabyte would fill every row of a table. */
    static String cell(String text) {
        String safe = safe(text);
        return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST) + "...";
    }
}
