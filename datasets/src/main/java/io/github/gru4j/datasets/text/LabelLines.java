package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.DataException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A file whose lines hold a class and a text. A tab is between them if there is one in every line, so that a class may be of several
 * words; else a blank or a tab, the first of the line.
 */
final class LabelLines implements ExampleSource {

    private static final char TAB = '\t';

    private final Path file;
    private final Charset charset;
    /** Null before the file has been looked at. */
    private Boolean tabs;

    LabelLines(Path file, Charset charset) {
        this.file = file;
        this.charset = charset;
    }

    @Override
    public void read(Consumer<Example> examples) {
        if (tabs == null) {
            tabs = TextLines.all(file, charset, line -> line.isBlank() || line.indexOf(TAB) >= 0);
        }
        TextLines.read(file, charset, (row, line) -> examples.accept(example(row, line)));
    }

    private Example example(long row, String line) {
        if (line.isBlank()) {
            return Example.blank(file, row);
        }
        var text = tabs ? line : line.strip();
        int end = 0;
        while (end < text.length() && text.charAt(end) != TAB && (tabs || text.charAt(end) != ' ')) {
            end++;
        }
        var label = text.substring(0, end).strip();
        if (end == text.length() || label.isEmpty()) {
            throw DataException.in(file)
                    .row(row)
                    .of(
                            DataException.quote(text.strip())
                                    + " is no label and text with a blank or a tab between; add what is missing, or give the format");
        }
        return new Example(file, row, label, text.substring(end).strip());
    }

    @Override
    public String description() {
        return TextFormat.LABEL_LINES.description();
    }
}
