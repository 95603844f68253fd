package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class IoReasonTest {

    @Test
    void isInWords() {
        assertThat(IoReason.of(new NoSuchFileException("a"))).isEqualTo("no such file or directory: a");
        assertThat(IoReason.of(new AccessDeniedException("a"))).isEqualTo("permission denied: a");
        assertThat(IoReason.of(new FileSystemException("a"))).isEqualTo("the file system refused: a");
        assertThat(IoReason.of(new FileSystemException("a", null, "Read-only file system")))
                .isEqualTo("a: Read-only file system");
        assertThat(IoReason.of(new IOException("No space left on device"))).isEqualTo("No space left on device");
        assertThat(IoReason.of(new IOException())).isEqualTo("input or output failed");
    }
}
