package io.github.gru4j.benchmarks;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * A result as it is written to a file.
 *
 * @param shape B,nIn,H,T
 * @param what was measured
 * @param who was measured
 * @param medianMs of a call, in milliseconds
 * @param ratioToOurs by the median of our layer; above 1 ours is faster; null if ours was not measured
 */
@JsonPropertyOrder({"shape", "what", "who", "medianMs", "ratioToOurs"})
record Row(String shape, String what, String who, double medianMs, Double ratioToOurs) {

    private static final double NANOS_PER_MILLI = 1e6;

    /** A row for each of the timings of a heat, in their order. */
    static List<Row> of(List<Timing> timings) {
        return timings.stream()
                .map(timing -> new Row(
                        timing.entry().task().shape().toString(),
                        timing.entry().task().what(),
                        timing.entry().peer().name(),
                        timing.nanos() / NANOS_PER_MILLI,
                        ratio(timing, timings)))
                .toList();
    }

    private static Double ratio(Timing timing, List<Timing> timings) {
        return timings.stream()
                .filter(ours -> ours.entry().peer().name().equals(Dl4jPeer.OURS))
                .filter(ours -> ours.entry().task().equals(timing.entry().task()))
                .map(ours -> timing.nanos() / ours.nanos())
                .findFirst()
                .orElse(null);
    }
}
