package io.github.gru4j.experiments.statistics;

import static io.github.gru4j.experiments.statistics.Direction.HIGHER_IS_BETTER;
import static io.github.gru4j.experiments.statistics.Direction.LOWER_IS_BETTER;
import static io.github.gru4j.experiments.statistics.Samples.normal;
import static io.github.gru4j.experiments.statistics.Samples.runs;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairVerdictTest {

    private static final int EXPERIMENTS = 2000;

    @Test
    void aClearDifferenceIsClaimedInTheRightDirection() {
        Runs low = runs("gru", 0.10, 0.11, 0.12, 0.10, 0.11);
        Runs high = runs("lstm", 0.20, 0.22, 0.21, 0.20, 0.23);
        assertThat(only(low, high, LOWER_IS_BETTER).outcome()).isEqualTo(Outcome.FIRST_BETTER);
        assertThat(only(low, high, HIGHER_IS_BETTER).outcome()).isEqualTo(Outcome.SECOND_BETTER);
        assertThat(only(high, low, LOWER_IS_BETTER).outcome()).isEqualTo(Outcome.SECOND_BETTER);
    }

    @Test
    void fourSeedsAreTooFew() {
        PairVerdict verdict =
                only(runs("gru", 0.10, 0.11, 0.12, 0.10), runs("lstm", 0.20, 0.22, 0.21, 0.20), HIGHER_IS_BETTER);
        assertThat(verdict.outcome()).isEqualTo(Outcome.TOO_FEW_SEEDS);
        assertThat(verdict.note()).isEqualTo("too few seeds: 4, and a claim needs 5");
        assertThat(verdict.interval().isAvailable()).isTrue();
        assertThat(verdict.adjustedP()).isNaN();
    }

    @Test
    void thatEveryRunOfOneDivergedCanBeClaimedFromSixSeedsOn() {
        double nan = Double.NaN;
        PairVerdict six =
                only(runs("gru", 1, 2, 3, 4, 5, 6), runs("lstm", nan, nan, nan, nan, nan, nan), HIGHER_IS_BETTER);
        assertThat(six.outcome()).isEqualTo(Outcome.FIRST_BETTER);
        assertThat(six.note())
                .isEqualTo(
                        "not available: 6 of 6 runs of lstm gave no number; with 6 of 6 seeds gru is better, with 0 lstm");
        PairVerdict five = only(runs("gru", 1, 2, 3, 4, 5), runs("lstm", nan, nan, nan, nan, nan), HIGHER_IS_BETTER);
        assertThat(five.outcome()).isEqualTo(Outcome.NO_DIFFERENCE_SHOWN);
    }

    @Test
    void theSameRunsUnderTwoNamesShowNoDifference() {
        PairVerdict verdict =
                only(runs("gru", 0.9, 0.8, 0.7, 0.9, 0.8), runs("copy", 0.9, 0.8, 0.7, 0.9, 0.8), HIGHER_IS_BETTER);
        assertThat(verdict.outcome()).isEqualTo(Outcome.NO_DIFFERENCE_SHOWN);
        assertThat(verdict.adjustedP()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 10, 20})
    void ofTwoEqualCellsOneInTwentyIsClaimed(int seeds) {
        for (Population population : Population.ALL) {
            var random = new Random(7);
            int claims = 0;
            for (int i = 0; i < EXPERIMENTS; i++) {
                Runs first = runs("a", population.sample(seeds, random));
                Runs second = runs("b", population.sample(seeds, random));
                claims += claims(only(first, second, HIGHER_IS_BETTER)) ? 1 : 0;
            }
            assertThat(100.0 * claims / EXPERIMENTS).as(population.name()).isLessThan(6.2);
        }
    }

    @Test
    void runsThatDivergeAtRandomAreNoDifference() {
        var random = new Random(8);
        int claims = 0;
        for (int i = 0; i < EXPERIMENTS; i++) {
            claims += claims(only(diverging("a", random), diverging("b", random), HIGHER_IS_BETTER)) ? 1 : 0;
        }
        assertThat(100.0 * claims / EXPERIMENTS).isLessThan(6);
    }

    @Test
    void twentyPairsOfEqualCellsWithTwentySeedsAreClaimedTwiceAtMost() {
        var random = new Random(9);
        int claims = 0;
        for (int i = 0; i < 20; i++) {
            claims +=
                    claims(only(normal("a", 20, 0, 1, random), normal("b", 20, 0, 1, random), LOWER_IS_BETTER)) ? 1 : 0;
        }
        assertThat(claims).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 10})
    void amongFourEqualCellsOneTaskInTwentyHasAnyClaim(int seeds) {
        var random = new Random(10);
        int tasks = 0;
        for (int i = 0; i < EXPERIMENTS; i++) {
            List<Runs> cells = List.of(
                    normal("a", seeds, 0, 1, random),
                    normal("b", seeds, 0, 1, random),
                    normal("c", seeds, 0, 1, random),
                    normal("d", seeds, 0, 1, random));
            tasks += PairVerdict.ofAllPairs(cells, HIGHER_IS_BETTER).stream().anyMatch(PairVerdictTest::claims) ? 1 : 0;
        }
        assertThat(100.0 * tasks / EXPERIMENTS).isLessThan(6);
    }

    @Test
    void aDifferenceOfThreeDeviationsIsFoundWithFiveSeeds() {
        var random = new Random(11);
        int claims = 0;
        for (int i = 0; i < EXPERIMENTS; i++) {
            PairVerdict verdict = only(normal("a", 5, 3, 1, random), normal("b", 5, 0, 1, random), HIGHER_IS_BETTER);
            claims += verdict.outcome() == Outcome.FIRST_BETTER ? 1 : 0;
        }
        assertThat(100.0 * claims / EXPERIMENTS).isGreaterThan(90);
    }

    @Test
    void theIntervalLeavesZeroOutExactlyWhereADifferenceIsClaimed() {
        var random = new Random(12);
        int claims = 0;
        for (int i = 0; i < EXPERIMENTS; i++) {
            List<Runs> cells = List.of(
                    normal("a", 6, 0, 1, random),
                    normal("b", 6, 1, 1, random),
                    normal("c", 6, 2, 1, random),
                    normal("d", 6, 2, 1, random));
            for (PairVerdict verdict : PairVerdict.ofAllPairs(cells, HIGHER_IS_BETTER)) {
                assertThat(verdict.interval().leavesOut(0)).isEqualTo(claims(verdict));
                assertThat(verdict.level()).isBetween(0.95, 1 - 0.05 / 6);
                claims += claims(verdict) ? 1 : 0;
            }
        }
        assertThat(claims).isBetween(EXPERIMENTS / 2, 4 * EXPERIMENTS);
    }

    @Test
    void pairsWithTooFewSeedsTakeNoShareOfTheDoubt() {
        PairedComparison few = PairedComparison.of(runs("a", 1, 2), runs("b", 2, 4), HIGHER_IS_BETTER);
        PairedComparison enough =
                PairedComparison.of(runs("a", 1, 2, 3, 4, 5), runs("c", 2, 4, 4, 5, 7), HIGHER_IS_BETTER);
        List<PairVerdict> verdicts = PairVerdict.of(List.of(few, enough));
        assertThat(verdicts.get(0).outcome()).isEqualTo(Outcome.TOO_FEW_SEEDS);
        assertThat(verdicts.get(1).adjustedP()).isEqualTo(enough.pValue());
        assertThat(verdicts.get(1).interval()).isEqualTo(enough.interval());
    }

    private static Runs diverging(String cell, Random random) {
        double[] values = new double[8];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextDouble() < 0.2 ? Double.NaN : random.nextGaussian();
        }
        return runs(cell, values);
    }

    private static PairVerdict only(Runs first, Runs second, Direction direction) {
        return PairVerdict.ofAllPairs(List.of(first, second), direction).get(0);
    }

    private static boolean claims(PairVerdict verdict) {
        return verdict.outcome() == Outcome.FIRST_BETTER || verdict.outcome() == Outcome.SECOND_BETTER;
    }
}
