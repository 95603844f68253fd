package io.github.gru4j.cli;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.experiments.BundleException;
import io.github.gru4j.experiments.OutputException;
import io.github.gru4j.importer.ModelFormatException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Collectors;

/** Says in one line what failed. */
final class Failure {

    private Failure() {}

    /** Prints the line, and where in the program it happened if {@code stacktrace} says so. */
    static int report(Throwable failure, boolean stacktrace, PrintWriter err) {
        if (stacktrace) {
            failure.printStackTrace(err);
        }
        // What is wrong with data and files is not in the program.
        boolean hint = !stacktrace && !(failure instanceof DataException || failure instanceof BundleException);
        err.println("gru4j: " + line(failure) + (hint ? " (--stacktrace shows where)" : ""));
        return ExitCodes.FAILED;
    }

    /** What failed, and the cause at the bottom of it when it is another and says more. */
    static String line(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String top = message(failure);
        String bottom = message(root);
        if (isSilent(failure)) {
            return bottom;
        }
        return isSilent(root)
                        || top.contains(bottom)
                        || failure instanceof OutputException
                        || failure instanceof BundleException
                        || failure instanceof DataException
                        || failure instanceof ModelFormatException
                ? top
                : top + ": " + bottom;
    }

    private static String message(Throwable failure) {
        if (isSilent(failure)) {
            return failure.getClass().getSimpleName();
        }
        // These have no more to say than the name of the file.
        if (failure instanceof NoSuchFileException) {
            return failure.getMessage() + ": there is no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return failure.getMessage() + ": no permission";
        }
        // These list on lines of their own what is wrong.
        if (failure instanceof ModelFormatException) {
            return Terminal.safe(Terminal.line(failure.getMessage()));
        }
        // Their own message may be no more than the signature of a method.
        String kind = failure instanceof UnsatisfiedLinkError ? "native code is missing: " : "";
        return kind
                + Terminal.safe(failure.getMessage().lines().map(String::strip).collect(Collectors.joining(" ")));
    }

    private static boolean isSilent(Throwable failure) {
        return failure.getMessage() == null || failure.getMessage().isBlank();
    }
}
