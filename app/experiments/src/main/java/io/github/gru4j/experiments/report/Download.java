package io.github.gru4j.experiments.report;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A table that the page holds in one of its links.
 *
 * @param file name under which a browser keeps it
 * @param what it is, a phrase
 * @param lines of it, without the header
 * @param size for people
 * @param href a {@code data:} URI
 */
record Download(String file, String what, int lines, String size, String href) {

    private static final String SAFE = "-_.~,:;+*/()!";
    private static final double KILO = 1000;

    static Download of(String file, String what, Csv table) {
        String text = table.text();
        double kilobytes = text.getBytes(StandardCharsets.UTF_8).length / KILO;
        return new Download(
                file,
                what,
                table.lines(),
                String.format(Locale.ROOT, kilobytes < 10 ? "%.1f kB" : "%.0f kB", kilobytes),
                "data:text/csv;charset=utf-8," + escaped(text));
    }

    /** Most characters of a table are digits, dots and commas, so that this takes less room than Base64. */
    private static String escaped(String text) {
        var uri = new StringBuilder(text.length() + text.length() / 4);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || SAFE.indexOf(c) >= 0)) {
                uri.append(c);
            } else {
                uri.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
            }
        }
        return uri.toString();
    }
}
