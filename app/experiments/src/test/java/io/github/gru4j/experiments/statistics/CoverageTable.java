package io.github.gru4j.experiments.statistics;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Prints the tables of {@code docs/statistics.md}; takes some minutes. Not a test. */
final class CoverageTable {

    private static final int EXPERIMENTS = 100_000;
    private static final int BOOTSTRAPS = 5_000;

    private CoverageTable() {}

    public static void main(String[] args) {
        System.out.println("| population | t, n = 3 | 4 | 5 | 10 | 20 |\n|---|---|---|---|---|---|");
        for (Population population : Population.ALL) {
            var row = new StringBuilder("| " + population);
            for (int n : new int[] {3, 4, 5, 10, 20}) {
                row.append(cell(Coverage.percent(population, n, EXPERIMENTS, n, Coverage::printed)));
            }
            System.out.println(row + " |");
        }
        Map<String, Function<double[], Interval>> methods = new TreeMap<>(Map.of(
                "percentile", OtherIntervals::percentile,
                "expanded percentile", OtherIntervals::expandedPercentile,
                "bootstrap-t", OtherIntervals::studentised,
                "BCa", OtherIntervals::bca));
        System.out.println("| population, n = 5 / 10 | " + String.join(" | ", methods.keySet()) + " |");
        for (Population population : Population.ALL) {
            var row = new StringBuilder("| " + population);
            for (Function<double[], Interval> method : methods.values()) {
                row.append(cell(Coverage.percent(population, 5, BOOTSTRAPS, 5, method)))
                        .append(" /")
                        .append(cell(Coverage.percent(population, 10, BOOTSTRAPS, 10, method))
                                .substring(2));
            }
            System.out.println(row + " |");
        }
    }

    private static String cell(double percent) {
        return String.format(Locale.ROOT, " | %.1f", percent);
    }
}
