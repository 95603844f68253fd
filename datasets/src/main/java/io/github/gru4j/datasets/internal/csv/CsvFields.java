package io.github.gru4j.datasets.internal.csv;

import io.github.gru4j.datasets.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the fields of a row are (RFC 4180, but a quoted field ends in its line: a quote that is never closed would otherwise
 * swallow the rest of a file).
 */
public final class CsvFields {

    private static final byte QUOTE = '"';

    private final CsvLines lines;
    private final byte delimiter;
    private final boolean atBlanks;
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private int count;

    /** Fields with a delimiter between each two. */
    public CsvFields(CsvLines lines, char delimiter) {
        this(lines, delimiter, false);
    }

    private CsvFields(CsvLines lines, char delimiter, boolean atBlanks) {
        this.lines = lines;
        this.delimiter = (byte) delimiter;
        this.atBlanks = atBlanks;
    }

    /** Fields with any number of spaces and tabs between them; quotes mean nothing. */
    public static CsvFields betweenBlanks(CsvLines lines) {
        return new CsvFields(lines, '\0', true);
    }

    /** Splits the present row; blanks around fields and the quotes of quoted ones are left out. */
    public void split() {
        count = 0;
        if (atBlanks) {
            splitAtBlanks(lines.buffer(), lines.end());
        } else {
            splitAtDelimiters(lines.buffer(), lines.end());
        }
    }

    private void splitAtBlanks(byte[] line, int end) {
        int at = lines.start();
        while (true) {
            while (at < end && blank(line[at])) {
                at++;
            }
            if (at == end) {
                return;
            }
            int from = at;
            while (at < end && !blank(line[at])) {
                at++;
            }
            add(from, at);
        }
    }

    private void splitAtDelimiters(byte[] line, int end) {
        int at = lines.start();
        while (true) {
            while (at < end && blank(line[at])) {
                at++;
            }
            int from = at;
            int to;
            if (at < end && line[at] == QUOTE) {
                to = closing(line, at + 1, end);
                from++;
                at = to + 1;
                while (at < end && blank(line[at])) {
                    at++;
                }
                if (at < end && line[at] != delimiter) {
                    throw lines.place()
                            .of("there is text after the closing quote of field " + (count + 1)
                                    + "; quotes inside of quotes are doubled");
                }
            } else {
                while (at < end && line[at] != delimiter) {
                    at++;
                }
                to = at;
                while (to > from && blank(line[to - 1])) {
                    to--;
                }
            }
            add(from, to);
            if (at >= end) {
                return;
            }
            at++;
        }
    }

    private boolean blank(byte b) {
        return (b == ' ' || b == '\t') && b != delimiter;
    }

    private int closing(byte[] line, int from, int end) {
        int at = from;
        while (at < end) {
            if (line[at] == QUOTE) {
                if (at + 1 < end && line[at + 1] == QUOTE) {
                    at++;
                } else {
                    return at;
                }
            }
            at++;
        }
        throw lines.place()
                .of(
                        "the quote that opens field " + (count + 1)
                                + " is not closed in its line; close it, or double it within quotes where it is meant as it is");
    }

    private void add(int from, int to) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        starts[count] = from;
        ends[count] = to;
        count++;
    }

    public int count() {
        return count;
    }

    /** Where in the buffer of the lines a field begins. */
    public int start(int field) {
        return starts[field];
    }

    /** Where in the buffer of the lines a field ends. */
    public int end(int field) {
        return ends[field];
    }

    /** A field as a text. */
    public String text(int field) {
        var text = lines.text(starts[field], ends[field]);
        return quoted(field) ? text.replace("\"\"", "\"") : text;
    }

    private boolean quoted(int field) {
        return starts[field] > lines.start() && lines.buffer()[starts[field] - 1] == QUOTE;
    }

    /**
     * Splits the present row into texts, each without blanks of any kind around it.
     *
     * @throws DataException if a field holds quotes that are not those of a quoted one
     */
    public List<String> texts() {
        split();
        var texts = new ArrayList<String>(count);
        for (int field = 0; field < count; field++) {
            var text = text(field).strip();
            if (text.indexOf(QUOTE) >= 0 && !atBlanks && !quoted(field)) {
                throw lines.place()
                        .of(
                                "there is a quote in field " + (field + 1)
                                        + ", which begins without one; delete it, or put the field in quotes and double those within");
            }
            texts.add(text);
        }
        return texts;
    }
}
