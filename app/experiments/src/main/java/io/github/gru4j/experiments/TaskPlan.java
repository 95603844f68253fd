package io.github.gru4j.experiments;

import java.util.List;

/**
 * A task of a comparison.
 *
 * @param task its name
 * @param arguments the command line's options that its data came from, as given; empty for tasks that need no file
 */
public record TaskPlan(String task, List<String> arguments) {

    public TaskPlan {
        arguments = List.copyOf(arguments);
    }
}
