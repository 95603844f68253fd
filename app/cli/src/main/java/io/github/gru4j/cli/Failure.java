package io.github.gru4j.cli;

import java.io.PrintWriter;
import java.util.stream.Collectors;

/** Says in one line what failed. */
final class Failure {

    private Failure() {}

    /** Prints the line, and where in the program it happened if {@code stacktrace} says so. */
    static int report(Throwable failure, boolean stacktrace, PrintWriter err) {
        if (stacktrace) {
            failure.printStackTrace(err);
        }
        err.println("gru4j: " + line(failure) + (stacktrace ? "" : " (--stacktrace shows where)"));
        return ExitCodes.FAILED;
    }

    private static String line(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getName()
                : message.lines().map(String::strip).collect(Collectors.joining(" "));
    }
}
