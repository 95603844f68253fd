package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuningSpaceTest {

    private static List<String> draws(String range, int trials) {
        TuningSpace space = TuningSpace.parse(List.of(range));
        String name = range.substring(0, range.indexOf('='));
        return IntStream.rangeClosed(1, trials)
                .mapToObj(trial -> space.draw(trial).get(name))
                .toList();
    }

    @Test
    void theLearningRateIsDrawnUniformlyInItsLogarithm() {
        List<Double> exponents = draws("learning-rate=1e-4..1e-2:log", 2000).stream()
                .map(value -> Math.log10(Double.parseDouble(value)))
                .toList();
        assertThat(exponents).allSatisfy(e -> assertThat(e).isBetween(-4.001, -1.999));
        for (double quarter : new double[] {-4, -3.5, -3, -2.5}) {
            assertThat(exponents.stream()
                            .filter(e -> e >= quarter && e < quarter + 0.5)
                            .count())
                    .isBetween(420L, 580L);
        }
        assertThat(TuningSpace.DEFAULT).hasToString("learning-rate=1e-4..1e-2:log");
    }

    @Test
    void everyChoiceComesUpAndSoDoBothEndsOfWholeNumbers() {
        Set<String> choices = draws("hidden=32|64|128", 200).stream().collect(Collectors.toSet());
        assertThat(choices).containsExactlyInAnyOrder("32", "64", "128");
        Set<String> layers = draws("layers=1..3", 200).stream().collect(Collectors.toSet());
        assertThat(layers).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(draws("dropout=0..0.5", 200))
                .allSatisfy(value -> assertThat(Double.parseDouble(value)).isBetween(0.0, 0.5));
    }

    /** So that more trials, or another setting, do not throw away the trials that there are. */
    @Test
    void aDrawDependsOnTrialAndRangeAlone() {
        var one = TuningSpace.parse(List.of("learning-rate=1e-4..1e-2:log"));
        var both = TuningSpace.parse(List.of("dropout=0..0.5", "learning-rate=1e-4..1e-2:log"));
        assertThat(both.draw(7)).containsEntry("learning-rate", one.draw(7).get("learning-rate"));
        assertThat(both.draw(7)).containsOnlyKeys("dropout", "learning-rate");
    }

    @Test
    void valuesTakeTheirPlaceInTheSettings() {
        var space = TuningSpace.parse(List.of(
                "batch=5",
                "schedule=one-cycle",
                "optimiser=nesterov",
                "momentum=0.5",
                "clip-value=2",
                "weight-decay=0.125",
                "layers=3"));
        assertThat(TuningSpace.apply(Records.SETTINGS, space.draw(1)))
                .isEqualTo(Records.SETTINGS.toBuilder()
                        .batchSize(5)
                        .schedule(RateSchedule.ONE_CYCLE)
                        .optimiser(Optimiser.NESTEROV)
                        .momentum(0.5)
                        .clipValue(2)
                        .weightDecay(0.125)
                        .layers(3)
                        .build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "hidden; expected NAME=LOW..HIGH",
                "speed=1..2; unknown setting \"speed\"; valid are: learning-rate, schedule",
                "hidden=a|b; expected a whole number for hidden, found \"a\"",
                "hidden=1.5..3; expected a whole number",
                "dropout=0..1; expected a dropout from 0 to below 1",
                "dropout=0.5..0.1; a lower end below the upper one",
                "l2=0..0.1:log; a lower end above 0",
                "schedule=linear|cosine; unknown schedule \"linear\"; valid are: constant, step, exponential, polynomial, cosine, one-cycle",
                "optimiser=sgd..adam; expected optimiser=ONE|OTHER",
                "learning-rate=; expected a number for learning-rate, found \"\"",
            })
    void whatCannotBeDrawnIsRefused(String range, String message) {
        assertThatThrownBy(() -> TuningSpace.parse(List.of(range)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aSettingHasOneRange() {
        assertThatThrownBy(() -> TuningSpace.parse(List.of("l2=0|1", "l2=2|3")))
                .hasMessageContaining("one range for l2");
    }
}
