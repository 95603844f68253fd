package io.github.gru4j.cli;

import io.github.gru4j.experiments.Versions;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code gru4j} command. */
@Command(
        name = "gru4j",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Gru4j.Version.class,
        description =
                "A GRU for Deeplearning4j: train it beside the LSTM and see which does better; bring trained ones in from "
                        + "Keras, ONNX and PyTorch, and out again.",
        subcommands = {
            CompareCommand.class,
            ReportCommand.class,
            ReproCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            ForecastCommand.class,
            GenerateCommand.class,
            DataCommand.class,
            InspectCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            SampleCommand.class,
            DoctorCommand.class,
            BenchCommand.class
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            ExitCodes.DONE + ":done",
            ExitCodes.FAILED + ":failed",
            ExitCodes.USAGE + ":wrong usage",
            ExitCodes.CLAIM + ":a stated claim or check does not hold"
        })
public final class Gru4j implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "When something fails, show where in the program.")
    private boolean stacktrace;

    /** Runs the command line and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(run(new PrintWriter(System.out, true, StandardCharsets.UTF_8), errors(), args));
    }

    private static PrintWriter errors() {
        return new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    }

    /**
     * Runs the command line.
     *
     * @param out where results go
     * @param err where progress and errors go
     * @return the exit code, see {@code --help}
     */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        var gru4j = new Gru4j();
        var command = new CommandLine(gru4j)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new UsageHandler())
                .setExecutionExceptionHandler((e, failed, result) -> Failure.report(e, gru4j.stacktrace, err));
        try {
            return command.execute(args);
        } catch (Throwable e) {
            // picocli hands exceptions to its handler and lets errors through: natives that are missing, memory that is
            // full.
            return Failure.report(e, gru4j.stacktrace, err);
        } finally {
            out.flush();
            err.flush();
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    /** What {@code --version} says. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "gru4j " + Versions.gru4j(),
                "Deeplearning4j " + Versions.dl4j(),
                "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")"
            };
        }
    }
}
