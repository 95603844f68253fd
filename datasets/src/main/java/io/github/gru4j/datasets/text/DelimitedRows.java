package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.DataException;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads rows of fields with a delimiter between them (RFC 4180): a field in quotes may hold delimiters, line ends, and quotes twice.
 *
 * <p>DataVec's CSV readers split at line ends before they look for quotes, and do not say where something is wrong.
 */
final class DelimitedRows implements Closeable {

    private static final char QUOTE = '"';

    private final TextReader reader;
    private final char delimiter;
    private final boolean quoted;
    private long row;
    private int last;
    private int read;

    /** @param quoted whether quotes mean anything */
    DelimitedRows(TextReader reader, char delimiter, boolean quoted) {
        this.reader = reader;
        this.delimiter = delimiter;
        this.quoted = quoted;
    }

    /** Where the fields that were read last begin. */
    long row() {
        return row;
    }

    /** The next fields; null at the end of the file. A line without anything is one empty field. */
    List<String> next() {
        row = reader.row();
        read = 0;
        last = reader.read();
        if (last == TextReader.END) {
            return null;
        }
        var fields = new ArrayList<String>();
        while (true) {
            fields.add(quoted && last == QUOTE ? inQuotes() : bare());
            if (last != delimiter) {
                return fields;
            }
            count();
            last = reader.read();
        }
    }

    private String bare() {
        var field = new StringBuilder();
        while (last != delimiter && last != '\n' && last != TextReader.END) {
            append(field, last);
            last = reader.read();
        }
        return field.toString();
    }

    private String inQuotes() {
        long opened = reader.row();
        var field = new StringBuilder();
        while (true) {
            int character = reader.read();
            if (character == TextReader.END) {
                throw DataException.in(reader.file())
                        .row(opened)
                        .of("a quote opens here that is not closed before the end of the file; close it");
            }
            if (character == QUOTE) {
                last = reader.read();
                if (last != QUOTE) {
                    break;
                }
            }
            append(field, character);
        }
        if (last != delimiter && last != '\n' && last != TextReader.END) {
            throw reader.place()
                    .of("after the closing quote of a field that begins in row " + opened + " stands "
                            + DataException.quote(Character.toString(last))
                            + "; write a quote inside of a field twice, or say that quotes mean nothing");
        }
        return field.toString();
    }

    private void append(StringBuilder field, int character) {
        count();
        field.append((char) character);
    }

    /** Of all fields together: a row without an end must not fill the memory, be it with fields. */
    private void count() {
        read++;
        if (read > TextReader.MOST_CHARACTERS) {
            throw DataException.in(reader.file())
                    .row(row)
                    .of("it has more than " + TextReader.MOST_CHARACTERS
                            + " characters; is a quote or a line end missing?");
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
