package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.Nearest;
import io.github.gru4j.datasets.internal.csv.CsvFields;
import io.github.gru4j.datasets.internal.csv.CsvLines;
import io.github.gru4j.datasets.internal.csv.Numbers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** The first line of a file: the delimiter, and the names of the columns; those without a name are "". */
record CsvHeader(char delimiter, List<String> names) {

    private static final String DELIMITERS = ",;\t|";

    private static final int MOST_COLUMNS = 10_000;

    /** Reads the first line of {@code lines}. */
    static CsvHeader read(CsvLines lines, SeriesOptions options) {
        if (!lines.next()) {
            throw DataException.in(lines.file()).of("the file is empty; a header and rows of numbers were expected");
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
                    .of("there is no column " + DataException.quote(column) + Nearest.hint(column, names));
        }
        return index;
    }
}
