package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Model files of released versions are read, give the outputs that were stored beside them, and go on training. */
class GoldenModelTest {

    @ParameterizedTest
    @ValueSource(strings = "0.1.0")
    void isReadByThisVersion(String version) throws Exception {
        try (var file = getClass().getResourceAsStream("gru-" + version + ".zip");
                var outputs = getClass().getResourceAsStream("gru-" + version + ".outputs.txt")) {
            var net = ModelSerializer.restoreMultiLayerNetwork(file, true);
            var expected = new String(outputs.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .mapToDouble(Double::parseDouble)
                    .toArray();

            assertThat(net.output(GoldenModel.input()).dup('c').data().asDouble())
                    .containsExactly(expected, within(1e-6));
            assertThat(net.getUpdater().getStateViewArray().amaxNumber().doubleValue())
                    .isPositive();
        }
    }
}
