package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.Nearest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/** The first line of a file: the delimiter, and the names of the columns; those without a name are "". */
record CsvHeader(char delimiter, List<String> names) {

    private static final String DELIMITERS = ",;\t|";

    private static final int MOST_COLUMNS = 10_000;

    /** Names in an error. */
    private static final int MOST_SHOWN = 20;

    /** Reads the first line of {@code lines}. */
    static CsvHeader read(CsvLines lines, SeriesOptions options) throws IOException {
        if (!lines.next() || lines.blank()) {
            throw lines.row() == 0
                    ? DataException.in(lines.file()).of("the file is empty; a header and rows of numbers were expected")
                    : lines.place().of("the line is empty; a header with the names of the columns was expected");
        }
        char delimiter = options.delimiter().orElseGet(() -> mostFrequent(lines));
        var fields = new CsvFields(lines, delimiter);
        fields.split();
        if (fields.count() > MOST_COLUMNS) {
            throw lines.place()
                    .of("there are " + fields.count() + " columns; at most " + MOST_COLUMNS + " can be read");
        }
        var names = new ArrayList<String>();
        var seen = new HashSet<String>();
        for (int i = 0; i < fields.count(); i++) {
            var name = fields.text(i);
            if (!name.isEmpty() && !seen.add(name)) {
                throw lines.place().column(name).of("two columns have this name; rename one");
            }
            names.add(name);
        }
        if (names.stream().allMatch(name -> !Double.isNaN(Numbers.parse(name, '.')))) {
            throw lines.place()
                    .of("there are numbers where the names of the columns were expected; put a header there");
        }
        return new CsvHeader(delimiter, names);
    }

    private static char mostFrequent(CsvLines lines) {
        var counts = new int[DELIMITERS.length()];
        boolean quoted = false;
        for (int i = lines.start(); i < lines.end(); i++) {
            char c = (char) (lines.buffer()[i] & 0xFF);
            quoted ^= c == '"';
            int which = quoted ? -1 : DELIMITERS.indexOf(c);
            if (which >= 0) {
                counts[which]++;
            }
        }
        int most = 0;
        for (int i = 1; i < counts.length; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        return DELIMITERS.charAt(most);
    }

    /** Where a column is; if there is none of the name, an error that suggests the nearest. */
    int indexOf(String column, CsvLines lines) {
        int index = names.indexOf(column);
        if (index < 0) {
            throw DataException.in(lines.file())
                    .row(1)
                    .of("there is no column " + DataException.quote(column) + "; "
                            + Nearest.to(column, names)
                                    .map(near -> "did you mean " + DataException.quote(near) + "?")
                                    .orElseGet(() -> "the columns are "
                                            + names.stream()
                                                    .limit(MOST_SHOWN)
                                                    .map(DataException::quote)
                                                    .collect(Collectors.joining(", "))
                                            + (names.size() > MOST_SHOWN ? ", ..." : "")));
        }
        return index;
    }
}
