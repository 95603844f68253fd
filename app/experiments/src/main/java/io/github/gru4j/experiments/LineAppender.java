package io.github.gru4j.experiments;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;

/**
 * Appends lines to a file, each of them whole or not at all.
 *
 * <p>Not by way of a channel: a thread that is interrupted while it is in a channel closes it for all others.
 */
final class LineAppender {

    private final RandomAccessFile file;
    private long end;

    /**
     * Appends to {@code file}.
     *
     * @param end where the last whole line ends; what is behind it goes when the next line comes
     */
    LineAppender(RandomAccessFile file, long end) {
        this.file = file;
        this.end = end;
    }

    /** Returns when the line is on the disk; if that fails, the file ends where it did. */
    synchronized void append(String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            file.setLength(end);
            file.seek(end);
            file.write(bytes);
            file.getFD().sync();
        } catch (IOException e) {
            rollBack(e);
            throw e;
        }
        end += bytes.length;
    }

    private void rollBack(IOException cause) {
        try {
            file.setLength(end);
        } catch (IOException e) {
            // What is left is a torn line, which the next append and every reader drop.
            cause.addSuppressed(e);
        }
    }
}
