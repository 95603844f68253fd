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

    /** What is done of something that takes as long as that. */
    Schedule schedule(double nanosOfACall) {
        int repeats = between(1, Math.ceil(turnNanos() / nanosOfACall), MOST_REPEATS);
        return new Schedule(
                between(1, turnNanos() / GET_READY_SHARE / nanosOfACall, MOST_REPEATS),
                repeats,
                between(FEWEST_TURNS, nanos / (nanosOfACall * repeats), MOST_TURNS));
    }

    private static int between(int least, double value, int most) {
        return (int) Math.max(least, Math.min(most, value));
    }
}
