package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossTest {

    @ParameterizedTest
    @CsvSource({
        "parity, DEFAULT CROSS_ENTROPY MSE",
        "echo, DEFAULT MSE MAE",
        "count, DEFAULT CROSS_ENTROPY",
    })
    void fitsSomeKindsOfTasks(String task, String fitting) {
        var data = new TinyDataset(task);
        assertThat(Stream.of(Loss.values()).filter(loss -> loss.refusal(data).isEmpty()))
                .extracting(Loss::name)
                .isEqualTo(List.of(fitting.split(" ", -1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "parity | MAE | loss mae does not fit task parity, which is of kind classification; expected cross-entropy or mse",
                "echo | CROSS_ENTROPY | loss cross-entropy does not fit task echo, which is of kind forecast; expected mse or mae",
                "count | MSE | loss mse does not fit task count, which is of kind next-token; expected cross-entropy",
            })
    void saysWhichWouldFit(String task, Loss loss, String why) {
        assertThat(loss.refusal(new TinyDataset(task))).contains(why);
    }
}
