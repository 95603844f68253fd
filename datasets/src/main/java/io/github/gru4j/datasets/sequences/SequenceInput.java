package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.DataFiles;
import java.nio.file.Path;
import org.datavec.api.records.reader.SequenceRecordReader;

/**
 * Where sequences come from.
 *
 * @param path the file or folder; null for a reader
 * @param reader null for a path
 * @param labels the file of their labels; null if these are elsewhere
 */
record SequenceInput(Path path, SequenceRecordReader reader, Path labels) {

    /** Null if there is neither. */
    static SequenceInput of(Path path, SequenceRecordReader reader, Path labels) {
        return path == null && reader == null ? null : new SequenceInput(path, reader, labels);
    }

    DataException.Place place() {
        return reader == null ? DataException.in(path) : DataException.in(readerName());
    }

    /** For people, without folders. */
    String name() {
        return reader == null ? DataFiles.name(path) : readerName();
    }

    private String readerName() {
        return name(reader);
    }

    static String name(SequenceRecordReader reader) {
        var name = reader.getClass().getSimpleName();
        return name.isEmpty() ? reader.getClass().getName() : name; // An anonymous class has none.
    }
}
