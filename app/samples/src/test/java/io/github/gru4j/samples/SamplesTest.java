package io.github.gru4j.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every sample, at a size that takes seconds, shows what it says. */
class SamplesTest {

    @TempDir
    private Path folder;

    @Test
    void workedExample() throws Exception {
        var printed = Printed.by(WorkedExample::main, "--quick");

        assertThat(printed.number("hand and layer: (\\S+)")).isLessThan(1e-14);
        var byHand = printed.numbers("h, by hand +(\\S+)");
        assertThat(byHand).hasSize(5).isEqualTo(printed.numbers("h, the layer +(\\S+)"));
        // h of the first step, where there is no state yet: (1 - z) n.
        double z = printed.numbers("z, update gate +(\\S+)").get(0);
        double n = printed.numbers("n, candidate +(\\S+)").get(0);
        assertThat(byHand.get(0)).isEqualTo((1 - z) * n, within(1e-6));
        assertThat(z).isEqualTo(1 / (1 + Math.exp(0.2)), within(1e-6));
    }

    @Test
    void cellLoop() throws Exception {
        var printed = Printed.by(CellLoop::main, "--quick");

        assertThat(printed.numbers("largest difference (\\S+)")).hasSize(3).allMatch(difference -> difference < 1e-12);
        assertThat(printed.text()).contains("input [3, 10, 6], initial state [3, 20], outputs [3, 20, 6]");
    }

    @Test
    void regression() throws Exception {
        var printed = Printed.by(Regression::main, "--quick");

        assertThat(printed.number("test: mean squared error (\\S+),")).isLessThan(0.1);
        assertThat(printed.number("R2 (\\S+);")).isGreaterThan(0.97);
        assertThat(printed.number("answering 0 has (\\S+)")).isEqualTo(3.33);
    }

    @Test
    void sequenceClassification() throws Exception {
        var printed = Printed.by(SequenceClassification::main, "--quick");

        double asNumbers = printed.number("test accuracy: (\\S+) as numbers");
        double embedded = printed.number("as numbers, (\\S+) through an embedding");
        assertThat(asNumbers).isBetween(0.45, 0.80);
        assertThat(embedded).isGreaterThan(0.85).isGreaterThanOrEqualTo(asNumbers + 0.10);
        assertThat(printed.numbers("epoch +(\\d+):")).hasSize(20);
        assertThat(printed.text()).contains("Why: ");
    }

    @Test
    void trainingStrategies() throws Exception {
        Path figure = folder.resolve("figure.png");

        var printed = Printed.by(TrainingStrategies::main, "--quick", figure.toString());

        assertThat(printed.number("no clipping .* at first, +(\\S+) at last")).isNaN();
        assertThat(printed.number("clipped to norm 1 .* at first, +(\\S+) at last"))
                .isLessThan(printed.number("clipped to norm 1 .* error +(\\S+) at first"));
        assertThat(printed.number("l2 .* norm of the parameters (\\S+)"))
                .isLessThan(printed.number("Adam 0.003 .* norm of the parameters (\\S+)"));
        var image = ImageIO.read(figure.toFile());
        assertThat(image.getWidth()).isEqualTo(2 * 560);
        assertThat(image.getHeight()).isEqualTo(2 * 380);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(figure);
        }
    }

    @Test
    void mnistRowsOnDrawnDigits() throws Exception {
        // Where nothing was fetched to.
        String before = System.setProperty("gru4j.cache", folder.toString());
        try {
            var printed = Printed.by(MnistRows::main, "--quick");

            assertThat(printed.text()).startsWith("no MNIST here, so drawn digits: ");
            assertThat(printed.number("test accuracy (\\S+);")).isGreaterThan(0.7);
            assertThat(printed.number("most frequent digit has (\\S+)")).isEqualTo(0.1);
        } finally {
            if (before == null) {
                System.clearProperty("gru4j.cache");
            } else {
                System.setProperty("gru4j.cache", before);
            }
        }
    }

    @Test
    void mnistRowsOnMnist() throws Exception {
        Path mnist = shared("mnist");

        var printed = Printed.by(MnistRows::main, "--quick", mnist.toString());

        assertThat(printed.text()).startsWith("real MNIST: ");
        assertThat(printed.number("test accuracy (\\S+);")).isGreaterThan(0.6);
    }

    @Test
    void nameLanguage() throws Exception {
        var printed = Printed.by(NameLanguage::main, "--quick");

        assertThat(printed.number("test accuracy (\\S+);")).isGreaterThan(0.5);
        assertThat(printed.number("most frequent language has (\\S+)")).isLessThan(0.2);
        assertThat(printed.text()).containsPattern("villefranche +[A-Z][a-z]+, [01]\\.\\d\\d");
    }

    @Test
    void mackeyGlass() throws Exception {
        var printed = Printed.by(MackeyGlass::main, "--quick");

        assertThat(printed.number("test rmse: GRU (\\S+),"))
                .isLessThan(printed.number("linear regression (\\S+)"))
                .isLessThan(0.05);
    }

    @Test
    void shakespeare() throws Exception {
        var random = new Random(1);
        var words = new String[] {"cat", "dog", "bird"};
        String text = Stream.generate(
                        () -> "the " + words[random.nextInt(3)] + " sees the " + words[random.nextInt(3)] + ".\n")
                .limit(1200)
                .collect(Collectors.joining());
        Path file = Files.writeString(folder.resolve("text.txt"), text);

        var printed = Printed.by(Shakespeare::main, "--quick", file.toString());

        // Two animals of three in a line of 22 characters or more: 2 ln 3 nats in all.
        assertThat(printed.number("test: (\\S+) nats")).isBetween(2 * Math.log(3) / 25, 0.2);
        String written = printed.text()
                .substring(printed.text().indexOf('\n', printed.text().indexOf("test: ")));
        assertThat(written.strip().lines().limit(5)).allMatch(line -> line.matches("the \\w+ sees the \\w+\\."));
    }

    @Test
    void partOfSequence() throws Exception {
        var printed = Printed.by(PartOfSequence::main, "--quick");

        double alone = printed.number("the step alone +(\\S+) %");
        double forward = printed.number("\\ngru, .* minibatches +(\\S+) %");
        double bothWays = printed.number("bidirectional-gru, .* minibatches +(\\S+) %");
        assertThat(alone).isBetween(45.0, 60.0);
        assertThat(forward).isGreaterThan(alone + 10);
        assertThat(bothWays).isGreaterThan(forward);
    }

    @Test
    void reverseWords() throws Exception {
        var printed = Printed.by(ReverseWords::main, "--quick");

        var exact = printed.numbers("minibatches: (\\S+) %");
        assertThat(exact).hasSize(5);
        assertThat(exact.get(4)).isGreaterThan(30).isGreaterThan(exact.get(0) + 20);
        assertThat(printed.numbers("probability (\\S+)"))
                .hasSize(3)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    /** Real data beside the project, which are no part of it. */
    private static Path shared(String name) {
        for (var up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path file = up.resolve("shared/data").resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        Assumptions.abort("skipped: no shared/data/" + name + " beside the repository");
        return null;
    }
}
