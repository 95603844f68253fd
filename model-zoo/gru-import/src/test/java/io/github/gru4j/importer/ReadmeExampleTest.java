package io.github.gru4j.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.importer.keras.KerasImport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The example of the READMEs, of this module and of the whole, compiles and gives the number that it says. */
class ReadmeExampleTest {

    private static final Path HERE = Path.of("src/test/java/io/github/gru4j/importer/ReadmeExampleTest.java");

    @Test
    void predictsTraffic() throws Exception {
        Path file = SharedData.file("keras_traffic_flow/gru.h5");

        // spotless:off
        // README: begin
        var network = (MultiLayerNetwork) KerasImport.load(file).network();
        double[] lastHour = {16, 10, 11, 11, 6, 13, 7, 2, 6, 7, 4, 7}; // vehicles, every five minutes
        INDArray input = Nd4j.create(lastHour, 1, 1, 12).castTo(DataType.FLOAT).divi(197); // [batch, features, time]; 197: the most in training
        double next = 197 * network.output(input).getDouble(0);
        System.out.printf(Locale.ROOT, "%.2f vehicles in the next five minutes%n", next); // 4.82
        // README: end
        // spotless:on

        // Computed with NumPy from the arrays of the file.
        assertThat(next).isCloseTo(4.81767, within(1e-4));
        assertThat(Files.readString(HERE)).contains(String.format(Locale.ROOT, "// %.2f\n", next));
    }

    @Test
    void isTheExampleOfTheReadmes() throws Exception {
        List<String> lines =
                Files.readAllLines(HERE).stream().map(String::strip).toList();
        List<String> example = lines.subList(lines.indexOf("// README: begin") + 1, lines.indexOf("// README: end"));

        assertThat(example).hasSize(5);
        for (String readme : List.of("README.md", "../../README.md")) {
            assertThat(Files.readAllLines(Path.of(readme))).as(readme).containsSequence(example);
        }
    }
}
