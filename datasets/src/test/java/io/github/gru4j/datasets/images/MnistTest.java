package io.github.gru4j.datasets.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.datasets.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistTest {

    @TempDir
    private Path folder;

    @Test
    void theCacheIsTheUsers() {
        var home = folder.resolve("home");
        var xdg = folder.resolve("xdg");
        var stated = folder.resolve("data");
        var inHome = home.resolve(".cache").resolve("gru4j").resolve("mnist");

        assertThat(Mnist.cache(null, null, home.toString())).isEqualTo(inHome);
        assertThat(Mnist.cache(null, "not/absolute", home.toString())).isEqualTo(inHome);
        assertThat(Mnist.cache(null, xdg.toString(), home.toString()))
                .isEqualTo(xdg.resolve("gru4j").resolve("mnist"));
        assertThat(Mnist.cache(stated.toString(), xdg.toString(), home.toString()))
                .isEqualTo(stated.resolve("mnist"));
    }

    @Test
    void withoutTheFilesTheErrorSaysWhichAndWhere() {
        assertThat(Mnist.isIn(folder)).isFalse();
        assertThatThrownBy(() -> Mnist.options(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(
                        folder.toString(),
                        "train-images-idx3-ubyte.gz (SHA-256 440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
                        "train-labels-idx1-ubyte.gz (SHA-256 3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
                        "t10k-images-idx3-ubyte.gz (SHA-256 8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                        "t10k-labels-idx1-ubyte.gz (SHA-256 f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
                        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                        Mnist.cache().toString())
                .hasMessageNotContaining("\n");
    }

    @Test
    void withoutANetworkFetchingSaysSoToo() throws IOException {
        try (var server = new LocalServer()) {
            var mirror = server.mirror("a", LocalServer.status(403));
            var fetch =
                    new Fetch(List.of(mirror), new Fetch.Limits(Duration.ofSeconds(5), Duration.ofSeconds(1), 1 << 20));
            assertThatThrownBy(() -> Mnist.fetch(folder.resolve("new"), Mnist.Progress.NONE, fetch))
                    .isInstanceOf(DataException.class)
                    .hasMessageContainingAll(
                            "cannot fetch train-images-idx3-ubyte.gz",
                            "status 403",
                            "t10k-labels-idx1-ubyte.gz",
                            "put");
        }
    }

    @Test
    void otherFilesAreNotMnist() {
        for (var file : MnistFile.values()) {
            IdxFiles.write(folder, file.remote().name(), IdxFiles.gzip(IdxFiles.labels(10, 2)));
        }
        assertThatThrownBy(() -> Mnist.options(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("-ubyte.gz", "not MNIST's", "SHA-256");
    }

    @Test
    void realFiles() throws IOException {
        var mnist = SharedFiles.require("mnist");

        long begin = System.nanoTime();
        var data = ImageDataset.load(Mnist.options(mnist).build(), 0);
        System.out.printf("MNIST loaded in %.1f s%n", (System.nanoTime() - begin) / 1e9);

        var task = data.task();
        assertThat(task.name()).isEqualTo("mnist");
        assertThat(task.inputSize()).isEqualTo(28);
        assertThat(task.maxLength()).isEqualTo(28);
        assertThat(task.provenance().train()).isEqualTo(55_000);
        assertThat(task.provenance().validation()).isEqualTo(5_000);
        assertThat(task.provenance().test()).isEqualTo(10_000);
        // The commonest training digit is 1.
        assertThat(task.baselines().get(0).value()).isEqualTo(0.1135);
        var test = data.test(10_000).next().getLabels().sum(0).toIntVector();
        assertThat(test).containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
        var counts = new int[10];
        for (var validation = data.validation(1000); validation.hasNext(); ) {
            add(counts, validation.next().getLabels().sum(0).toIntVector());
        }
        assertThat(Arrays.stream(counts).sum()).isEqualTo(5000);
        begin = System.nanoTime();
        int batches = 0;
        for (var train = data.train(100, 1); train.hasNext(); batches++) {
            add(counts, train.next().getLabels().sum(0).toIntVector());
        }
        System.out.printf("an epoch of %d batches read in %.1f s%n", batches, (System.nanoTime() - begin) / 1e9);
        assertThat(counts).containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
    }

    private static void add(int[] counts, int[] more) {
        Arrays.setAll(counts, i -> counts[i] + more[i]);
    }

    @Test
    void unpackedFilesAreAsGoodAndDamagedOnesAreFound() throws IOException {
        var mnist = SharedFiles.require("mnist");
        for (var file : MnistFile.values()) {
            var packed = file.in(mnist).orElseThrow();
            var name = file.remote().name().replace(".gz", "");
            try (var in = new GZIPInputStream(Files.newInputStream(packed))) {
                Files.copy(in, folder.resolve(name));
            }
        }
        assertThat(Mnist.options(folder).build().train().images()).isEqualTo(folder.resolve("train-images-idx3-ubyte"));

        var labels = folder.resolve("t10k-labels-idx1-ubyte");
        var bytes = Files.readAllBytes(labels);
        bytes[5000] ^= 1;
        Files.write(labels, bytes);
        assertThatThrownBy(() -> Mnist.options(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("t10k-labels-idx1-ubyte", "not MNIST's");
    }

    /** From mirrors on this machine, of which the first gives nothing of use. */
    @Test
    void fetchesWhatIsMissing() throws IOException {
        var mnist = SharedFiles.require("mnist");
        for (var file : List.of(MnistFile.TRAIN_IMAGES, MnistFile.TEST_IMAGES)) {
            var packed = file.in(mnist).orElseThrow();
            Files.copy(packed, folder.resolve(packed.getFileName()));
        }
        try (var server = new LocalServer()) {
            var html = server.mirror("html", LocalServer.giving(new byte[100]));
            var good = server.mirror("good", exchange -> {
                var path = exchange.getRequestURI().getPath();
                var name = path.substring(path.lastIndexOf('/') + 1);
                LocalServer.giving(Files.readAllBytes(mnist.resolve(name))).handle(exchange);
            });
            Mnist.fetch(folder, Mnist.Progress.NONE, new Fetch(List.of(html, good), Fetch.Limits.DEFAULT));
            assertThat(server.requests().stream().filter(request -> request.startsWith("good")))
                    .hasSize(2);
        }
        assertThat(Mnist.options(folder).build().name()).isEqualTo("mnist");
    }
}
