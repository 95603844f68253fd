package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.RunRecord;

/** A run in words and figures. */
record RunText(
        String id,
        String cell,
        int hidden,
        long seed,
        int epochs,
        int bestEpoch,
        String stopped,
        String testMetric,
        String testLoss,
        String seconds,
        String implementation,
        String started) {

    private static final int MINUTE = "2026-01-31T12:34".length();

    static RunText of(RunRecord run) {
        return new RunText(
                run.id(),
                CellLabels.of(run.cell()),
                run.settings().hidden(),
                run.seed(),
                run.curve().size(),
                run.bestEpoch(),
                run.stopped(),
                Numbers.text(run.testMetric(), run.testMetric()),
                Numbers.text(run.testLoss(), run.testLoss()),
                Numbers.text(run.seconds(), run.seconds()),
                run.implementation(),
                minute(run.started()));
    }

    /** What became of a run that diverged, a sentence without its end. */
    static String divergence(RunRecord run) {
        return "%s, width %d, seed %d %s; %s"
                .formatted(
                        CellLabels.of(run.cell()),
                        run.settings().hidden(),
                        run.seed(),
                        run.stopped(),
                        run.bestEpoch() == 0
                                ? "it had not finished an epoch"
                                : "its best epoch before was number %d".formatted(run.bestEpoch()));
    }

    /** "2026-01-31T12:34:56Z" becomes "2026-01-31 12:34". */
    private static String minute(String instant) {
        return instant.length() < MINUTE
                ? instant
                : instant.substring(0, MINUTE).replace('T', ' ');
    }
}
