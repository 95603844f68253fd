package io.github.gru4j.experiments.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.experiments.ClaimRuns;
import io.github.gru4j.experiments.Comparison;
import io.github.gru4j.experiments.Match;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimTest {

    /** The GRU is better by 0.1, 0.2 and 0.3: by 0.2 +- 0.248 (t with 2 degrees of freedom, 4.303, times 0.1 / sqrt 3). */
    private static final Comparison UNCERTAIN =
            ClaimRuns.echo(new double[] {0.3, 0.2, 0.1}, new double[] {0.4, 0.4, 0.4});

    /** The GRU is better by 0.2 +- 0.0248. */
    private static final Comparison CLEAR =
            ClaimRuns.echo(new double[] {0.21, 0.2, 0.19}, new double[] {0.4, 0.4, 0.4});

    private static final Comparison MORE_IS_BETTER =
            ClaimRuns.parity(new double[] {0.81, 0.8, 0.79}, new double[] {0.6, 0.6, 0.6});

    private static ClaimResult check(String claim, Comparison comparison) {
        return Claim.parse(claim, ClaimNames.of(comparison.plan())).check(comparison);
    }

    private static void assertHolds(boolean holds, String claim, Comparison comparison, String found) {
        ClaimResult result = check(claim, comparison);
        assertThat(result.claim()).isEqualTo(claim);
        assertThat(result.found()).isEqualTo(found);
        assertThat(result.verdict()).isEqualTo(holds ? ClaimResult.Verdict.HOLDS : ClaimResult.Verdict.FAILS);
    }

    @ParameterizedTest
    @CsvSource({
        "gru on echo: mean <= 0.2, true, 'mean 0.2, 3 seeds'",
        "gru on echo: mean < 0.19, false, 'mean 0.2, 3 seeds'",
        "gru on echo: median>=0.2, true, ",
        "gru on echo: min >= 0.1, true, 'min 0.1, 3 seeds'",
        "gru on echo: max > 0.3, false, 'max 0.3, 3 seeds'",
        "lstm on echo: mean >= 4e-1 (equal width), true, 'mean 0.4, 3 seeds'",
        "  gru   on echo :  max >= -1 , true, 'max 0.3, 3 seeds'",
    })
    void figures(String claim, boolean holds, String found) {
        if (found == null) {
            assertThatThrownBy(() -> check(claim, UNCERTAIN)).isInstanceOf(ClaimSyntaxException.class);
        } else {
            assertHolds(holds, claim, UNCERTAIN, found);
        }
    }

    @Test
    void oneCellBeatsAnotherIfTheIntervalSaysSo() {
        assertHolds(
                true,
                "gru beats lstm on echo",
                CLEAR,
                "gru minus lstm is -0.2 (95% interval -0.224841 to -0.175159, 3 seeds)");
        assertThat(check("lstm beats gru on echo", CLEAR).verdict()).isEqualTo(ClaimResult.Verdict.FAILS);
        assertHolds(
                false,
                "gru beats lstm on echo",
                UNCERTAIN,
                "gru minus lstm is -0.2 (95% interval -0.448414 to 0.0484138, 3 seeds)");
        assertThat(check("gru beats lstm on parity", MORE_IS_BETTER).verdict()).isEqualTo(ClaimResult.Verdict.HOLDS);
        assertThat(check("lstm beats gru on parity", MORE_IS_BETTER).verdict()).isEqualTo(ClaimResult.Verdict.FAILS);
    }

    @ParameterizedTest
    @CsvSource({
        "gru not worse than lstm on echo by more than 0.05, HOLDS",
        "gru not worse than lstm on echo by more than 0.04, FAILS",
        "lstm not worse than gru on echo by more than 0.44, FAILS",
        "lstm not worse than gru on echo by more than 0.45, HOLDS"
    })
    void notWorseByMoreThanAMargin(String claim, ClaimResult.Verdict verdict) {
        assertThat(check(claim, UNCERTAIN).verdict()).isEqualTo(verdict);
    }

    @Test
    void onePairTellsNothing() {
        Comparison one = ClaimRuns.echo(new double[] {0.1}, new double[] {0.9});
        assertHolds(false, "gru beats lstm on echo", one, "1 seeds of both; it takes at least 2");
    }

    @Test
    void aRunThatGaveNoNumberBearsNothingOut() {
        Comparison diverged = ClaimRuns.echo(new double[] {0.1, Double.NaN}, new double[] {0.9, 0.9});
        assertHolds(false, "gru on echo: min <= 1", diverged, "min no number, 2 seeds");
        assertThat(check("gru beats lstm on echo", diverged).verdict()).isEqualTo(ClaimResult.Verdict.FAILS);
        assertThat(check("gru beats baseline on echo", diverged).verdict()).isEqualTo(ClaimResult.Verdict.FAILS);
    }

    @Test
    void aRunThatIsMissingBearsNothingOut() {
        Comparison missing = ClaimRuns.without(CLEAR, "gru2");
        assertHolds(false, "gru on echo: mean <= 1", missing, "2 of 3 runs of gru are there");
        assertHolds(false, "lstm beats gru on echo", missing, "2 of 3 runs of gru are there");
    }

    @Test
    void baselines() {
        assertHolds(true, "all beat baseline on echo", CLEAR, "majority class 0.5, gru 0.2, lstm 0.4");
        assertHolds(true, "lstm beats baseline on echo", CLEAR, "majority class 0.5, lstm 0.4");
        Comparison worse = ClaimRuns.echo(new double[] {0.1, 0.1}, new double[] {0.4, 0.6});
        assertHolds(false, "all beat baseline on echo", worse, "majority class 0.5, gru 0.1, lstm 0.5");
    }

    @Test
    void stepsAreTheMedianAndNeverIsInfinitelyMany() {
        double[] soon = {0.5, 0.01, 0.02};
        double[] late = {0.5, 0.4, 0.3, 0.01};
        double[] never = {0.5, 0.4};
        Comparison runs = ClaimRuns.curves(new double[][] {soon, late, soon}, new double[][] {late, never, late});
        assertHolds(true, "gru steps to 0.01 on echo <= lstm's / 1.5", runs, "gru 12, lstm 24");
        assertHolds(true, "gru steps to 0.01 on echo <= lstm's / 2", runs, "gru 12, lstm 24");
        assertHolds(false, "gru steps to 0.01 on echo < lstm's * 0.5", runs, "gru 12, lstm 24");
        assertHolds(true, "lstm steps to 0.01 on echo > gru's", runs, "lstm 24, gru 12");
        assertHolds(true, "gru steps to 0.01 on echo <= 12", runs, "gru 12");
        Comparison one = ClaimRuns.curves(new double[][] {soon}, new double[][] {never});
        assertHolds(true, "gru steps to 0.01 on echo <= lstm's / 1.5", one, "gru 12, lstm infinity");
        assertHolds(false, "lstm steps to 0.01 on echo <= 1e9", one, "lstm infinity");
        Comparison neither = ClaimRuns.curves(new double[][] {never}, new double[][] {never});
        assertHolds(false, "gru steps to 0.01 on echo <= lstm's / 1.5", neither, "gru infinity, lstm infinity");
    }

    @Test
    void namesOfTasksMayHaveBlanksAndThoseThatWereSkippedAreNotChecked() {
        var names = new ClaimNames(
                Map.of("my data", List.of("gru"), "my data 2", List.of("gru")),
                List.of("mnist"),
                List.of(Match.PARAMETERS));
        assertThat(Claim.parse("gru on my data 2: mean > 1 (equal parameters)", names))
                .isEqualTo(new FigureClaim(
                        "gru on my data 2: mean > 1 (equal parameters)",
                        "gru",
                        "my data 2",
                        Figure.MEAN,
                        Operator.MORE,
                        1,
                        Match.PARAMETERS));
        assertThat(Claim.parse("gru on mnist: mean > 1", names).check(null).verdict())
                .isEqualTo(ClaimResult.Verdict.NOT_CHECKED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; 1; unknown cell \"\"; valid are: all, gru, lstm",
                "gre on echo: mean > 1; 1; unknown cell \"gre\"; valid are: all, gru, lstm",
                "gru on ech: mean > 1; 8; unknown task \"ech\"; valid are: echo",
                "gru on echo mean > 1; 13; expected \":\", found \"mean\"",
                "gru on echo: average > 1; 14; expected \"mean\" or \"median\" or \"min\" or \"max\", found \"average\"",
                "gru on echo: mean = 1; 19; expected \">=\" or \"<=\" or \">\" or \"<\", found \"=\"",
                "gru on echo: mean > high; 21; expected a number, found \"high\"",
                "gru on echo: mean > NaN; 21; expected a number, found \"NaN\"",
                "gru on echo: mean >; 20; expected a number, found the end",
                "gru on echo: mean > 1 2; 23; expected the end of the claim, or (equal width), found \"2\"",
                "gru on echo: mean > 1 (equal parameters); 23; expected (equal width), which is what was matched",
                "gru wins; 5; expected \"on\" or \"beats\" or \"not\" or \"steps\", found \"wins\"",
                "gru beats rnn on echo; 11; unknown cell \"rnn\"; valid are: baseline, gru, lstm",
                "gru beats lstm; 15; expected \"on\", found the end",
                "gru not worse than lstm on echo; 32; expected \"by\", found the end",
                "gru steps to 1 on echo <= rnn's; 27; unknown cell \"rnn\"",
                "gru steps to 1 on echo <= soon; 27; expected a number of steps, or CELL's",
                "all beat lstm on echo; 10; expected \"baseline\", found \"lstm\"",
            })
    void whatCannotBeReadIsToldWithItsPlace(String claim, int position, String message) {
        assertThatThrownBy(() -> check(claim, CLEAR))
                .isInstanceOf(ClaimSyntaxException.class)
                .hasMessageStartingWith(message)
                .satisfies(
                        e -> assertThat(((ClaimSyntaxException) e).position()).isEqualTo(position));
    }

    /** A bound of infinity would bear everything out. */
    @ParameterizedTest
    @ValueSource(strings = {"/ 0", "* 0", "/ -1.5", "* -1"})
    void aMultipleOfStepsIsAboveNothing(String multiple) {
        assertThatThrownBy(() -> check("gru steps to 0.01 on echo <= lstm's " + multiple, CLEAR))
                .isInstanceOf(ClaimSyntaxException.class)
                .hasMessage("expected a number above 0, found \"" + multiple.substring(2) + "\"");
    }
}
