package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.internal.Splits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Cuts a series into windows, split in the order of time: no value is in two splits. */
final class WindowSplits {

    /** Values that a window holds. */
    static final int LENGTH = 24;

    /** Time units from the last value to the target: about a third of the attractor's cycle of 50. */
    static final int HORIZON = 18;

    /** Time units from one window to the next. */
    static final int STRIDE = 3;

    /** Time units left out before the first window, so that the start value is forgotten. */
    static final int TRANSIENT = 500;

    /** Time units left out between splits: two cycles of the attractor. */
    static final int GAP = 100;

    static final int TRAIN = 1600;
    static final int VALIDATION = 400;
    static final int TEST = 600;

    static final String DESCRIPTION = "in the order of time: windows of " + LENGTH + " values every " + STRIDE
            + " time units, " + GAP + " time units left out between the splits";

    private static final long SEED = 1977;

    private WindowSplits() {}

    /** Training windows in random order (so that the first few are from everywhere), the others in the order of time. */
    static Splits<List<Window>> make() {
        int validationStart = TRANSIENT + span(TRAIN) + GAP;
        int testStart = validationStart + span(VALIDATION) + GAP;
        var series = MackeyGlass.sample(TRANSIENT, testStart + span(TEST) - TRANSIENT);
        var train = cut(series, TRANSIENT, TRAIN);
        Collections.shuffle(train, new Random(SEED));
        return new Splits<>(train, cut(series, validationStart, VALIDATION), cut(series, testStart, TEST));
    }

    /** Time units from the first value of the first window to the target of the last, both counted. */
    private static int span(int windows) {
        return (windows - 1) * STRIDE + LENGTH + HORIZON;
    }

    private static List<Window> cut(List<Double> series, int start, int windows) {
        return new ArrayList<>(IntStream.range(0, windows)
                .map(i -> start - TRANSIENT + i * STRIDE)
                .mapToObj(at -> new Window(
                        TRANSIENT + at, series.subList(at, at + LENGTH), series.get(at + LENGTH - 1 + HORIZON)))
                .toList());
    }
}
