package io.github.gru4j.experiments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What settings are drawn from, independently of each other.
 *
 * <pre>{@code
 * TuningSpace space = TuningSpace.parse(List.of("learning-rate=1e-4..1e-2:log", "hidden=32|64|128", "dropout=0..0.5"));
 * }</pre>
 */
public final class TuningSpace {

    /** The learning rate alone, log-uniformly: what matters most, and most independently of the rest (Greff et al. 2016). */
    public static final TuningSpace DEFAULT = parse(List.of("learning-rate=1e-4..1e-2:log"));

    private final List<TuningRange> ranges;

    private TuningSpace(List<TuningRange> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /**
     * Reads ranges as the command line has them: {@code NAME=LOW..HIGH}, uniform; {@code NAME=LOW..HIGH:log}, uniform in the
     * logarithm; {@code NAME=ONE|OTHER|...}.
     *
     * @throws IllegalArgumentException if one cannot be read, or has values that its setting does not take
     */
    public static TuningSpace parse(List<String> texts) {
        Map<TunedSetting, TuningRange> ranges = new LinkedHashMap<>();
        for (String text : texts) {
            TuningRange range = TuningRange.parse(text);
            if (ranges.put(range.setting(), range) != null) {
                throw new IllegalArgumentException(
                        "expected one range for " + range.setting().id() + ", found two");
            }
        }
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException("expected at least one setting to draw, found none");
        }
        return new TuningSpace(new ArrayList<>(ranges.values()));
    }

    /** Whether the settings that are drawn change how many parameters a network has. */
    boolean changesSize() {
        return ranges.stream().anyMatch(range -> range.setting().changesSize());
    }

    /** The names of the settings that are drawn. */
    List<String> names() {
        return ranges.stream().map(range -> range.setting().id()).toList();
    }

    /** As they were given. */
    List<String> texts() {
        return ranges.stream().map(TuningRange::text).toList();
    }

    /**
     * The values of a trial, by the names of the settings: the same every time, whatever the number of trials and whatever else is
     * drawn.
     *
     * @param trial from 1
     */
    Map<String, String> draw(int trial) {
        return ranges.stream()
                .collect(Collectors.toMap(
                        range -> range.setting().id(), range -> range.draw(trial), (a, b) -> a, LinkedHashMap::new));
    }

    /** The settings with values that were drawn. */
    static RunSettings apply(RunSettings settings, Map<String, String> values) {
        var builder = settings.toBuilder();
        values.forEach((name, value) -> TunedSetting.of(name).apply(builder, value));
        return builder.build();
    }

    @Override
    public String toString() {
        return String.join(",", texts());
    }
}
