package io.github.gru4j.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That 95% intervals hold the truth 95 times in 100: in 93 to 97% of simulated experiments. */
class CoverageTest {

    private static final int EXPERIMENTS = 2000;
    private static final int MANY_EXPERIMENTS = 20_000;
    private static final long SEED = 20;

    @ParameterizedTest
    @MethodSource
    void theIntervalOfAMeanCovers(int runs, Population population) {
        assertThat(Coverage.percent(population, runs, EXPERIMENTS, SEED, Coverage::printed))
                .isBetween(93.0, 97.0);
        // Two thousand experiments leave a percent of doubt; these do not.
        assertThat(Coverage.percent(population, runs, MANY_EXPERIMENTS, SEED, Coverage::printed))
                .isBetween(93.0, 97.0);
    }

    static Stream<Arguments> theIntervalOfAMeanCovers() {
        return Stream.of(5, 10)
                .flatMap(runs -> Population.claimedOnes().map(population -> Arguments.of(runs, population)));
    }

    @ParameterizedTest
    @MethodSource("theIntervalOfAMeanCovers")
    void theIntervalOfAPairedDifferenceCovers(int runs, Population population) {
        // Runs with the same seed have half of their spread in common; the second cell is worse by 1.
        var shared = new Population(population.name(), true, 1, random -> {
            double common = random.nextGaussian();
            double first = population.draw().applyAsDouble(random) + common;
            double second = population.draw().applyAsDouble(random) + common - 1;
            return first - second;
        });
        assertThat(Coverage.percent(shared, runs, EXPERIMENTS, SEED, differences -> PairedComparison.of(
                                Samples.runs("a", differences),
                                Samples.runs("b", new double[differences.length]),
                                Direction.HIGHER_IS_BETTER)
                        .interval()))
                .isBetween(93.0, 97.0);
    }

    /** Why the interval is not the usual bootstrap. */
    @Test
    void aPercentileBootstrapDoesNotCoverWithFiveSeeds() {
        Population normal = Population.ALL.get(0);
        assertThat(Coverage.percent(normal, 5, EXPERIMENTS, SEED, OtherIntervals::percentile))
                .isBetween(80.0, 87.0);
        assertThat(Coverage.percent(normal, 5, EXPERIMENTS, SEED, OtherIntervals::bca))
                .isBetween(80.0, 87.0);
    }

    /** What is said not to hold does not hold: no five values show a failure that one run in twenty has. */
    @Test
    void fiveRunsDoNotShowARareFailure() {
        Population failing = Population.ALL.stream()
                .filter(population -> population.name().contains("one run in 20"))
                .findFirst()
                .orElseThrow();
        assertThat(Coverage.percent(failing, 5, EXPERIMENTS, SEED, Coverage::printed))
                .isLessThan(30);
    }
}
