package io.github.gru4j.cli;

import java.util.ArrayList;
import java.util.List;

/** The cells of a line of CSV; quotes may hold the delimiter, and none spans lines. */
final class CsvCells {

    private static final char QUOTE = '"';

    /** Of several in a line the first of these, since commas are in numbers and blanks in names. */
    private static final String USUAL = "\t;,|";

    private CsvCells() {}

    /** The delimiter of a line; a blank, which stands for any blanks, if there is none of the others. */
    static char delimiterOf(String line) {
        return (char)
                USUAL.chars().filter(c -> line.indexOf(c) >= 0).findFirst().orElse(' ');
    }

    /** @throws IllegalArgumentException if a quote is open at the end */
    static List<String> of(String line, char delimiter) {
        if (delimiter == ' ') {
            return List.of(line.strip().split("[\\s]+"));
        }
        List<String> cells = new ArrayList<>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == QUOTE && quoted && i + 1 < line.length() && line.charAt(i + 1) == QUOTE) {
                cell.append(QUOTE);
                i++;
            } else if (c == QUOTE && (quoted || cell.toString().isBlank())) {
                quoted = !quoted;
            } else if (c == delimiter && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quote is open at the end of the line");
        }
        cells.add(cell.toString().strip());
        return cells;
    }

    /** A cell as a line of CSV has it. */
    static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == QUOTE || c == '\n' || c == '\r');
        return plain ? text : QUOTE + text.replace("\"", "\"\"") + QUOTE;
    }
}
