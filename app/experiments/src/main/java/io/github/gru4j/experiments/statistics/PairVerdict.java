package io.github.gru4j.experiments.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * The verdict on two cells on one task.
 *
 * <p>A claim takes 5 seeds. Among several pairs of cells that are judged together the 5% of false claims are shared by Holm's
 * correction, so that at most one report in twenty claims anything false of a task, however many cells it has. The interval
 * here is at the level that the correction came to for this pair, 95% if there is no other; it leaves zero out exactly where
 * a difference is claimed. Without an interval (a run diverged, or all differences are the same) the sign test decides, which
 * takes 6 seeds.
 *
 * @param comparison of the two
 * @param outcome what can be said
 * @param adjustedP p-value after correction; a difference is claimed if it is at most 0.05; NaN with too few seeds
 * @param level of the interval
 * @param interval of the difference at that level
 * @param note why nothing is claimed or there is no interval; empty if the interval says it all
 */
public record PairVerdict(
        PairedComparison comparison, Outcome outcome, double adjustedP, double level, Interval interval, String note) {

    /** Number of seeds from which on a difference may be claimed. */
    public static final int LEAST_SEEDS = 5;

    private static final double ALPHA = 1 - StudentInterval.LEVEL;

    /**
     * Judges every pair of cells of a task together.
     *
     * @param cells at least two, with the same seeds in the same order
     * @return first with second, first with third and so on, then second with third
     * @throws IllegalArgumentException if seeds differ
     */
    public static List<PairVerdict> ofAllPairs(List<Runs> cells, Direction direction) {
        var pairs = new ArrayList<PairedComparison>();
        for (int i = 0; i < cells.size(); i++) {
            for (int j = i + 1; j < cells.size(); j++) {
                pairs.add(PairedComparison.of(cells.get(i), cells.get(j), direction));
            }
        }
        return of(pairs);
    }

    /**
     * Judges pairs together, as all cells against one reference.
     *
     * @param pairs of one task; those with too few seeds take no share of the 5%
     * @return in the same order
     */
    public static List<PairVerdict> of(List<PairedComparison> pairs) {
        double[] pValues = pairs.stream()
                .filter(PairVerdict::hasSeeds)
                .mapToDouble(PairedComparison::pValue)
                .toArray();
        double[] adjusted = Holm.adjust(pValues);
        int[] parts = Holm.parts(pValues, ALPHA);
        var verdicts = new ArrayList<PairVerdict>();
        int tested = 0;
        for (PairedComparison pair : pairs) {
            if (hasSeeds(pair)) {
                verdicts.add(judged(pair, adjusted[tested], 1 - ALPHA / parts[tested]));
                tested++;
            } else {
                verdicts.add(tooFew(pair));
            }
        }
        return List.copyOf(verdicts);
    }

    private static boolean hasSeeds(PairedComparison pair) {
        return pair.seeds() >= LEAST_SEEDS;
    }

    private static PairVerdict tooFew(PairedComparison pair) {
        return new PairVerdict(
                pair,
                Outcome.TOO_FEW_SEEDS,
                Double.NaN,
                StudentInterval.LEVEL,
                pair.interval(),
                "too few seeds: %d, and a claim needs %d".formatted(pair.seeds(), LEAST_SEEDS));
    }

    private static PairVerdict judged(PairedComparison pair, double adjustedP, double level) {
        Outcome outcome = adjustedP > ALPHA
                ? Outcome.NO_DIFFERENCE_SHOWN
                : pair.firstLeads() ? Outcome.FIRST_BETTER : Outcome.SECOND_BETTER;
        return new PairVerdict(pair, outcome, adjustedP, level, pair.interval(level), note(pair));
    }

    private static String note(PairedComparison pair) {
        return pair.note().isEmpty()
                ? ""
                : "%s; with %d of %d seeds %s is better, with %d %s"
                        .formatted(pair.note(), pair.wins(), pair.seeds(), pair.first(), pair.losses(), pair.second());
    }
}
