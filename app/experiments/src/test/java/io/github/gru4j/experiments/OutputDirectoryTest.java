package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OutputDirectoryTest {

    @TempDir
    Path folder;

    private static void assertRefused(Path directory, String message) {
        assertThatThrownBy(() -> OutputDirectory.check(directory))
                .isInstanceOf(OutputException.class)
                .hasMessage("cannot write results to " + directory + ": " + message);
    }

    @Test
    void checkingMakesNothing() throws IOException {
        OutputDirectory.check(folder);
        OutputDirectory.check(folder.resolve("a/b"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileInTheWayIsFound() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        assertRefused(file, "it is a file; give a directory");
        assertRefused(file.resolve("a/b"), file + " is a file; give a directory");
        Files.createDirectory(folder.resolve(OutputDirectory.REPORT));
        assertRefused(folder, "report.html in it is a directory; give another one");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFolderThatTakesNoFilesIsFound() throws IOException {
        Path locked = Files.createDirectory(
                folder.resolve("locked"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        assumeFalse(Files.isWritable(locked), "this user may write everywhere");
        assertRefused(locked, "permission denied: " + locked + "; give a directory that can be written");
        assertRefused(locked.resolve("a"), "permission denied: " + locked + "; give a directory that can be written");
    }
}
