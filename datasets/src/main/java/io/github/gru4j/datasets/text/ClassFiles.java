package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.DataException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A folder with a file for each class; each line is a text. */
final class ClassFiles implements ExampleSource {

    private final List<Path> files;
    private final Charset charset;
    private final Function<Path, String> label;

    ClassFiles(Path folder, Charset charset) {
        this.charset = charset;
        files = ExampleSources.entries(folder).stream()
                .filter(file -> !Files.isDirectory(file))
                .toList();
        if (files.size() < 2) {
            throw DataException.in(folder)
                    .of("it holds " + files.size()
                            + " files that are not hidden; a file for each class was expected, two at least");
        }
        label = label(files);
    }

    /** What tells files apart: the name without the extension, or the extension, or both. */
    private static Function<Path, String> label(List<Path> files) {
        long bases = files.stream().map(FileNames::base).distinct().count();
        if (bases == files.size()) {
            return FileNames::base;
        }
        long extensions = files.stream().map(FileNames::extension).distinct().count();
        return bases == 1 && extensions == files.size() ? FileNames::extension : FileNames::of;
    }

    @Override
    public void read(Consumer<Example> examples) {
        for (var file : files) {
            var of = label.apply(file);
            TextLines.read(
                    file,
                    charset,
                    (row, line) -> examples.accept(
                            line.isBlank() ? Example.blank(file, row) : new Example(file, row, of, line.strip())));
        }
    }

    @Override
    public String description() {
        return TextFormat.FILE_PER_CLASS.description() + " (" + files.size() + " files), a text per line";
    }
}
