package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.DataFiles;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A folder with a folder for each class; each file is a text. */
final class ClassFolders implements ExampleSource {

    private final List<Path> folders;
    private final Charset charset;

    ClassFolders(Path folder, Charset charset) {
        this.charset = charset;
        folders = ExampleSources.entries(folder).stream()
                .filter(Files::isDirectory)
                .toList();
        if (folders.size() < 2) {
            throw DataException.in(folder)
                    .of("it holds " + folders.size()
                            + " folders that are not hidden; a folder for each class was expected, two at least");
        }
    }

    @Override
    public void read(Consumer<Example> examples) {
        for (var folder : folders) {
            for (var file : ExampleSources.entries(folder)) {
                if (Files.isDirectory(file)) {
                    throw DataException.in(file)
                            .of("it is a folder inside that of a class; files with a text each were expected there");
                }
                examples.accept(new Example(file, 0, FileNames.of(folder), text(file)));
            }
        }
    }

    private String text(Path file) {
        try (var reader = TextReader.open(file, charset)) {
            var text = new StringBuilder();
            for (int character = reader.read(); character != TextReader.END; character = reader.read()) {
                if (text.length() >= TextReader.MOST_CHARACTERS) {
                    throw DataException.in(file)
                            .of("it has more than " + TextReader.MOST_CHARACTERS
                                    + " characters; one text was expected");
                }
                text.append((char) character);
            }
            return text.toString().strip();
        } catch (IOException e) {
            throw DataFiles.unreadable(file, e);
        }
    }

    @Override
    public String description() {
        return TextFormat.FOLDER_PER_CLASS.description() + " (" + folders.size() + " folders), a text per file";
    }
}
