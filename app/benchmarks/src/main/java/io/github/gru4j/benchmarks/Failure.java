package io.github.gru4j.benchmarks;

import java.util.stream.Collectors;
import org.openjdk.jmh.runner.BenchmarkException;
import org.openjdk.jmh.runner.RunnerException;

/** Says in one line what failed. */
final class Failure {

    private Failure() {}

    /** What failed, and the cause at the bottom of it when it is another and says more. */
    static String line(Throwable failure) {
        var top = thrownInJmh(failure);
        var root = top;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var first = message(top);
        var last = message(root);
        return first.contains(last) ? first : first + ": " + last;
    }

    /** JMH hangs what a benchmark threw on exceptions of its own. */
    private static Throwable thrownInJmh(Throwable failure) {
        var thrown = failure;
        while (thrown instanceof RunnerException || thrown instanceof BenchmarkException) {
            if (thrown.getCause() != null) {
                thrown = thrown.getCause();
            } else if (thrown.getSuppressed().length > 0) {
                thrown = thrown.getSuppressed()[0];
            } else {
                break;
            }
        }
        return thrown;
    }

    private static String message(Throwable failure) {
        var message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.lines().map(String::strip).collect(Collectors.joining(" "));
    }
}
