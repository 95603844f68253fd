package io.github.gru4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmark as JMH's own command runs it, in this JVM. */
class GruBenchmarkTest {

    @ParameterizedTest
    @ValueSource(strings = {"infer", "train", "fit"})
    void measuresOurs(String what) throws RunnerException {
        assertThat(run("gru4j", what, "3x2x4x5").getPrimaryResult().getScore()).isPositive();
    }

    @Test
    void measuresSteps() throws RunnerException {
        assertThat(run("dl4j-lstm", "step", "1x2x4x1").getPrimaryResult().getScore())
                .isPositive();
    }

    @Test
    void refusesWhatAPeerDoesNotHave() {
        assertThatThrownBy(() -> run("onnxruntime", "train", "3x2x4x5"))
                .satisfies(e -> assertThat(Failure.line(e)).isEqualTo("onnxruntime has no train"));
    }

    private static RunResult run(String who, String what, String shape) throws RunnerException {
        System.setProperty("jmh.ignoreLock", "true");
        return new Runner(new OptionsBuilder()
                        .include(GruBenchmark.class.getSimpleName())
                        .param("who", who)
                        .param("what", what)
                        .param("shape", shape)
                        .mode(Mode.SingleShotTime)
                        .forks(0)
                        .warmupIterations(1)
                        .measurementIterations(2)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .runSingle();
    }
}
