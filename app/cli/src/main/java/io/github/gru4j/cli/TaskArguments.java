package io.github.gru4j.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One task by the options of the command line, as suites and records keep it; no command that anybody calls. */
@Command(name = "task")
final class TaskArguments {

    @Spec
    private CommandSpec spec;

    @Option(names = "--task")
    private String task;

    @Option(names = "--cells", split = ",")
    private List<String> cells;

    @ArgGroup(validate = false)
    private TrainingOptions training = new TrainingOptions();

    @Mixin
    private DataOptions data;

    /**
     * Reads options.
     *
     * @throws ParameterException if they cannot be read; it belongs to no command that anybody calls
     */
    static TaskArguments parse(List<String> arguments) {
        var parsed = new TaskArguments();
        commandLine(parsed).parseArgs(arguments.toArray(String[]::new));
        return parsed;
    }

    /** The options there are. */
    static CommandSpec options() {
        return commandLine(new TaskArguments()).getCommandSpec();
    }

    private static CommandLine commandLine(TaskArguments arguments) {
        return new CommandLine(arguments).setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** A task that needs no file; empty if data of the user's own are named. */
    Optional<String> task() {
        return Optional.ofNullable(task);
    }

    /** Empty if the comparison says which. */
    Optional<List<String>> cells() {
        return Optional.ofNullable(cells);
    }

    TrainingOptions training() {
        return training;
    }

    /** Data of the user's own. */
    Optional<UserData> data() {
        return data.chosen();
    }

    /** Those of {@link #data}, as given. */
    List<String> dataArguments() {
        return data.arguments();
    }

    ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
