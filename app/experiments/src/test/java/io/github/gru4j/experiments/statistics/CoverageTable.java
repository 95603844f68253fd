package io.github.gru4j.experiments.statistics;

import static io.github.gru4j.experiments.statistics.Samples.runs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** Prints the tables of {@code docs/statistics.md}; takes some minutes. Not a test. */
final class CoverageTable {

    private static final int EXPERIMENTS = 100_000;
    private static final int VERDICTS = 20_000;
    private static final int BOOTSTRAPS = 5_000;
    private static final int AGGREGATES = 2_000;

    private CoverageTable() {}

    public static void main(String[] args) {
        student();
        verdicts();
        interquartileMeans();
        bootstraps();
    }

    private static void student() {
        System.out.println("| Student's t | n = 3 | 4 | 5 | 10 | 20 |\n|---|---|---|---|---|---|");
        for (Population population : Population.ALL) {
            var row = new StringBuilder("| " + population);
            for (int n : new int[] {3, 4, 5, 10, 20}) {
                row.append(cell(Coverage.percent(population, n, EXPERIMENTS, n, Coverage::printed)));
            }
            System.out.println(row + " |");
        }
    }

    private static void verdicts() {
        System.out.println("| false claims | n = 5 | 6 | 10 | 20 |\n|---|---|---|---|---|");
        for (Population population : Population.ALL) {
            var row = new StringBuilder("| " + population);
            for (int n : new int[] {5, 6, 10, 20}) {
                var random = new Random(n);
                int claims = 0;
                for (int i = 0; i < VERDICTS; i++) {
                    Outcome outcome = PairVerdict.ofAllPairs(
                                    List.of(
                                            runs("a", population.sample(n, random)),
                                            runs("b", population.sample(n, random))),
                                    Direction.HIGHER_IS_BETTER)
                            .get(0)
                            .outcome();
                    claims += outcome == Outcome.NO_DIFFERENCE_SHOWN ? 0 : 1;
                }
                row.append(cell(100.0 * claims / VERDICTS));
            }
            System.out.println(row + " |");
        }
    }

    private static void interquartileMeans() {
        System.out.println("| tasks | seeds | even | plain | uneven | plain |\n|---|---|---|---|---|---|");
        for (int tasks : new int[] {3, 4, 5, 6, 8, 12}) {
            for (int seeds : new int[] {5, 10}) {
                var row = new StringBuilder("| " + tasks + " | " + seeds);
                for (boolean even : new boolean[] {true, false}) {
                    row.append(cell(AggregateCoverage.percent(
                                    seeds, tasks, even, AGGREGATES, StratifiedBootstrap::tail)))
                            .append(cell(AggregateCoverage.percent(seeds, tasks, even, AGGREGATES, scores -> 0.025)));
                }
                System.out.println(row + " |");
            }
        }
    }

    private static void bootstraps() {
        Map<String, Function<double[], Interval>> methods = new LinkedHashMap<>();
        methods.put("percentile", OtherIntervals::percentile);
        methods.put("BCa", OtherIntervals::bca);
        methods.put("expanded percentile", OtherIntervals::expandedPercentile);
        methods.put("bootstrap-t", OtherIntervals::studentised);
        System.out.println("| n = 5, 10 | " + String.join(" | ", methods.keySet()) + " |\n|---|---|---|---|---|");
        for (Population population : Population.ALL) {
            var row = new StringBuilder("| " + population);
            for (Function<double[], Interval> method : methods.values()) {
                row.append(cell(Coverage.percent(population, 5, BOOTSTRAPS, 5, method)))
                        .append(", ")
                        .append(number(Coverage.percent(population, 10, BOOTSTRAPS, 10, method)));
            }
            System.out.println(row + " |");
        }
    }

    private static String cell(double percent) {
        return " | " + number(percent);
    }

    private static String number(double percent) {
        return String.format(Locale.ROOT, "%.1f", percent);
    }
}
