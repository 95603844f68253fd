package io.github.gru4j.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Who takes turns, with its times. */
final class Runner {

    private final Entry entry;
    private final Seat seat;
    private final List<Double> nanosOfACall = new ArrayList<>();
    private Schedule schedule;

    Runner(Entry entry, Seat seat) {
        this.entry = entry;
        this.seat = seat;
    }

    void warmUp(Pace pace) throws Exception {
        schedule = seat.warmUp(entry.task(), pace);
    }

    void getReady() throws Exception {
        seat.getReady(entry.task());
    }

    void takeTurn() throws Exception {
        seat.takeTurn(entry.task());
    }

    void took(double nanos) {
        nanosOfACall.add(nanos / schedule.repeats());
    }

    Timing timing() {
        return new Timing(entry, Medians.of(nanosOfACall), nanosOfACall.size() * schedule.repeats());
    }

    Entry entry() {
        return entry;
    }

    int turns() {
        return schedule.turns();
    }
}
