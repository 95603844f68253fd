package io.github.gru4j.benchmarks;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One contestant under JMH's usual regime, with JMH's options and profilers; answers are not checked here. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class GruBenchmark {

    /** BxnInxHxT, without commas: JMH splits there. */
    @Param({"32x28x128x28", "64x128x256x100"})
    public String shape;

    /** infer, train, fit, step. */
    @Param({"infer", "train"})
    public String what;

    /** A name that {@code ./gru4j bench --help} lists. */
    @Param("gru4j")
    public String who;

    private Contestant contestant;

    @Setup
    public void open() throws Exception {
        var kind = Arrays.stream(Kind.values())
                .filter(value -> value.name().equalsIgnoreCase(what))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("what=" + what + "; valid are infer, train, fit, step"));
        var task = new Task(what, kind, Shape.parse(shape.replace('x', ',')), Lengths.FULL);
        var peer = Peers.all().stream()
                .filter(one -> one.name().equals(who))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "who=" + who + "; valid are " + String.join(", ", Peers.names(Peers.all()))));
        if (!peer.can(task)) {
            throw new IllegalArgumentException(who + " has no " + what);
        }
        peer.load();
        contestant = peer.open(Batch.of(task));
    }

    @Benchmark
    public void call() throws Exception {
        contestant.call();
    }

    @TearDown
    public void close() throws Exception {
        contestant.close();
    }
}
