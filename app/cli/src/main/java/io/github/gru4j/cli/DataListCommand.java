package io.github.gru4j.cli;

import io.github.gru4j.datasets.EmbeddedDatasets;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.images.Mnist;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the data sets that need no file, and those that can be fetched. */
@Command(
        name = "list",
        description = {
            "List the data sets that need no file, and those that can be fetched.",
            "",
            "Shapes are those of a batch: [batch, features, time] in, [batch, outputs] out.",
            ""
        })
final class DataListCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("name", "question", "input", "output", "training, validation, test", "metric", "source"));
        for (String name : EmbeddedDatasets.names()) {
            rows.add(row(EmbeddedDatasets.load(name, 0).task()));
        }
        rows.add(List.of(
                Mnist.NAME,
                "which digit is this?",
                "[batch, 28, 28]",
                "[batch, 10]",
                "55,000, 5,000, 10,000",
                "accuracy",
                fetched()));
        PrintWriter out = spec.commandLine().getOut();
        Columns.align(rows).forEach(out::println);
    }

    private static List<String> row(SequenceTask task) {
        var data = task.provenance();
        return List.of(
                task.name(),
                task.title(),
                Shapes.input(task),
                Shapes.output(task),
                String.format(Locale.ROOT, "%,d, %,d, %,d", data.train(), data.validation(), data.test()),
                task.metric(),
                "needs no file");
    }

    private static String fetched() {
        Path cache = Mnist.cache();
        return Mnist.isIn(cache)
                ? "fetched, in " + cache + ": --data " + Mnist.NAME
                : "not here yet: ./gru4j data fetch " + Mnist.NAME + ", or --data FOLDER with its four files";
    }
}
