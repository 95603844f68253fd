package io.github.gru4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartTest {

    private static final Shape SEQUENCES = new Shape(32, 8, 16, 200);

    @Test
    void scalingDoublesStepsAndBatches() {
        var heats = Part.SCALING.heats(List.of(SEQUENCES), List.of(Dl4jPeer.ours()));

        assertThat(heats).hasSize(2);
        assertThat(heats.get(0).entries().stream()
                        .map(entry -> entry.task().shape().toString()))
                .containsExactly("32,8,16,200", "32,8,16,400", "32,8,16,800", "32,8,16,1600");
        assertThat(heats.get(1).entries().stream()
                        .map(entry -> entry.task().shape().toString()))
                .containsExactly("16,8,16,200", "32,8,16,200", "64,8,16,200", "128,8,16,200");
    }

    @Test
    void scalingIsShownBesideHalfAsMuch() {
        var heat =
                Part.SCALING.heats(List.of(SEQUENCES), List.of(Dl4jPeer.ours())).get(0);
        var timings = List.of(
                new Timing(heat.entries().get(0), 2e6, 5),
                new Timing(heat.entries().get(1), 5e6, 5));

        assertThat(ResultTable.lines(heat, timings).stream().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "train over steps, from 32,8,16,200 ms x ours x half calls",
                        " 32,8,16,200 gru4j 2.00 1.00 5",
                        " 32,8,16,400 gru4j 5.00 1.00 2.50 5");
    }

    @Test
    void lengthsAreFromAQuarterOfTheStepsToAll() {
        int[] ragged = Lengths.RAGGED.draw(new Shape(1000, 1, 1, 100), new Random(1));
        int[] sorted = Lengths.SORTED.draw(new Shape(1000, 1, 1, 100), new Random(1));

        assertThat(Arrays.stream(ragged).summaryStatistics().getMin()).isEqualTo(25);
        assertThat(Arrays.stream(ragged).summaryStatistics().getMax()).isEqualTo(100);
        assertThat(Arrays.stream(ragged).average().orElse(0)).isBetween(60.0, 65.0);
        assertThat(sorted).isSortedAccordingTo((a, b) -> b - a).containsExactlyInAnyOrder(ragged);
    }
}
