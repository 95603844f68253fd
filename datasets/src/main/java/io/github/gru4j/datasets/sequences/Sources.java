package io.github.gru4j.datasets.sequences;

/** The sources that options ask for. */
final class Sources {

    private Sources() {}

    /** Sequences that have their labels; before a transform, if there is one. */
    static SequenceSource of(SequenceOptions options, SequenceInput input) {
        var source = input.reader() == null ? ofFiles(options, input) : new ReaderSource(input, options);
        return switch (options.labelPlace()) {
            case FILE -> new LabelFile(input.labels(), options).label(source);
            case ORDER -> new OrderLabels(source, input.place(), options);
            default -> source;
        };
    }

    private static SequenceSource ofFiles(SequenceOptions options, SequenceInput input) {
        return switch (options.layout()) {
            case ROW_PER_SEQUENCE -> new RowSource(input.path(), options);
            case FILE_PER_SEQUENCE -> new FolderSource(input.path(), input.labels(), options);
            case ID_COLUMN -> new IdSource(input.path(), options);
        };
    }
}
