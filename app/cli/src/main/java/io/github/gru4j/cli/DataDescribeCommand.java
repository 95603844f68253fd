package io.github.gru4j.cli;

import io.github.gru4j.datasets.EmbeddedDatasets;
import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.experiments.EmbeddedDataSource;
import io.github.gru4j.experiments.LoadedDataSource;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a data set holds, as a network will see it. */
@Command(
        name = "describe",
        description = {
            "Say what a data set holds, as a network will see it: sequences, lengths, classes or values, missing values, shapes, "
                    + "naive baselines, and a plot.",
            ""
        },
        abbreviateSynopsis = true,
        sortOptions = false)
final class DataDescribeCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            completionCandidates = CompareCommand.TaskNames.class,
            description =
                    "A data set that needs no file: ${COMPLETION-CANDIDATES}, where N is a number, as in adding-100. "
                            + "Or give --data.")
    private String name;

    @Mixin
    private DataOptions data;

    @Override
    public void run() {
        Optional<UserData> own = data.chosen();
        if (own.isPresent() == (name != null)) {
            throw wrong("give either NAME or --data PATH; names are: "
                    + String.join(", ", EmbeddedDatasets.namesAndForms()));
        }
        if (name != null) {
            EmbeddedDataSource.refusal("data set", name).ifPresent(why -> {
                throw wrong(why + "; for data of your own, or fetched ones, give --data");
            });
        }
        SequenceDataset dataset = LoadedDataSource.of(
                        own.isPresent() ? own.get()::load : () -> EmbeddedDatasets.load(name, 0))
                .data();
        PrintWriter out = spec.commandLine().getOut();
        List<String> lines = Description.of(dataset);
        lines.forEach(out::println);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
