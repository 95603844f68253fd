package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.datasets.Answer;
import io.github.gru4j.networks.CellType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.Writable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StepByStepTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = CellType.class,
            names = {"GRU", "LSTM", "SIMPLE_RNN"})
    void answersAsIfItHadReadAllAtOnce(CellType cell) throws IOException {
        ModelBundle bundle = SmallModels.train(
                SmallModels.text(folder),
                cell,
                SmallModels.TEXT.toBuilder().layers(2).build());
        StepByStep steps = StepByStep.of(bundle);
        for (String text : List.of("axxyy", "bxyyyy")) {
            steps.reset();
            for (int i = 1; i <= text.length(); i++) {
                var soFar = (Answer.Label) steps.next(text.substring(i - 1, i));
                var whole = (Answer.Label) bundle.answer(text.substring(0, i));
                assertThat(soFar.probabilities().get("first"))
                        .isCloseTo(whole.probabilities().get("first"), within(1e-5));
            }
        }
    }

    @Test
    void readsRowsOfASeries() throws IOException {
        ModelBundle bundle = SmallModels.train(SmallModels.series(folder, false), CellType.GRU, SmallModels.SERIES);
        StepByStep steps = StepByStep.of(bundle);
        List<List<Writable>> window = new ArrayList<>();
        Answer last = null;
        for (int t = 0; t < 6; t++) {
            window.add(List.of(new DoubleWritable(50 + 10 * Math.sin(t / 4.0))));
            last = steps.next(window.get(t));
        }
        var whole = (Answer.Forecast) bundle.answer(window);
        assertThat(((Answer.Forecast) last).values().get(1))
                .isCloseTo(whole.values().get(1), within(1e-4));
    }

    @Test
    void refusesWhatNeedsTheEnd() throws IOException {
        ModelBundle both = SmallModels.train(SmallModels.text(folder), CellType.BIDIRECTIONAL_GRU, SmallModels.TEXT);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> StepByStep.of(both))
                .withMessageContaining("reads sequences from their end too");
        ModelBundle relative = SmallModels.train(SmallModels.series(folder, true), CellType.GRU, SmallModels.SERIES);
        assertThat(StepByStep.refusal(relative).orElseThrow()).contains("last step of a window");
    }
}
