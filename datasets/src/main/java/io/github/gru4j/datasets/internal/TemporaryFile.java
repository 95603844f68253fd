package io.github.gru4j.datasets.internal;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps what does not fit into memory. It is gone when it is closed, or nothing refers to it any more, or the JVM ends. Where open
 * files can be deleted, it has no name from the beginning, so that a JVM that is killed leaves nothing either. Threads may share it.
 */
public final class TemporaryFile implements Closeable {

    private static final Cleaner CLEANER = Cleaner.create();

    private final String what;
    /** Not a channel, which an interrupt would close for all. */
    private final RandomAccessFile file;

    private final Cleaner.Cleanable end;

    private TemporaryFile(String what, Path path) throws IOException {
        this.what = what;
        file = new RandomAccessFile(path.toFile(), "rw");
        end = CLEANER.register(this, new End(file, isDeleted(path) ? null : path));
    }

    /** Gives the disk back. It must not refer to the file that it is the end of, which would then never be unreachable. */
    private record End(RandomAccessFile file, Path path) implements Runnable {
        @Override
        public void run() {
            try {
                file.close();
                if (path != null) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException e) {
                // Then it goes with the JVM.
            }
        }
    }

    /** Where such files are. */
    public static Path folder() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /**
     * Makes an empty one.
     *
     * @param what is to be kept in it, for people
     * @throws IOException if that cannot be, with what to do
     */
    public static TemporaryFile of(String what) throws IOException {
        Path path = null;
        try {
            path = Files.createTempFile(folder(), "gru4j", ".tmp");
            return new TemporaryFile(what, path);
        } catch (IOException e) {
            if (path != null) {
                Files.deleteIfExists(path);
            }
            throw failed(what, e);
        }
    }

    /** Windows keeps files that are open. */
    private static boolean isDeleted(Path path) {
        try {
            Files.delete(path);
            return true;
        } catch (IOException e) {
            path.toFile().deleteOnExit();
            return false;
        }
    }

    private static IOException failed(String what, IOException e) {
        return new IOException(
                "cannot write " + what + " to " + folder() + " (" + e.getMessage()
                        + "): make room there, name another folder with -Djava.io.tmpdir, or give Java more memory with -Xmx",
                e);
    }

    /**
     * Where to write, from the beginning on; to close it does nothing. Nothing may be read before everything is written. Where there
     * is no room, its exceptions say what to do.
     */
    public OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                try {
                    file.write(bytes, from, count);
                } catch (IOException e) {
                    throw failed(what, e);
                }
            }
        };
    }

    /** Fills the array with what is from a place on. */
    public synchronized void read(long from, byte[] into) throws IOException {
        file.seek(from);
        file.readFully(into);
    }

    /** Gives the disk back; nothing can be read any more. */
    @Override
    public void close() {
        end.clean();
    }
}
