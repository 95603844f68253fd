package io.github.gru4j.experiments;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why reading or writing failed, in words; exceptions of {@code java.nio.file} have the path alone as their message. */
public final class IoReason {

    private IoReason() {}

    /** For instance "permission denied: results". */
    public static String of(IOException failure) {
        String words = words(failure);
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return words.isEmpty() ? "input or output failed" : words;
        }
        return words.isEmpty() ? message : words + ": " + message;
    }

    private static String words(IOException failure) {
        if (failure instanceof FileSystemException said && said.getReason() != null) {
            // Its message has the reason in it.
            return "";
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "there is such a file already";
        }
        if (failure instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "a directory that is not empty";
        }
        return failure instanceof FileSystemException ? "the file system refused" : "";
    }
}
