package io.github.gru4j.experiments;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The directory of an experiment: what is written there, and whether it can be. */
public final class OutputDirectory {

    /** Name of the report's file. */
    public static final String REPORT = "report.html";

    private static final List<String> FILES = List.of(ResultsFile.NAME, Summary.NAME, REPORT);

    private OutputDirectory() {}

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
            Files.delete(Files.createTempFile(directory, ".gru4j", ".tmp"));
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
