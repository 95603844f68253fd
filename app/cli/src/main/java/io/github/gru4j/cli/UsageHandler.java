package io.github.gru4j.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Answers wrong usage with one line that says what is wrong and what would be right. */
final class UsageHandler implements IParameterExceptionHandler {

    /** More would not be a line any more. */
    private static final int MOST_OPTIONS = 20;

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        command.getErr().println("gru4j: " + line(e, command));
        return ExitCodes.USAGE;
    }

    private static String line(ParameterException e, CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        if (e instanceof UnmatchedArgumentException unmatched) {
            String argument = unmatched.getUnmatched().get(0);
            List<String> suggestions = unmatched.getSuggestions();
            String hint = suggestions.isEmpty() ? "" : " (did you mean " + String.join(" or ", suggestions) + "?)";
            return argument.startsWith("-")
                    ? "unknown option \"%s\" of %s%s; %s".formatted(argument, name, hint, options(command))
                    : unknownArgument(argument, name, hint, command);
        }
        String message = e.getMessage().lines().collect(Collectors.joining(" "));
        // Builders speak in sentences.
        return (message.endsWith(".") ? message.substring(0, message.length() - 1) : message) + "; see " + name
                + " --help";
    }

    private static String unknownArgument(String argument, String name, String hint, CommandLine command) {
        var files = command.getCommandSpec().positionalParameters();
        return command.getSubcommands().isEmpty()
                ? "%s takes %s, found \"%s\"; see %s --help"
                        .formatted(
                                name,
                                files.isEmpty()
                                        ? "options only"
                                        : "one " + files.get(0).paramLabel() + " only",
                                argument,
                                name)
                : "unknown command \"%s\"%s; valid are: %s"
                        .formatted(
                                argument,
                                hint,
                                String.join(", ", command.getSubcommands().keySet()));
    }

    private static String options(CommandLine command) {
        List<String> names = command.getCommandSpec().options().stream()
                .map(option -> option.longestName())
                .toList();
        return names.size() > MOST_OPTIONS
                ? "see " + command.getCommandSpec().qualifiedName() + " --help"
                : "valid are: " + String.join(", ", names);
    }
}
