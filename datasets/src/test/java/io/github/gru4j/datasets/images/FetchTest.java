package io.github.gru4j.datasets.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Fetching from mirrors on this machine. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FetchTest {

    private static final byte[] CONTENT = content();
    private static final RemoteFile FILE = new RemoteFile("data.gz", CONTENT.length, DigestUtils.sha256Hex(CONTENT));
    private static final Fetch.Limits LIMITS = new Fetch.Limits(Duration.ofSeconds(5), Duration.ofMillis(700), 1 << 20);

    @TempDir
    private Path folder;

    private LocalServer server;

    private static byte[] content() {
        var bytes = new byte[300_000];
        new Random(3).nextBytes(bytes);
        return bytes;
    }

    @BeforeEach
    void start() throws IOException {
        server = new LocalServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void fetch(URI... mirrors) throws IOException {
        var file = new Fetch(List.of(mirrors), LIMITS).to(folder, FILE, Mnist.Progress.NONE);
        assertThat(file).isEqualTo(folder.resolve("data.gz")).hasBinaryContent(CONTENT);
        assertThat(folder.toFile().list()).containsExactly("data.gz");
    }

    private Path part() {
        return folder.resolve("data.gz.part");
    }

    @Test
    void isCheckedAndMoved() throws IOException {
        fetch(server.mirror("a", LocalServer.giving(CONTENT)));
        assertThat(server.requests()).containsExactly("a/data.gz");
    }

    @Test
    void whatIsThereIsGoneOnWith() throws IOException {
        Files.write(part(), Arrays.copyOf(CONTENT, 100_000));
        fetch(server.mirror("a", LocalServer.giving(CONTENT)));
        assertThat(server.requests()).containsExactly("a/data.gz bytes=100000-");
    }

    @Test
    void aMirrorWithoutRangesGivesAllAgain() throws IOException {
        Files.write(part(), Arrays.copyOf(CONTENT, 100_000));
        fetch(server.mirror("a", LocalServer.givingAll(CONTENT)));
    }

    @Test
    void aBrokenConnectionIsGoneOnWithAtTheNextMirror() throws IOException {
        fetch(
                server.mirror("a", LocalServer.breakingOff(CONTENT, 200_000)),
                server.mirror("b", LocalServer.giving(CONTENT)));
        assertThat(server.requests()).hasSize(2).element(1).asString().startsWith("b/data.gz bytes=");
    }

    @Test
    void anotherContentIsThrownAwayAndTheNextMirrorAsked() throws IOException {
        var other = CONTENT.clone();
        other[150_000] ^= 1;
        fetch(server.mirror("a", LocalServer.giving(other)), server.mirror("b", LocalServer.giving(CONTENT)));
        assertThat(server.requests()).containsExactly("a/data.gz", "b/data.gz");
    }

    @Test
    void aWrongBeginningIsThrownAwayAndTheSameMirrorAskedAgain() throws IOException {
        Files.write(part(), new byte[50_000]);
        fetch(server.mirror("a", LocalServer.giving(CONTENT)));
        assertThat(server.requests()).containsExactly("a/data.gz bytes=50000-", "a/data.gz");
    }

    @Test
    void tooMuchIsThrownAway() throws IOException {
        Files.write(part(), new byte[CONTENT.length + 5]);
        fetch(
                server.mirror("a", LocalServer.giving(Arrays.copyOf(CONTENT, CONTENT.length + 1))),
                server.mirror("b", LocalServer.giving(CONTENT)));
    }

    @Test
    void aCompletePartIsNotFetchedAgain() throws IOException {
        Files.write(part(), CONTENT);
        fetch(server.mirror("a", LocalServer.status(500)));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aMirrorThatNeverEndsIsLeft() throws IOException {
        fetch(
                server.mirror("slow", LocalServer.trickling(50)),
                server.mirror("silent", LocalServer.trickling(60_000)),
                server.mirror("b", LocalServer.giving(CONTENT)));
        assertThat(server.requests()).hasSize(4).last().asString().isEqualTo("b/data.gz");
    }

    @Test
    void withoutAMirrorTheReasonOfEachIsSaid() {
        var gone = URI.create("http://127.0.0.1:1/");
        var other = Arrays.copyOf(CONTENT, CONTENT.length);
        other[other.length - 1]++;
        assertThatThrownBy(() -> fetch(
                        gone,
                        server.mirror("a", LocalServer.status(404)),
                        server.mirror("b", LocalServer.breakingOff(CONTENT, 10)),
                        server.mirror("c", LocalServer.giving(Arrays.copyOf(CONTENT, 1000))),
                        server.mirror("d", LocalServer.giving(other))))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(
                        "cannot fetch data.gz",
                        "127.0.0.1:1/data.gz",
                        "no connection",
                        "status 404",
                        "broke after 10 of",
                        "size of 1000 bytes",
                        "SHA-256 is",
                        FILE.sha256())
                .hasMessageNotContaining("\n");
        assertThat(folder.resolve("data.gz")).doesNotExist();
    }

    @Test
    void twoDoNotWriteToOneFile() throws IOException {
        var mirror = server.mirror("a", LocalServer.giving(CONTENT));
        try (var channel = FileChannel.open(part(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> fetch(mirror))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another process");
        }
        fetch(mirror);
    }
}
