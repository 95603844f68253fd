package io.github.gru4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * All contestants of a heat in one JMH trial: each of its iterations, of a single shot, is another one's turn.
 *
 * <p>JMH runs benchmarks one after the other, and what disturbs a shared machine for a minute then disturbs one of them. Here
 * they alternate. For a single contestant under JMH's usual regime there is {@link GruBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(0)
public class RaceBenchmark {

    /** When their work is done, threads spin: OpenMP's for 7 ms, those of ND4J's OpenBLAS for 100. */
    private static final long PAUSE_MILLIS = 120;

    private static final AtomicReference<Race> CURRENT = new AtomicReference<>();

    private Race race;
    private Runner turn;

    /** Runs the heat; once at a time. */
    static List<Timing> run(Race race) throws RunnerException {
        // A lock in the folder for temporary files; a second JMH would refuse to start, whoever's it is.
        System.setProperty("jmh.ignoreLock", "true");
        var options = new OptionsBuilder()
                .include("^" + RaceBenchmark.class.getName().replace(".", "\\.") + "\\.turn$")
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(race.mostTurns())
                // Of the first iteration, which checks and warms up everybody; JMH's own 10 minutes interrupt it.
                .timeout(TimeValue.days(1))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        CURRENT.set(race);
        try {
            var nanos = new ArrayList<Double>();
            for (var benchmark :
                    new org.openjdk.jmh.runner.Runner(options).runSingle().getBenchmarkResults()) {
                benchmark
                        .getIterationResults()
                        .forEach(iteration ->
                                nanos.add(iteration.getPrimaryResult().getScore()));
            }
            return race.timings(nanos);
        } finally {
            CURRENT.set(null);
        }
    }

    @Setup(Level.Trial)
    public void prepare() throws Exception {
        race = CURRENT.get();
        race.prepare();
    }

    @Setup(Level.Iteration)
    public void next() throws Exception {
        turn = race.next();
        if (turn != null) {
            Thread.sleep(PAUSE_MILLIS);
            turn.getReady();
        }
    }

    @Benchmark
    public void turn() throws Exception {
        if (turn != null) {
            turn.takeTurn();
        }
    }

    @TearDown(Level.Trial)
    public void close() throws Exception {
        race.close();
    }
}
