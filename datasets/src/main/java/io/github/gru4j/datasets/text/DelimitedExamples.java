package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A file with a header; a column holds texts and another their classes. */
final class DelimitedExamples implements ExampleSource {

    private static final char TAB = '\t';
    private static final Set<String> WITH_TABS = Set.of("tsv", "tab");
    private static final List<Character> DELIMITERS = List.of(',', ';', TAB, '|');

    private final Path file;
    private final TextOptions options;
    private final char delimiter;

    private DelimitedExamples(Path file, TextOptions options, char delimiter) {
        this.file = file;
        this.options = options;
        this.delimiter = delimiter;
    }

    static DelimitedExamples of(Path file, TextOptions options) {
        char delimiter = options.delimiter == null ? delimiter(file, options) : options.delimiter;
        return new DelimitedExamples(file, options, delimiter);
    }

    /** What finds both columns, else what finds most columns: the error is told in its terms. */
    private static char delimiter(Path file, TextOptions options) {
        if (WITH_TABS.contains(FileNames.extension(file))) {
            return TAB;
        }
        char best = DELIMITERS.get(0);
        int most = 0;
        for (char delimiter : DELIMITERS) {
            List<String> header;
            try {
                header = header(file, options, delimiter);
            } catch (DataException e) {
                // Names in quotes with another delimiter behind; what is wrong with all of them is said when it is
                // read.
                continue;
            }
            if (header.contains(options.textColumn) && header.contains(options.labelColumn)) {
                return delimiter;
            }
            if (header.size() > most) {
                most = header.size();
                best = delimiter;
            }
        }
        return best;
    }

    private static List<String> header(Path file, TextOptions options, char delimiter) {
        try (var rows = rows(file, options, delimiter)) {
            return header(file, rows);
        } catch (IOException e) {
            throw TextReader.unreadable(file, e);
        }
    }

    private static DelimitedRows rows(Path file, TextOptions options, char delimiter) {
        return new DelimitedRows(TextReader.open(file, options.charset), delimiter, options.quotes);
    }

    private static List<String> header(Path file, DelimitedRows rows) {
        var header = rows.next();
        if (header == null) {
            throw DataException.in(file).of("it is empty; a header and rows were expected");
        }
        return header.stream().map(String::strip).toList();
    }

    @Override
    public void read(Consumer<Example> examples) {
        try (var rows = rows(file, options, delimiter)) {
            var header = header(file, rows);
            int text = column(header, options.textColumn);
            int label = column(header, options.labelColumn);
            for (var fields = rows.next(); fields != null; fields = rows.next()) {
                examples.accept(example(rows.row(), fields, header.size(), text, label));
            }
        } catch (IOException e) {
            throw TextReader.unreadable(file, e);
        }
    }

    private Example example(long row, List<String> fields, int columns, int text, int label) {
        if (fields.size() == 1 && fields.get(0).isBlank()) {
            return Example.blank(file, row);
        }
        if (fields.size() != columns) {
            throw DataException.in(file)
                    .row(row)
                    .of("it has " + fields.size() + " fields and the header " + columns
                            + "; correct it, and put texts that hold the delimiter in quotes");
        }
        var labelField = fields.get(label).strip();
        var textField = fields.get(text).strip();
        if (labelField.isEmpty()) {
            throw DataException.in(file)
                    .row(row)
                    .column(options.labelColumn)
                    .of("it is empty; every row needs a label");
        }
        return new Example(file, row, labelField, textField);
    }

    private int column(List<String> header, String name) {
        int column = header.indexOf(name);
        if (column < 0) {
            throw DataException.in(file)
                    .row(1)
                    .of("there is no column " + DataException.quote(name) + Names.thereAre(header, name));
        }
        if (header.lastIndexOf(name) != column) {
            throw DataException.in(file)
                    .row(1)
                    .of("there are two columns " + DataException.quote(name) + "; give them different names");
        }
        return column;
    }

    @Override
    public String description() {
        return TextFormat.DELIMITED.description() + ", texts in column " + DataException.quote(options.textColumn)
                + ", classes in column " + DataException.quote(options.labelColumn);
    }
}
