package io.github.gru4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What there is to train on. */
@Command(
        name = "data",
        description = "Show what there is to train on, describe data of your own, fetch MNIST.",
        subcommands = {DataListCommand.class, DataDescribeCommand.class, DataFetchCommand.class})
final class DataCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "no command given; valid are: "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
