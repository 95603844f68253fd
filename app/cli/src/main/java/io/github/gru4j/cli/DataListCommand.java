package io.github.gru4j.cli;

import io.github.gru4j.datasets.EmbeddedDatasets;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.images.Mnist;
import io.github.gru4j.datasets.synthetic.SyntheticFamily;
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
            "Shapes are those of a batch: [batch, features, time] in, [batch, outputs] out, or [batch, outputs, time] where every "
                    + "step has an answer.",
            ""
        })
final class DataListCommand implements Runnable {

    private static final String NO_FILE = "needs no file";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("name", "question", "input", "output", "training, validation, test", "metric", "source"));
        for (String name : EmbeddedDatasets.names()) {
            rows.add(row(EmbeddedDatasets.load(name, 0).task(), NO_FILE));
        }
        for (SyntheticFamily family : EmbeddedDatasets.families()) {
            rows.add(row(EmbeddedDatasets.load(family.example(), 0).task(), any(family)));
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

    private static String any(SyntheticFamily family) {
        return String.format(
                Locale.ROOT, "%s; any %s, N from %d to %d", NO_FILE, family.form(), family.least(), family.most());
    }

    private static List<String> row(SequenceTask task, String source) {
        var data = task.provenance();
        return List.of(
                task.name(),
                task.title(),
                Shapes.input(task),
                Shapes.output(task),
                String.format(Locale.ROOT, "%,d, %,d, %,d", data.train(), data.validation(), data.test()),
                task.metric(),
                source);
    }

    private static String fetched() {
        Path cache = Mnist.cache();
        return Mnist.isIn(cache)
                ? "fetched, in " + cache + ": --data " + Mnist.NAME
                : "not here yet: ./gru4j data fetch " + Mnist.NAME + ", or --data FOLDER with its four files";
    }
}
