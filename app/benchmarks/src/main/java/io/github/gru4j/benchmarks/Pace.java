package io.github.gru4j.benchmarks;

/**
 * How long to measure.
 *
 * @param warmUpNanos a contestant is called until it has been called {@link #WARM_UP_CALLS} times or has taken this long
 * @param nanos what the measured calls of a contestant may take together, if they are enough
 */
record Pace(long warmUpNanos, long nanos) {

    static final int WARM_UP_CALLS = 30;
    static final int FEWEST_WARM_UP_CALLS = 2;

    static final int MOST_TURNS = 50;
    private static final int FEWEST_TURNS = 5;

    /** Shorter calls are repeated within a turn: it shows what a loop does, its threads in each other's way included. */
    private static final long SHORTEST_TURN_NANOS = 400_000_000;

    /** Of a turn, what is not timed before it. */
    private static final int GET_READY_SHARE = 4;

    private static final int MOST_REPEATS = 10_000;

    static Pace ofSeconds(double seconds) {
        long nanos = (long) (seconds * 1e9);
        return new Pace(nanos, nanos);
    }

    private double turnNanos() {
        return Math.min(SHORTEST_TURN_NANOS, (double) nanos / FEWEST_TURNS);
    }

    /** How many calls make a turn. */
    int repeats(double nanosOfACall) {
        return (int) Math.max(1, Math.min(MOST_REPEATS, Math.ceil(turnNanos() / nanosOfACall)));
    }

    /** How many calls come before those of a turn and are not timed. */
    int callsToGetReady(double nanosOfACall) {
        return (int) Math.max(1, Math.min(MOST_REPEATS, turnNanos() / GET_READY_SHARE / nanosOfACall));
    }

    /** How many turns a contestant gets. */
    int turns(double nanosOfATurn) {
        return (int) Math.max(FEWEST_TURNS, Math.min(MOST_TURNS, nanos / nanosOfATurn));
    }
}
