package io.github.gru4j.experiments;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one setting is drawn from: some values, or an interval.
 *
 * @param text as given
 * @param values from which one is taken; or the ends of the interval
 * @param interval whether they are its ends
 * @param log whether the logarithm is uniform
 */
record TuningRange(TunedSetting setting, String text, List<String> values, boolean interval, boolean log) {

    private static final Pattern INTERVAL = Pattern.compile("(.+?)\\.\\.(.+?)(:log)?");

    /** What is drawn is rounded to so many digits: people read it, and no result hangs on the fourth. */
    private static final MathContext DIGITS = new MathContext(3);

    /** Any settings; values are tried on them. */
    private static final RunSettings ANY = new RunSettings(1, 0, 1, 1, 0, 1, 1, 0);

    static TuningRange parse(String text) {
        String[] parts = text.split("=", 2);
        if (parts.length < 2) {
            throw new IllegalArgumentException(
                    "expected NAME=LOW..HIGH, NAME=LOW..HIGH:log or NAME=ONE|OTHER, found \"" + text + "\"");
        }
        TunedSetting setting = TunedSetting.of(parts[0]);
        Matcher ends = INTERVAL.matcher(parts[1]);
        TuningRange range = ends.matches()
                ? new TuningRange(setting, text, List.of(ends.group(1), ends.group(2)), true, ends.group(3) != null)
                : new TuningRange(setting, text, List.of(parts[1].split("\\|", -1)), false, false);
        range.values.forEach(value -> setting.apply(ANY.toBuilder(), value));
        if (range.interval) {
            range.checkEnds();
        }
        return range;
    }

    private void checkEnds() {
        if (setting.named()) {
            throw new IllegalArgumentException("expected " + setting.id() + "=ONE|OTHER, found \"" + text + "\"");
        }
        if (!(low() < high())) {
            throw new IllegalArgumentException("expected a lower end below the upper one, found \"" + text + "\"");
        }
        if (log && low() <= 0) {
            throw new IllegalArgumentException(
                    "expected a lower end above 0 for values uniform in the logarithm, found \"" + text + "\"");
        }
    }

    private double low() {
        return Double.parseDouble(values.get(0));
    }

    private double high() {
        return Double.parseDouble(values.get(1));
    }

    /** The value of a trial, which depends on the trial, the name of the setting and this range alone. */
    String draw(int trial) {
        List<Object> seed = new ArrayList<>(List.of(trial, setting.id()));
        double share = new SplittableRandom(seed.hashCode()).nextDouble();
        if (!interval) {
            return values.get((int) (share * values.size()));
        }
        if (setting.whole()) {
            // The upper end is a value like others.
            return String.valueOf((int) Math.min(high(), Math.floor(between(low(), high() + 1, share))));
        }
        return new BigDecimal(between(low(), high(), share)).round(DIGITS).toPlainString();
    }

    private double between(double from, double to, double share) {
        return log ? Math.exp(Math.log(from) + share * (Math.log(to) - Math.log(from))) : from + share * (to - from);
    }
}
