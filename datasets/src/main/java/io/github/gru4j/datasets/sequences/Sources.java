package io.github.gru4j.datasets.sequences;

import java.nio.file.Path;

/** The sources that options ask for. */
final class Sources {

    private Sources() {}

    /**
     * A source whose sequences have their labels.
     *
     * @param labelFile its labels, if the options have these in a second file
     */
    static CachedSource of(SequenceOptions options, Path data, Path labelFile) {
        var source =
                switch (options.layout()) {
                    case ROW_PER_SEQUENCE -> new RowSource(data, options);
                    case FILE_PER_SEQUENCE -> new FolderSource(data, labelFile, options);
                    case ID_COLUMN -> new IdSource(data, options);
                };
        var labelled =
                switch (options.labelPlace()) {
                    case FILE -> new LabelFile(labelFile, options).label(source);
                    case ORDER -> new OrderLabels(source, data, options);
                    default -> source;
                };
        return new CachedSource(labelled, data);
    }
}
