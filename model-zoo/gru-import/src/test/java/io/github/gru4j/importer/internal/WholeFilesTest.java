package io.github.gru4j.importer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFilesTest {

    @TempDir
    Path folder;

    @Test
    void replacesAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old and longer");

        WholeFiles.write(file, out -> out.write('n'));

        assertThat(file).hasContent("n");
        assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void leavesTheOldOneWhenWritingFails() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");

        assertThatThrownBy(() -> WholeFiles.write(file, out -> {
                    out.write('n');
                    throw new IOException("disk is full");
                }))
                .hasMessage("cannot write " + file + ": disk is full");

        assertThat(file).hasContent("old");
        assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void saysWhichFileCannotBeWrittenAndWhy() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");

        assertThatThrownBy(() -> WholeFiles.write(folder, out -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write " + folder + ": it is a directory; give a file");
        assertThatThrownBy(() -> WholeFiles.write(folder.resolve("none/file"), out -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no folder " + folder.resolve("none"));
        assertThatThrownBy(() -> WholeFiles.write(file.resolve("below"), out -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no folder " + file);
    }
}
