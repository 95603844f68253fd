package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.Splits;
import java.util.Optional;

/**
 * Which rows of which series a split has.
 *
 * @param name for people
 * @param from its first row
 * @param to the row after its last
 */
record PartRange(String name, RawSeries series, int from, int to) {

    /** Training, then validation, then test: parts of one series, but for those that have their own. */
    static Splits<PartRange> of(
            RawSeries main, Optional<RawSeries> validation, Optional<RawSeries> test, SeriesOptions options) {
        int[] counts = options.rows().isEmpty()
                ? byShares(main, validation.isPresent(), test.isPresent(), options)
                : byRows(main, validation.isPresent(), test.isPresent(), options);
        return new Splits<>(
                new PartRange("training", main, 0, counts[0]),
                validation
                        .map(own -> all("validation", own))
                        .orElseGet(() -> new PartRange("validation", main, counts[0], counts[0] + counts[1])),
                test.map(own -> all("test", own))
                        .orElseGet(() ->
                                new PartRange("test", main, counts[0] + counts[1], counts[0] + counts[1] + counts[2])));
    }

    private static PartRange all(String name, RawSeries series) {
        return new PartRange(name, series, 0, series.table().rows());
    }

    private static int[] byShares(RawSeries main, boolean ownValidation, boolean ownTest, SeriesOptions options) {
        double train = options.shares().get(0);
        double validation = ownValidation ? 0 : options.shares().get(1);
        double test = ownTest ? 0 : options.shares().get(2);
        double all = train + validation + test;
        int rows = main.table().rows();
        // A share of 0.7 of 10 rows is 7 rows, though 0.7 / 1.0 * 10 may be a little less.
        int trainEnd = (int) Math.floor(train / all * rows + 1e-6);
        int validationEnd = ownTest ? rows : (int) Math.floor((train + validation) / all * rows + 1e-6);
        return ownValidation
                ? new int[] {trainEnd, 0, rows - trainEnd}
                : new int[] {trainEnd, validationEnd - trainEnd, rows - validationEnd};
    }

    private static int[] byRows(RawSeries main, boolean ownValidation, boolean ownTest, SeriesOptions options) {
        int[] counts = {
            options.rows().get(0),
            ownValidation ? 0 : options.rows().get(1),
            ownTest ? 0 : options.rows().get(2)
        };
        long needed = (long) counts[0] + counts[1] + counts[2];
        if (needed > main.table().rows()) {
            throw DataException.in(main.file())
                    .of("the splits ask for " + needed + " rows, but there are "
                            + main.table().rows() + "; ask for less");
        }
        return counts;
    }

    int rows() {
        return to - from;
    }
}
