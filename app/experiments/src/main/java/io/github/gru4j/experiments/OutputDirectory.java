package io.github.gru4j.experiments;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The directory of an experiment: what is written there, and whether it can be. */
public final class OutputDirectory {

    /** Name of the report's file. */
    public static final String REPORT = "report.html";

    private static final List<String> FILES = List.of(ResultsFile.NAME, Summary.NAME, REPORT);

    private static final String PREFIX = ".gru4j";
    private static final String SUFFIX = ".tmp";

    /** A file is being written for less long than this. */
    private static final Duration LEFT_BEHIND = Duration.ofMinutes(1);

    private OutputDirectory() {}

    /** Deletes what processes that were killed while they wrote a file have left behind. */
    static void sweep(Path directory) throws IOException {
        Instant before = Instant.now().minus(LEFT_BEHIND);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, OutputDirectory::isTemporary)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static boolean isTemporary(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(SUFFIX)
                && (name.startsWith(PREFIX) || FILES.stream().anyMatch(own -> name.startsWith("." + own + ".")));
    }

    /**
     * Makes the directory if it is not there, and finds out whether all files of an experiment can be written into it.
     *
     * @throws OutputException if not
     */
    static void prepare(Path directory) throws OutputException {
        try {
            Files.createDirectories(directory);
            for (String name : FILES) {
                if (Files.isDirectory(directory.resolve(name))) {
                    throw new OutputException("cannot write results to " + directory + ": " + name
                            + " in it is a directory; give another one");
                }
            }
            // Reports replace files by a move, for which a directory must take new files.
            Files.delete(Files.createTempFile(directory, PREFIX, SUFFIX));
        } catch (FileAlreadyExistsException e) {
            throw new OutputException("cannot write results to " + directory + ": it is a file; give a directory", e);
        } catch (OutputException e) {
            throw e;
        } catch (IOException e) {
            throw new OutputException(
                    "cannot write results to " + directory + ": " + IoReason.of(e)
                            + "; give a directory that can be written",
                    e);
        }
    }
}
