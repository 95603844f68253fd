package io.github.gru4j.importer.internal;

import io.github.gru4j.importer.ModelFormatException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What holds for every file that is read, whatever its format: it is not trusted, and whatever is wrong with it is said by name. */
public final class UntrustedFiles {

    /** Of the heap: what is read is copied once or twice on its way into a network. */
    private static final int SHARE_OF_MEMORY = 3;

    private static final int LONGEST_MESSAGE = 2_000;

    private UntrustedFiles() {}

    /** Reads something. */
    @FunctionalInterface
    public interface Reading<T> {

        T read() throws IOException;
    }

    /**
     * Reads a file whose errors are those of the format.
     *
     * <p>Libraries answer broken files with exceptions of every kind, and endless references with an overflow of the stack.
     *
     * @throws ModelFormatException whatever goes wrong
     */
    public static <T> T read(Path file, Reading<T> reading) throws ModelFormatException {
        try {
            requireRegular(file);
            return reading.read();
        } catch (ModelFormatException e) {
            throw e;
        } catch (AccessDeniedException e) {
            throw new ModelFormatException(file, "may not be read: its permissions do not allow it", e);
        } catch (IOException | RuntimeException e) {
            throw new ModelFormatException(file, "broken, cut off or not to be read: " + innermost(e), e);
        } catch (StackOverflowError e) {
            throw new ModelFormatException(file, "broken: its parts refer to each other without end", e);
        } catch (OutOfMemoryError e) {
            throw new ModelFormatException(file, "does not fit into memory; give Java more with -Xmx", e);
        }
    }

    /**
     * Refuses what is not there and what is no file: a pipe or a device may have no end.
     *
     * @throws ModelFormatException that says which
     */
    public static void requireRegular(Path file) throws ModelFormatException {
        if (Files.isRegularFile(file)) {
            return;
        }
        if (Files.isDirectory(file)) {
            throw new ModelFormatException(
                    file,
                    "expected a file, found a directory; a SavedModel cannot be read, save the model in one file");
        }
        throw new ModelFormatException(
                file,
                Files.exists(file)
                        ? "expected a file, found a pipe or a device; copy what it gives into a file first"
                        : "there is no such file" + (Files.isSymbolicLink(file) ? ", its link leads nowhere" : ""));
    }

    /**
     * Before memory is taken for what a file claims to hold.
     *
     * @param bytes that will be taken
     * @throws ModelFormatException if that is more than Java has to spare
     */
    public static void requireMemory(Path file, long bytes) throws ModelFormatException {
        long memory = Runtime.getRuntime().maxMemory();
        if (bytes > memory / SHARE_OF_MEMORY) {
            throw new ModelFormatException(
                    file, "its " + bytes + " bytes do not fit into the " + memory + " of Java; give it more with -Xmx");
        }
    }

    private static String innermost(Throwable problem) {
        Throwable innermost = problem;
        for (int depth = 0; depth < 100 && innermost.getCause() != null; depth++) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        if (message == null) {
            return innermost.getClass().getSimpleName();
        }
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "...";
    }
}
