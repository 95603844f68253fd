package io.github.gru4j.cli;

/** What is shown: whether at once, and, where it comes out of files, made fit for it. */
final class Terminal {

    private static final int LONGEST_CELL = 160;
    private static final int LONGEST_SENTENCE = 1000;

    /** Set by the launcher, which alone can tell: Java cannot ask whether stderr is a terminal. */
    private static final String PROPERTY = "gru4j.terminal";

    private Terminal() {}

    /** Whether what goes to stderr is seen at once. */
    static boolean isTerminal() {
        return Boolean.getBoolean(PROPERTY);
    }

    /** On one line, and without what a terminal would take for a command. */
    static String safe(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", "?");
    }

    /** A message that lists on lines of their own what is wrong, as one line; what it says twice is said once. */
    static String line(String message) {
        var lines = message.lines().map(String::strip).distinct().toList();
        return lines.get(0) + (lines.size() == 1 ? "" : " " + String.join("; ", lines.subList(1, lines.size())));
    }

    /** On one line and not longer than a line or two: one name of a megabyte would fill every row of a table. */
    static String cell(String text) {
        return cut(safe(text), LONGEST_CELL);
    }

    /** What is wrong with a layer, which may quote names. */
    static String sentence(String text) {
        return cut(safe(text), LONGEST_SENTENCE);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "...";
    }
}
