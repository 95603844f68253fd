package io.github.gru4j.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Stands for the benchmarks in the list of commands. They are a program of their own, which the launcher starts instead. */
@Command(
        name = "bench",
        description = {
            "Measure the GRU beside DL4J's LSTM, PyTorch, ONNX Runtime and oneDNN.",
            "",
            "The launcher builds the benchmarks when they are called for the first time: ./gru4j bench --help",
            ""
        })
final class BenchCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                ("the benchmarks are a program of their own, which the launcher starts: ./gru4j bench "
                                + String.join(" ", arguments))
                        .strip());
    }
}
