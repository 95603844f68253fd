package io.github.gru4j.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** A contestant with its times. */
final class Runner {

    private final Entry entry;
    private final Contestant contestant;
    private final List<Double> nanosOfACall = new ArrayList<>();
    private int repeats;
    private int callsToGetReady;
    private int turns;

    Runner(Entry entry, Contestant contestant) {
        this.entry = entry;
        this.contestant = contestant;
    }

    void warmUp(Pace pace) throws Exception {
        var nanos = new ArrayList<Double>();
        long started = System.nanoTime();
        while (nanos.size() < Pace.FEWEST_WARM_UP_CALLS
                || (nanos.size() < Pace.WARM_UP_CALLS && System.nanoTime() - started < pace.warmUpNanos())) {
            long before = System.nanoTime();
            contestant.call();
            nanos.add((double) (System.nanoTime() - before));
        }
        // The first calls load and learn.
        double expected = Medians.of(nanos.subList(nanos.size() / 2, nanos.size()));
        repeats = pace.repeats(expected);
        callsToGetReady = pace.callsToGetReady(expected);
        turns = pace.turns(expected * repeats);
    }

    /** Wakes its threads, and takes the caches back from who was before: not timed, as others do not come between calls in use. */
    void getReady() throws Exception {
        for (int i = 0; i < callsToGetReady; i++) {
            contestant.call();
        }
    }

    void takeTurn() throws Exception {
        for (int i = 0; i < repeats; i++) {
            contestant.call();
        }
    }

    void took(double nanos) {
        nanosOfACall.add(nanos / repeats);
    }

    Timing timing() {
        return new Timing(entry, Medians.of(nanosOfACall), nanosOfACall.size() * repeats);
    }

    Entry entry() {
        return entry;
    }

    Contestant contestant() {
        return contestant;
    }

    int turns() {
        return turns;
    }
}
