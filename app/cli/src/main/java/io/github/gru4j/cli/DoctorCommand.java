package io.github.gru4j.cli;

import io.github.gru4j.experiments.EnvironmentProbe;
import io.github.gru4j.experiments.RunEnvironment;
import io.github.gru4j.layer.kernel.GruKernels;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what gru4j runs on here. What does not work is said in its row and does not keep the others from answering. */
@Command(
        name = "doctor",
        description = {
            "Say what gru4j runs on here: versions, processor, threads, memory, and the kernel that computes the GRU.",
            "",
            "Exit code 1: something that gru4j needs does not work here; its row says why.",
            ""
        })
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    @Override
    public Integer call() {
        // Before the environment is probed: who asks ND4J first learns why it does not start, later ones only that it
        // did not.
        String backend =
                answer("ND4J backend", () -> Nd4j.getBackend().getClass().getSimpleName());
        RunEnvironment e = EnvironmentProbe.probe(1);
        row("gru4j", e.gru4j());
        row("Java", e.java());
        row("System", e.os());
        row("Deeplearning4j, ND4J", e.dl4j());
        row("ND4J backend", backend);
        row("BLAS", e.blas());
        row("Processor", e.cpu() + ", " + e.cores() + " for the JVM");
        row("Processor features", CpuFeatures.found());
        row("Threads in a run", e.threads() + " (OMP_NUM_THREADS)");
        row("Heap limit", megabytes(Runtime.getRuntime().maxMemory()) + " (-Xmx)");
        check("Off-heap limit", () -> megabytes(Pointer.maxBytes()) + " (-Dorg.bytedeco.javacpp.maxbytes)");
        check(
                "Process limit",
                () -> megabytes(Pointer.maxPhysicalBytes()) + " (-Dorg.bytedeco.javacpp.maxphysicalbytes)");
        check("Physical memory", () -> megabytes(Pointer.totalPhysicalBytes()));
        check("GRU kernel", () -> GruKernels.choice() + " (" + GruKernels.reason() + ")");
        PrintWriter out = spec.commandLine().getOut();
        Columns.align(rows).forEach(out::println);
        if (failed.isEmpty()) {
            return ExitCodes.DONE;
        }
        spec.commandLine().getErr().println("gru4j: does not work here: " + String.join(", ", failed));
        return ExitCodes.FAILED;
    }

    private void check(String name, Callable<String> question) {
        row(name, answer(name, question));
    }

    private void row(String name, String answer) {
        rows.add(List.of(name, answer));
    }

    private String answer(String name, Callable<String> question) {
        try {
            return question.call();
        } catch (Exception | LinkageError e) {
            failed.add(name);
            return "fails: " + Failure.line(e);
        }
    }

    /** JavaCPP counts in bytes, and takes 0 for no limit. */
    private static String megabytes(long bytes) {
        return bytes <= 0 ? "none" : String.format(Locale.ROOT, "%,d MB", bytes / (1024 * 1024));
    }
}
