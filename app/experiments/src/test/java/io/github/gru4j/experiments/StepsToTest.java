package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StepsToTest {

    /** 50 sequences an epoch in batches of 8, of which the last has 2: 7 minibatches. */
    private static RunRecord run(String task, double... metrics) {
        List<EpochRecord> curve = IntStream.range(0, metrics.length)
                .mapToObj(i -> new EpochRecord(i + 1, 50L * (i + 1), i, 0, 10 * metrics[i], metrics[i], Double.NaN))
                .toList();
        return Records.withCurve(new TinyDataset(task).task(), curve);
    }

    @Test
    void countsTheMinibatchesUntilTheFirstEpochThatReachedIt() {
        RunRecord run = run(TinyDataset.ECHO, 0.5, 0.2, 0.3, 0.1);
        assertThat(run.settings().batchSize()).isEqualTo(8);
        assertThat(StepsTo.of(run, 0.6)).hasValue(7);
        assertThat(StepsTo.of(run, 0.25)).hasValue(14);
        assertThat(StepsTo.of(run, 0.2)).hasValue(14);
        assertThat(StepsTo.of(run, 0.1)).hasValue(28);
        assertThat(StepsTo.of(run, 0.099)).isEmpty();
    }

    @Test
    void knowsWhichWayIsBetter() {
        RunRecord run = run(TinyDataset.PARITY, 0.5, 0.8, 0.9);
        assertThat(StepsTo.of(run, 0.85)).hasValue(21);
        assertThat(StepsTo.of(run, 0.95)).isEmpty();
        assertThat(StepsTo.ofLoss(run, 5)).hasValue(7);
        assertThat(StepsTo.ofLoss(run, 4.9)).isEmpty();
    }

    @Test
    void whatIsNoNumberHasReachedNothing() {
        assertThat(StepsTo.of(run(TinyDataset.ECHO, Double.NaN, 0.2), 1)).hasValue(14);
        assertThat(StepsTo.of(run(TinyDataset.PARITY, Double.NaN), 0)).isEmpty();
        assertThat(StepsTo.of(run(TinyDataset.ECHO), 1)).isEqualTo(OptionalLong.empty());
    }
}
