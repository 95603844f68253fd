package io.github.gru4j.importer.keras;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a file says of training is told once and never stops an import. */
class KerasTrainingTest {

    private static JsonNode with(String training) throws Exception {
        JsonNode model = new ObjectMapper().readTree("{\"class_name\": \"Sequential\"}");
        KerasTraining.keep(Path.of("made.h5"), model, training);
        return model;
    }

    @Test
    void namesLossMetricsAndOptimizer() throws Exception {
        assertThat(
                        KerasTraining.warning(
                                with(
                                        "{\"loss\": \"mse\", \"metrics\": [\"fmeasure\"], \"optimizer_config\": {\"class_name\": \"RMSprop\"}}")))
                .startsWith("loss \"mse\", metrics [\"fmeasure\"], optimizer RMSprop left out");
    }

    @Test
    void saysNothingWhereThereIsNothing() throws Exception {
        assertThat(KerasTraining.warning(with(null))).isNull();
        assertThat(KerasTraining.warning(with("{\"loss\": null, \"metrics\": []}")))
                .isNull();
    }

    @Test
    void survivesWhatIsBroken() throws Exception {
        assertThat(KerasTraining.warning(with("{\"loss\": "))).contains("cannot be read");
        assertThat(KerasTraining.warning(with("[1, 2]"))).isNull();
    }
}
