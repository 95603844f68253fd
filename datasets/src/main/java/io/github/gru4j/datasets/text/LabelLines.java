package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.DataException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A file whose lines hold a class, a blank or a tab, and a text. */
final class LabelLines implements ExampleSource {

    private final Path file;
    private final Charset charset;

    LabelLines(Path file, Charset charset) {
        this.file = file;
        this.charset = charset;
    }

    @Override
    public void read(Consumer<Example> examples) {
        TextLines.read(file, charset, (row, line) -> examples.accept(example(row, line.strip())));
    }

    private Example example(long row, String line) {
        if (line.isEmpty()) {
            return Example.blank(file, row);
        }
        int end = 0;
        while (end < line.length() && line.charAt(end) != ' ' && line.charAt(end) != '\t') {
            end++;
        }
        if (end == line.length()) {
            throw DataException.in(file)
                    .row(row)
                    .of(
                            DataException.quote(line)
                                    + " is no label and text with a blank or a tab between; add what is missing, or give the format");
        }
        return new Example(
                file, row, line.substring(0, end), line.substring(end).strip());
    }

    @Override
    public String description() {
        return TextFormat.LABEL_LINES.description();
    }
}
