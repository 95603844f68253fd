package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.gru4j.networks.CellType;
import io.github.gru4j.networks.DropoutKind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunSettingsTest {

    private static final RunSettings BASE = Records.SETTINGS;

    private static final RunSettings OTHER = BASE.toBuilder()
            .optimiser(Optimiser.NESTEROV)
            .momentum(0.8)
            .schedule(RateSchedule.ONE_CYCLE)
            .clipValue(0.5)
            .dropout(0.2)
            .dropoutKind(DropoutKind.SPATIAL)
            .weightDecay(0.02)
            .loss(Loss.MAE)
            .build();

    @Test
    void comeBackFromJson() throws JsonProcessingException {
        for (RunSettings settings : List.of(BASE, OTHER)) {
            String json = Json.MAPPER.writeValueAsString(settings);
            assertThat(Json.MAPPER.readValue(json, RunSettings.class)).isEqualTo(settings);
        }
    }

    /** As formats 2 and 3 wrote them, when the optimiser was Adam, and loss and dropout were of one kind. */
    @Test
    void ofOlderRecordsAreWhatTheyWere() throws JsonProcessingException {
        String format2 = "{\"hidden\":4,\"embedding\":3,\"batchSize\":8,\"learningRate\":0.02,\"clipNorm\":1.0,"
                + "\"maxEpochs\":3,\"patience\":2,\"maxTrain\":0}";
        assertThat(Json.MAPPER.readValue(format2, RunSettings.class)).isEqualTo(BASE);
        String format3 = "{\"hidden\":4,\"embedding\":3,\"layers\":2,\"batchSize\":8,\"learningRate\":0.02,"
                + "\"schedule\":\"COSINE\",\"clipNorm\":1.0,\"dropout\":0.3,\"l2\":0.1,"
                + "\"maxEpochs\":3,\"patience\":2,\"maxTrain\":0}";
        assertThat(Json.MAPPER.readValue(format3, RunSettings.class))
                .isEqualTo(BASE.toBuilder()
                        .layers(2)
                        .schedule(RateSchedule.COSINE)
                        .dropout(0.3)
                        .l2(0.1)
                        .build());
    }

    @Test
    void everyOneMakesAnotherRun() {
        var adam = BASE.toBuilder().dropout(0.2).build();
        var runs = Stream.of(
                adam,
                adam.toBuilder().optimiser(Optimiser.SGD).build(),
                adam.toBuilder().optimiser(Optimiser.NESTEROV).build(),
                adam.toBuilder().optimiser(Optimiser.NESTEROV).momentum(0.8).build(),
                adam.toBuilder().clipValue(1).build(),
                adam.toBuilder().dropoutKind(DropoutKind.GAUSSIAN).build(),
                adam.toBuilder().optimiser(Optimiser.ADAMW).build(),
                adam.toBuilder().optimiser(Optimiser.ADAMW).weightDecay(0.1).build(),
                adam.toBuilder().loss(Loss.MAE).build(),
                adam.toBuilder().schedule(RateSchedule.ONE_CYCLE).build());
        assertThat(runs.map(settings -> RunId.of(new TinyDataset(TinyDataset.ECHO), CellType.GRU, 1, settings)))
                .doesNotHaveDuplicates();
    }

    @Test
    void ofAnOptimiserAreItsOwnUnlessGiven() {
        RunSettings adamw = BASE.toBuilder().optimiser(Optimiser.ADAMW).build();
        assertThat(adamw.weightDecay()).isEqualTo(0.01);
        assertThat(adamw.momentum()).isZero();
        RunSettings nesterov = adamw.toBuilder().optimiser(Optimiser.NESTEROV).build();
        assertThat(nesterov.weightDecay()).isZero();
        assertThat(nesterov.momentum()).isEqualTo(0.9);
        assertThat(nesterov.toBuilder().optimiser(Optimiser.ADAM).build()).isEqualTo(BASE);
        assertThat(OTHER.toBuilder().build()).isEqualTo(OTHER);
    }

    @Test
    void clippingByOneReplacesTheOther() {
        RunSettings value = BASE.toBuilder().clipValue(0.5).build();
        assertThat(value.clipNorm()).isZero();
        assertThat(value.clipValue()).isEqualTo(0.5);
        assertThat(value.toBuilder().clipNorm(2).build())
                .isEqualTo(BASE.toBuilder().clipNorm(2).build());
        assertThat(value.toBuilder().clipValue(0).build().clipNorm()).isZero();
    }

    @Test
    void refusesWhatDoesNotGoTogether() {
        assertRefused(
                BASE.toBuilder().clipNorm(1).clipValue(0.5),
                "expected gradients clipped to a norm or to a value, found both (norm 1.0 and value 0.5): leave one out");
        assertRefused(
                BASE.toBuilder().momentum(0.9), "a momentum is for the optimiser nesterov; adam has none to choose");
        assertRefused(
                BASE.toBuilder().weightDecay(0.1),
                "the optimiser adam with weight decay is adamw: choose that one, or l2");
        assertRefused(
                BASE.toBuilder().optimiser(Optimiser.ADAMW).weightDecay(0),
                "the optimiser adamw without weight decay is adam: choose that one");
        assertRefused(
                BASE.toBuilder().optimiser(Optimiser.ADAMW).l2(0.1),
                "expected l2 or weight decay, found both (l2 0.1 and weight decay 0.01): leave one out");
        assertRefused(
                BASE.toBuilder().dropoutKind(DropoutKind.ALPHA),
                "a kind of dropout, here alpha, needs a dropout above 0");
        assertThatThrownBy(() -> BASE.toBuilder().momentum(1))
                .hasMessage("expected a momentum above 0 and below 1, found 1.0");
        assertThatThrownBy(() -> BASE.toBuilder().weightDecay(-1))
                .hasMessage("expected a weight decay of at least 0, found -1.0");
        assertThatThrownBy(() -> BASE.toBuilder().clipValue(Double.NaN))
                .hasMessage("expected a value to clip to of at least 0, found NaN");
    }

    private static void assertRefused(RunSettings.Builder builder, String why) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(why);
    }
}
