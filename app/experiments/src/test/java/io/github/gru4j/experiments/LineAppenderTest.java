package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineAppenderTest {

    @TempDir
    Path directory;

    @Test
    void aLineThatDoesNotFitLeavesNothingBehind() throws IOException {
        Path path = directory.resolve("lines");
        try (var file = new SmallDisk(path.toFile())) {
            var lines = new LineAppender(file, 0);
            lines.append("one");
            file.full = true;
            assertThatThrownBy(() -> lines.append("another")).hasMessage("No space left on device");
            assertThat(path).content().isEqualTo("one\n");
            file.full = false;
            lines.append("two");
        }
        assertThat(path).content().isEqualTo("one\ntwo\n");
    }

    @Test
    void anInterruptClosesNothing() throws IOException {
        Path path = directory.resolve("lines");
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            var lines = new LineAppender(file, 0);
            Thread.currentThread().interrupt();
            lines.append("one");
            assertThat(Thread.interrupted()).isTrue();
            lines.append("two");
        }
        assertThat(path).content().isEqualTo("one\ntwo\n");
    }

    /** Writes half of what it should when it is full. */
    private static final class SmallDisk extends RandomAccessFile {

        private boolean full;

        SmallDisk(File file) throws IOException {
            super(file, "rw");
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            super.write(bytes, 0, full ? bytes.length / 2 : bytes.length);
            if (full) {
                throw new IOException("No space left on device");
            }
        }
    }
}
