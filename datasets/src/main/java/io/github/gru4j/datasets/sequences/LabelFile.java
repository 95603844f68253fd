package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.csv.CsvFields;
import io.github.gru4j.datasets.internal.csv.CsvLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Labels in a file of their own: a row for each sequence. Beside sequences in rows or of a reader, row n holds the label of sequence n; beside
 * files and ids, two columns: the file's name or the id, and the label.
 */
final class LabelFile {

    /** What the first row may say to be the header. */
    private static final Set<String> KEY_HEADERS =
            Set.of("file", "filename", "file name", "name", "id", "key", "sequence");

    private static final Set<String> LABEL_HEADERS = Set.of("label", "labels", "class", "target", "y");

    private final Path file;
    private final SequenceOptions options;

    LabelFile(Path file, SequenceOptions options) {
        this.file = file;
        this.options = options;
    }

    /** Labels for a source. */
    SequenceSource label(SequenceSource source) {
        return options.layout() == Layout.ROW_PER_SEQUENCE || options.reader() != null
                ? inOrder(source)
                : byKey(source);
    }

    private SequenceSource inOrder(SequenceSource source) {
        var labels = new ArrayList<String>();
        try (var lines = new CsvLines(file, options.charset())) {
            while (lines.next()) {
                labels.add(Labels.require(lines.text().strip(), lines.place()));
            }
        }
        var first = labels.isEmpty() ? "" : labels.get(0);
        // A class that is called so has other sequences, too.
        boolean header = LABEL_HEADERS.contains(first.toLowerCase(Locale.ROOT)) && labels.lastIndexOf(first) == 0;
        if (header) {
            labels.remove(0);
        }
        var found = "it holds " + labels.size() + " labels"
                + (header ? " below " + DataException.quote(first) + ", which is taken for a header" : "");
        return new Labelled(source) {
            @Override
            String labelOf(RawSequence sequence, int index) {
                if (index >= labels.size()) {
                    throw DataException.in(file).of(found + ", and there are more sequences; give one for each");
                }
                return labels.get(index);
            }

            @Override
            void end(int count) {
                if (count < labels.size()) {
                    throw DataException.in(file)
                            .of(found + ", and there are " + count + " sequences; give one for each");
                }
            }
        };
    }

    private SequenceSource byKey(SequenceSource source) {
        var labels = read();
        var first = labels.keySet().iterator().next();
        boolean mayBeHeader = KEY_HEADERS.contains(first.toLowerCase(Locale.ROOT));
        return new Labelled(source) {
            private final Set<String> used = new HashSet<>();

            @Override
            String labelOf(RawSequence sequence, int index) {
                var label = labels.get(sequence.key());
                if (label == null) {
                    throw DataException.in(file)
                            .of("it holds no label for " + DataException.quote(sequence.key()) + "; add a row");
                }
                used.add(sequence.key());
                return label;
            }

            @Override
            void end(int count) {
                for (var key : labels.keySet()) {
                    // A sequence may be called as a header is; then it is none.
                    if (!used.contains(key) && !(mayBeHeader && key.equals(first))) {
                        throw DataException.in(file)
                                .of("it holds a label for " + DataException.quote(key)
                                        + ", and there is no such sequence; delete the row, or add the sequence");
                    }
                }
            }
        };
    }

    private Map<String, String> read() {
        var labels = new LinkedHashMap<String, String>();
        try (var lines = new CsvLines(file, options.charset())) {
            CsvFields fields = null;
            while (lines.next()) {
                if (fields == null) {
                    fields = Separator.in(lines.text()).fields(lines);
                }
                var pair = fields.texts();
                if (pair.size() != 2) {
                    throw lines.place()
                            .of(
                                    "this row has " + pair.size()
                                            + " values, and 2 were expected: the file's name or the id, and the label; correct it");
                }
                if (labels.put(pair.get(0), Labels.require(pair.get(1), lines.place())) != null) {
                    throw lines.place()
                            .of(DataException.quote(pair.get(0)) + " has a label already; delete one of the two");
                }
            }
        }
        if (labels.isEmpty()) {
            throw DataException.in(file).of("this file is empty; give one with a label for each sequence");
        }
        return labels;
    }
}
