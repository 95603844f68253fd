package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import org.datavec.api.records.reader.impl.csv.SerializableCSVParser;

/** Cuts a row into its values, without the blanks around them. */
final class Cells {

    private static final char QUOTE = '"';

    private final Separator separator;
    private final SerializableCSVParser quoted;

    /** @param separator other than {@link Separator#AUTO} */
    Cells(Separator separator) {
        this.separator = separator;
        // Without an escape character: a backslash is one, as spreadsheets write it.
        quoted = new SerializableCSVParser(separator.character(), QUOTE, SerializableCSVParser.NULL_CHARACTER);
    }

    List<String> of(String row, DataException.Place place) {
        if (separator == Separator.BLANKS) {
            var cells = new ArrayList<String>();
            var tokens = new StringTokenizer(row);
            while (tokens.hasMoreTokens()) {
                cells.add(tokens.nextToken());
            }
            return cells;
        }
        return row.indexOf(QUOTE) < 0 ? plain(row) : quoted(row, place);
    }

    private List<String> plain(String row) {
        var cells = new ArrayList<String>();
        int from = 0;
        for (int at = row.indexOf(separator.character()); at >= 0; at = row.indexOf(separator.character(), from)) {
            cells.add(row.substring(from, at).strip());
            from = at + 1;
        }
        cells.add(row.substring(from).strip());
        return cells;
    }

    private List<String> quoted(String row, DataException.Place place) {
        try {
            var cells = new ArrayList<String>();
            for (var cell : quoted.parseLine(row)) {
                cells.add(cell.strip());
            }
            return cells;
        } catch (IOException e) {
            throw place.of("a quote (\") in this row has no end; close it, or double it where it is meant as it is", e);
        }
    }
}
