package io.github.gru4j.cli;

import io.github.gru4j.datasets.DataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The lines of a file or of standard input, in UTF-8, with their numbers. */
final class InputLines implements AutoCloseable {

    /** What stands for standard input. */
    static final String STANDARD_INPUT = "-";

    private final Path file;
    private final BufferedReader reader;
    private long number;

    private InputLines(Path file, InputStream stream) {
        this.file = file;
        reader = new BufferedReader(new InputStreamReader(
                stream,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    static InputLines of(String name) throws IOException {
        if (name.equals(STANDARD_INPUT)) {
            return new InputLines(null, System.in);
        }
        Path file = Path.of(name);
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": it is a directory; give a file, or - for standard input");
        }
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return new InputLines(file, Files.newInputStream(file));
    }

    /** Null at the end. */
    String next() throws IOException {
        try {
            String line = reader.readLine();
            number++;
            return line != null && number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
        } catch (CharacterCodingException e) {
            throw DataException.in(name()).of("it is not in UTF-8, at some place after line " + number, e);
        }
    }

    /** Of the line that was read last, from 1. */
    long number() {
        return number;
    }

    /** Whether there is more without waiting for it. */
    boolean ready() throws IOException {
        return reader.ready();
    }

    /** What is wrong with a line. */
    DataException wrong(long line, String what) {
        var place = file == null ? DataException.in(name()) : DataException.in(file);
        return place.row(line).of(what);
    }

    /** What is wrong with all of it. */
    DataException wrong(String what) {
        return (file == null ? DataException.in(name()) : DataException.in(file)).of(what);
    }

    private String name() {
        return file == null ? "standard input" : file.toString();
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            reader.close();
        }
    }
}
