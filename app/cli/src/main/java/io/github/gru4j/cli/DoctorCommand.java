package io.github.gru4j.cli;

import io.github.gru4j.experiments.EnvironmentProbe;
import io.github.gru4j.experiments.RunEnvironment;
import io.github.gru4j.layer.kernel.GruKernels;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bytedeco.javacpp.Pointer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what gru4j runs on here. */
@Command(
        name = "doctor",
        description =
                "Say what gru4j runs on here: versions, processor, threads, memory, and the kernel that computes the GRU.")
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RunEnvironment e = EnvironmentProbe.probe(1);
        var rows = List.of(
                List.of("gru4j", e.gru4j()),
                List.of("Java", e.java()),
                List.of("System", e.os()),
                List.of("Deeplearning4j, ND4J", e.dl4j()),
                List.of("ND4J backend", e.backend()),
                List.of("BLAS", e.blas()),
                List.of("Processor", e.cpu() + ", " + e.cores() + " for the JVM"),
                List.of("Processor features", CpuFeatures.found()),
                List.of("Threads in a run", e.threads() + " (OMP_NUM_THREADS)"),
                List.of("Heap limit", megabytes(Runtime.getRuntime().maxMemory()) + " (-Xmx)"),
                List.of("Off-heap limit", megabytes(Pointer.maxBytes()) + " (-Dorg.bytedeco.javacpp.maxbytes)"),
                List.of(
                        "Process limit",
                        megabytes(Pointer.maxPhysicalBytes()) + " (-Dorg.bytedeco.javacpp.maxphysicalbytes)"),
                List.of("Physical memory", megabytes(Pointer.totalPhysicalBytes())),
                List.of("GRU kernel", GruKernels.choice() + " (" + GruKernels.reason() + ")"));
        PrintWriter out = spec.commandLine().getOut();
        Columns.align(rows).forEach(out::println);
        return ExitCodes.DONE;
    }

    private static String megabytes(long bytes) {
        return bytes <= 0 ? "none" : String.format(Locale.ROOT, "%,d MB", bytes / (1024 * 1024));
    }
}
