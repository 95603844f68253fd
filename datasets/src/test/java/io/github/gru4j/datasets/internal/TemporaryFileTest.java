package io.github.gru4j.datasets.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is on disk because it does not fit into memory does not stay there. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class TemporaryFileTest {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private static final String FOLDER = "java.io.tmpdir";

    @TempDir
    Path folder;

    private String before;

    @BeforeEach
    void moveTheFolder() {
        before = System.setProperty(FOLDER, folder.toString());
    }

    @AfterEach
    void moveTheFolderBack() {
        System.setProperty(FOLDER, before);
    }

    private static RowSplit onDisk() throws IOException {
        var collector = new RowCollector(new RowLayout(1, RowLayout.Answers.NUMBERS, 1), 0);
        for (int i = 0; i < 1000; i++) {
            collector.add(new SequenceRow(new float[] {i}, new float[] {i}));
        }
        assertThat(collector.spooled()).isTrue();
        return collector.split();
    }

    private long open() throws IOException {
        try (var all = Files.list(DESCRIPTORS)) {
            return all.filter(this::isInFolder).count();
        }
    }

    private boolean isInFolder(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(folder.toRealPath());
        } catch (IOException e) {
            // The one of the list itself is closed again.
            return false;
        }
    }

    /** So a JVM that is killed leaves nothing. */
    @Test
    void itHasNoNameWhereTheSystemAllows() throws IOException {
        assumeTrue(Files.isDirectory(DESCRIPTORS));
        var split = onDisk();
        assertThat(folder).isEmptyDirectory();
        assertThat(open()).isEqualTo(1);
        var batch = split.inOrder(1000, List.of()).next();
        assertThat(batch.getFeatures().getDouble(999)).isEqualTo(999);
    }

    @Test
    void itIsGoneWhenNobodyRefersToIt() throws IOException, InterruptedException {
        assumeTrue(Files.isDirectory(DESCRIPTORS));
        var split = new RowSplit[] {onDisk()};
        assertThat(split[0].inOrder(10, List.of()).next().numExamples()).isEqualTo(10);
        assertThat(open()).isEqualTo(1);
        split[0] = null;
        while (open() > 0) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void itIsGoneWhenItIsNotNeededAfterAll() throws IOException {
        assumeTrue(Files.isDirectory(DESCRIPTORS));
        var collector = new RowCollector(new RowLayout(1, RowLayout.Answers.NUMBERS, 1), 0);
        collector.add(new SequenceRow(new float[] {1}, new float[] {1}));
        assertThat(open()).isEqualTo(1);
        collector.discard();
        assertThat(open()).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatToDoIsSaidWhereNoneCanBeMade() throws IOException {
        System.setProperty(FOLDER, folder.resolve("nowhere").toString());
        assertThatThrownBy(TemporaryFileTest::onDisk)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot write sequences to " + folder.resolve("nowhere"))
                .hasMessageContaining("-Djava.io.tmpdir");
    }
}
