package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.internal.DataFiles;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;

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
            for (var line = reader.line(TextReader.MOST_CHARACTERS);
                    line != null;
                    line = reader.line(TextReader.MOST_CHARACTERS)) {
                if (line.length() == TextReader.MOST_CHARACTERS) {
                    throw reader.place()
                            .of("the line has more than " + TextReader.MOST_CHARACTERS
                                    + " characters; one text per line was expected");
                }
                visitor.line(row, line);
                row = reader.row();
            }
        } catch (IOException e) {
            throw DataFiles.unreadable(file, e);
        }
    }
}
