package io.github.gru4j.cli;

import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.StepKind;

/** Shapes of batches, as a network sees them. */
final class Shapes {

    private Shapes() {}

    /** Tokens are indices: one value in each step. */
    static String input(SequenceTask task) {
        return "[batch, %d, %s]"
                .formatted(task.steps() == StepKind.TOKENS ? 1 : task.inputSize(), "time up to " + task.maxLength());
    }

    static String output(SequenceTask task) {
        return task.kind().ofEveryStep()
                ? "[batch, %d, time]".formatted(task.outputSize())
                : "[batch, %d]".formatted(task.outputSize());
    }
}
