package io.github.gru4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The timings of a heat for people. */
final class ResultTable {

    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_MILLI = 1e6;

    private ResultTable() {}

    static List<String> lines(Heat heat, List<Timing> timings) {
        var lines = new ArrayList<String>();
        boolean steps = heat.entries().get(0).task().kind() == Kind.STEP;
        lines.add(
                line(heat.title(), steps ? "us" : "ms", "x ours", heat.beside().heading(), "calls"));
        var rows = Row.of(timings);
        for (int i = 0; i < timings.size(); i++) {
            var timing = timings.get(i);
            lines.add(line(
                    "  " + label(heat, timing.entry()),
                    number(timing.nanos() / (steps ? NANOS_PER_MICRO : NANOS_PER_MILLI)),
                    rows.get(i).ratioToOurs() == null ? "" : number(rows.get(i).ratioToOurs()),
                    beside(heat.beside(), timing, timings),
                    Integer.toString(timing.calls())));
        }
        return lines;
    }

    private static String label(Heat heat, Entry entry) {
        return switch (heat.beside()) {
            case NOTHING -> entry.peer().name();
            case FIRST -> entry.task().what() + " " + entry.peer().name();
            case PREVIOUS -> entry.task().shape() + " " + entry.peer().name();
        };
    }

    private static String beside(Heat.Beside beside, Timing timing, List<Timing> timings) {
        var same = timings.stream()
                .filter(other -> other.entry().peer() == timing.entry().peer())
                .toList();
        int mine = same.indexOf(timing);
        int other =
                switch (beside) {
                    case NOTHING -> -1;
                    case FIRST -> 0;
                    case PREVIOUS -> mine - 1;
                };
        return other < 0 ? "" : number(timing.nanos() / same.get(other).nanos());
    }

    private static String line(String... cells) {
        return String.format(Locale.ROOT, "%-46s %12s %9s %9s %7s", (Object[]) cells)
                .stripTrailing();
    }

    /** Three digits that count. */
    private static String number(double value) {
        int decimals = (int) Math.max(0, Math.min(4, 2 - Math.floor(Math.log10(value))));
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
