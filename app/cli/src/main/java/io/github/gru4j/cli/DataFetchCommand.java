package io.github.gru4j.cli;

import io.github.gru4j.datasets.images.Mnist;
import io.github.gru4j.experiments.ExperimentPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches a data set. */
@Command(
        name = "fetch",
        description = {
            "Fetch a data set: its size and SHA-256 are checked before it is used, and what an interrupted fetch has left is "
                    + "gone on with.",
            "",
            "Afterwards it is there for --data NAME, or, with --to, for --data DIR.",
            ""
        },
        sortOptions = false)
final class DataFetchCommand implements Runnable {

    private static final int PERCENT = 100;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "What to fetch: " + Mnist.NAME + ".")
    private String name;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Folder for the files; by default that of the user's caches.")
    private Path to;

    private String file = "";
    private long said;

    @Override
    public void run() {
        if (!name.equals(Mnist.NAME)) {
            throw new ParameterException(
                    spec.commandLine(), ExperimentPlan.unknown("data set to fetch", name, List.of(Mnist.NAME)));
        }
        Path folder = to == null ? Mnist.cache() : to;
        Mnist.fetch(folder, this::say);
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                Mnist.NAME + " is in " + folder + ", checked by SHA-256: --data " + (to == null ? Mnist.NAME : folder));
    }

    /** A line for every tenth of a file. */
    private void say(String current, long done, long total) {
        long tenth = total == 0 ? 0 : done * 10 / total;
        if (!current.equals(file)) {
            file = current;
            said = -1;
        }
        if (tenth > said) {
            said = tenth;
            PrintWriter err = spec.commandLine().getErr();
            err.printf(Locale.ROOT, "%s: %d%% of %,d bytes%n", current, done * PERCENT / Math.max(1, total), total);
            err.flush();
        }
    }
}
