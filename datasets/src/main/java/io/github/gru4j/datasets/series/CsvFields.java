package io.github.gru4j.datasets.series;

import java.util.Arrays;

/**
 * Where the fields of a line are (RFC 4180, but a quoted field ends in its line: a quote that is never closed would otherwise
 * swallow the rest of a file).
 */
final class CsvFields {

    private final CsvLines lines;
    private final byte delimiter;
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private int count;

    CsvFields(CsvLines lines, char delimiter) {
        this.lines = lines;
        this.delimiter = (byte) delimiter;
    }

    /** Splits the present line; blanks around fields and the quotes of quoted ones are left out. */
    void split() {
        byte[] line = lines.buffer();
        int end = lines.end();
        int at = lines.start();
        count = 0;
        while (true) {
            while (at < end && blank(line[at])) {
                at++;
            }
            int from = at;
            int to;
            if (at < end && line[at] == '"') {
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
            if (line[at] == '"') {
                if (at + 1 < end && line[at + 1] == '"') {
                    at++;
                } else {
                    return at;
                }
            }
            at++;
        }
        throw lines.place().of("the quote that opens field " + (count + 1) + " is not closed in its line");
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

    int count() {
        return count;
    }

    int start(int field) {
        return starts[field];
    }

    int end(int field) {
        return ends[field];
    }

    String text(int field) {
        return lines.text(starts[field], ends[field]).replace("\"\"", "\"");
    }
}
