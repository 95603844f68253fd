package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.DataFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Finds out how texts are kept. */
final class ExampleSources {

    private static final Set<String> DELIMITED = Set.of("csv", "tsv", "tab");

    private ExampleSources() {}

    /** The source of a file or folder, in the format that the options name or that it looks like. */
    static ExampleSource of(Path data, TextOptions options) {
        if (!Files.exists(data)) {
            throw DataException.in(data).of("there is no such file or folder; check the path");
        }
        var format = options.format == null ? looksLike(data) : options.format;
        return switch (format) {
            case FILE_PER_CLASS -> new ClassFiles(data, options.charset);
            case FOLDER_PER_CLASS -> new ClassFolders(data, options.charset);
            case DELIMITED -> DelimitedExamples.of(data, options);
            case LABEL_LINES -> new LabelLines(data, options.charset);
        };
    }

    private static TextFormat looksLike(Path data) {
        if (!Files.isDirectory(data)) {
            return DELIMITED.contains(FileNames.extension(data)) ? TextFormat.DELIMITED : TextFormat.LABEL_LINES;
        }
        var entries = entries(data);
        long folders = entries.stream().filter(Files::isDirectory).count();
        if (folders > 0 && folders < entries.size()) {
            throw DataException.in(data)
                    .of("it holds " + folders + " folders and " + (entries.size() - folders)
                            + " files; say by the format whether a class is a file or a folder");
        }
        return folders > 0 ? TextFormat.FOLDER_PER_CLASS : TextFormat.FILE_PER_CLASS;
    }

    /** What a folder holds, in the order of the names; hidden files are left out. */
    static List<Path> entries(Path folder) {
        try (var all = Files.list(DataFiles.folder(folder))) {
            return all.filter(entry -> !FileNames.of(entry).startsWith("."))
                    .sorted(Comparator.comparing(FileNames::of).thenComparing(Comparator.naturalOrder()))
                    .toList();
        } catch (IOException e) {
            throw DataFiles.unreadable(folder, e);
        }
    }
}
