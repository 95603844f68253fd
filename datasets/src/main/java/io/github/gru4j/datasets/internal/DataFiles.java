package io.github.gru4j.datasets.internal;

import io.github.gru4j.datasets.DataException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;

/** Files and folders that a user names. */
public final class DataFiles {

    private DataFiles() {}

    /**
     * The path, if a file is there that can be read.
     *
     * @throws DataException if there is none
     */
    public static Path file(Path path) {
        if (Files.isDirectory(path)) {
            throw DataException.in(path).of("this is a folder, and a file was expected; name a file in it");
        }
        if (!Files.exists(path)) {
            throw DataException.in(path).of("there is no such file; check the path");
        }
        // A pipe or a device may never end, and cannot be read twice.
        if (!Files.isRegularFile(path)) {
            throw DataException.in(path).of("this is no regular file; copy what it gives into one");
        }
        if (!Files.isReadable(path)) {
            throw DataException.in(path).of("this file must not be read by this user; change its permissions");
        }
        return path;
    }

    /**
     * The path, if a folder is there that can be read.
     *
     * @throws DataException if there is none
     */
    public static Path folder(Path path) {
        if (!Files.exists(path)) {
            throw DataException.in(path).of("there is no such folder; check the path");
        }
        if (!Files.isDirectory(path)) {
            throw DataException.in(path).of("this is a file, and a folder was expected; name the folder that it is in");
        }
        if (!Files.isReadable(path)) {
            throw DataException.in(path).of("this folder must not be read by this user; change its permissions");
        }
        return path;
    }

    /**
     * Requires each split to have data of its own.
     *
     * @param data null if they come from no file
     * @param others of validation and test; null for those that are drawn from the data
     * @throws DataException if two are the same file or folder
     */
    public static void requireApart(Path data, Path... others) {
        var seen = new ArrayList<Path>();
        if (data != null) {
            seen.add(data);
        }
        for (Path other : others) {
            if (other != null && seen.stream().anyMatch(path -> isSame(path, other))) {
                throw DataException.in(other)
                        .of(
                                "it is given for two splits, and what is learnt from one would be measured on it; give another");
            }
            if (other != null) {
                seen.add(other);
            }
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            // One is not there, or must not be looked at: who reads it says so.
            return false;
        }
    }

    /** What reading a file came to, as a defect of the file. */
    public static DataException unreadable(Path path, IOException e) {
        if (e instanceof NoSuchFileException) {
            return DataException.in(path).of("there is no such file; check the path", e);
        }
        if (e instanceof AccessDeniedException) {
            return DataException.in(path).of("this file must not be read by this user; change its permissions", e);
        }
        return DataException.in(path).of("it cannot be read (" + e.getMessage() + ")", e);
    }

    /** Bytes that are no text of a charset, as a defect of the place where they are. */
    public static DataException malformed(DataException.Place place, Charset charset, CharacterCodingException e) {
        var advice = charset.equals(StandardCharsets.UTF_8)
                ? "; save the file as UTF-8, or give --charset ISO-8859-1 or whatever it was written in"
                : "; give the charset that it was written in with --charset";
        return place.of("there are bytes that are not " + charset.name() + advice, e);
    }

    /** The name of a file without its folder. */
    public static String name(Path path) {
        var name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? path.toString() : name.toString();
    }

    /** The name of a file without its folder and its extension. */
    public static String stem(Path path) {
        var name = name(path);
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
