package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.internal.DataFiles;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Lines of a file, each a text of its own. */
final class TextLines {

    private TextLines() {}

    /** Takes a line. */
    interface Visitor {

        /**
         * Takes the next line.
         *
         * @param row its row, counted from 1
         */
        void line(long row, String line);
    }

    static void read(Path file, Charset charset, Visitor visitor) {
        try (var reader = TextReader.open(file, charset)) {
            long row = reader.row();
            for (var line = next(reader); line != null; line = next(reader)) {
                visitor.line(row, line);
                row = reader.row();
            }
        } catch (IOException e) {
            throw DataFiles.unreadable(file, e);
        }
    }

    /** Whether all lines are so; it reads up to the first that is not. */
    static boolean all(Path file, Charset charset, Predicate<String> so) {
        try (var reader = TextReader.open(file, charset)) {
            var line = next(reader);
            while (line != null && so.test(line)) {
                line = next(reader);
            }
            return line == null;
        } catch (IOException e) {
            throw DataFiles.unreadable(file, e);
        }
    }

    /** Null at the end. */
    private static String next(TextReader reader) {
        var line = reader.line(TextReader.MOST_CHARACTERS);
        if (line != null && line.length() == TextReader.MOST_CHARACTERS) {
            throw reader.place()
                    .of("the line has more than " + TextReader.MOST_CHARACTERS
                            + " characters; one text per line was expected");
        }
        return line;
    }
}
