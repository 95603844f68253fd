package io.github.gru4j.datasets;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Data that cannot be used. The message is one line: the file, the row and the column as far as they are known, what was
 * found, and what to do.
 *
 * <pre>{@code
 * throw DataException.in(file).row(17).column("price").of("\"n/a\" is no number; correct it, or choose what missing values become");
 * // prices.csv, row 17, column "price": "n/a" is no number; correct it, or ...
 * }</pre>
 */
public final class DataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Longer values of a file are cut in messages. */
    private static final int LONGEST_QUOTE = 40;

    private DataException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A place in a file. */
    public static Place in(Path file) {
        return new Place(file, file.toString(), 0, "");
    }

    /**
     * A place in what is no file.
     *
     * @param source what it is called, for instance the name of a DataVec reader
     */
    public static Place in(String source) {
        return new Place(null, source, 0, "");
    }

    /** A value of a file as messages show it: in quotes, in one line, cut if it is long. */
    public static String quote(String value) {
        var line = value.codePoints()
                .limit(LONGEST_QUOTE)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        boolean cut = value.codePointCount(0, value.length()) > LONGEST_QUOTE;
        return '"' + line + (cut ? "\"..." : "\"");
    }

    /** Where in a file, or in what a reader gives, something is wrong. */
    public static final class Place {

        private final Path file;
        private final String source;
        /** 0 if none is known. */
        private final long row;

        private final String rest;

        /** In parts, since readers make one for each row of a file and hardly any is shown. */
        private Place(Path file, String source, long row, String rest) {
            this.file = file;
            this.source = source;
            this.row = row;
            this.rest = rest;
        }

        private Place with(String more) {
            return new Place(file, source, row, rest + ", " + more);
        }

        /** The file; empty if it is none. */
        public Optional<Path> file() {
            return Optional.ofNullable(file);
        }

        /** The row, counted from 1; empty if none is known. */
        public OptionalLong row() {
            return row == 0 ? OptionalLong.empty() : OptionalLong.of(row);
        }

        /**
         * The same place, and a row in it.
         *
         * @param row counted from 1, as an editor shows it; the header counts
         */
        public Place row(long row) {
            return new Place(file, source, row, rest);
        }

        /**
         * The same place, and a step of the sequence there.
         *
         * @param step counted from 1
         */
        public Place step(long step) {
            return with("step " + step);
        }

        /**
         * The same place, and a column in it.
         *
         * @param column its name
         */
        public Place column(String column) {
            return with("column " + quote(column));
        }

        /**
         * What is wrong there.
         *
         * @param message what was found, what was expected, what to do
         */
        public DataException of(String message) {
            return of(message, null);
        }

        /**
         * As {@link #of(String)}, with what it was found out by.
         *
         * @param message what was found there, what was expected, what to do
         */
        public DataException of(String message, Throwable cause) {
            return new DataException(source + (row == 0 ? "" : ", row " + row) + rest + ": " + message, cause);
        }
    }
}
