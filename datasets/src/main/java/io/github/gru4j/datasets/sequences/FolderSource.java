package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.DataFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** A sequence in each file of a folder, or of its sub-folders if these are the classes. */
final class FolderSource implements SequenceSource {

    private final Path folder;
    /** Null if labels are elsewhere; it may be in the folder. */
    private final Path labelFile;

    private final SequenceOptions options;
    private List<String> features = List.of();

    FolderSource(Path folder, Path labelFile, SequenceOptions options) {
        this.folder = folder;
        this.labelFile = labelFile;
        this.options = options;
    }

    @Override
    public List<String> features() {
        return features;
    }

    @Override
    public void forEach(Visitor visitor) throws IOException {
        StepColumns columns = null;
        TableFormat format = null;
        for (var file : files()) {
            try (var table = Table.open(file, options, format)) {
                format = table.format();
                var row = table.next();
                if (row == null) {
                    throw DataException.in(file)
                            .of("this file has a header and no rows, a sequence of length 0; delete it");
                }
                if (columns == null) {
                    int count = format.header() ? format.columns().names().size() : row.size();
                    columns = StepColumns.of(format, count, options, DataException.in(file));
                    requireNoId();
                    features = columns.names();
                }
                visitor.visit(sequence(table, columns, row));
            }
        }
    }

    private void requireNoId() {
        if (options.idColumn() != null) {
            throw DataException.in(folder)
                    .of("with a file for each sequence there is no id column; leave out one of the two");
        }
    }

    private RawSequence sequence(Table table, StepColumns columns, List<String> first) {
        var file = table.file();
        var steps = new Steps(columns, options, DataException.in(file), key(file));
        requireCount(table, first, columns.count());
        for (var row = first; row != null; row = table.next(columns.count())) {
            steps.add(table, row);
        }
        var sequence = steps.sequence();
        return options.labelPlace() == LabelPlace.FOLDER
                ? sequence.labelled(
                        Objects.requireNonNull(file.getParent()).getFileName().toString())
                : sequence;
    }

    private static void requireCount(Table table, List<String> row, int count) {
        if (row.size() != count) {
            throw table.place()
                    .of("this row has " + row.size() + " values, and " + count
                            + " were expected, as in the header or the files before; correct it");
        }
    }

    private String key(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private List<Path> files() throws IOException {
        DataFiles.folder(folder);
        var files = new ArrayList<Path>();
        if (options.labelPlace() == LabelPlace.FOLDER) {
            for (var inside : list(folder)) {
                if (!Files.isDirectory(inside)) {
                    throw DataException.in(inside)
                            .of(
                                    "a folder for each class was expected here; move this file into one, or name a file of labels");
                }
                var ofClass = list(inside);
                if (ofClass.isEmpty()) {
                    throw DataException.in(inside).of("this class has no files; delete the folder, or put some in");
                }
                files.addAll(ofClass);
            }
        } else {
            for (var file : list(folder)) {
                // However the two are written: "data" and "./data/labels.csv".
                if (labelFile == null || !Files.exists(labelFile) || !Files.isSameFile(file, labelFile)) {
                    files.add(file);
                }
            }
        }
        if (files.isEmpty()) {
            throw DataException.in(folder)
                    .of("there are no files in this folder; name one with a file for each sequence");
        }
        return files;
    }

    /** Sorted, since file systems give them in any order; hidden files are not data. */
    private static List<Path> list(Path folder) throws IOException {
        try (var inside = Files.list(folder)) {
            return inside.filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted(Comparator.comparing(path -> path.getFileName().toString()))
                    .toList();
        }
    }
}
