package io.github.gru4j.experiments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.factory.Nd4j;

/** Finds out where a run takes place. Never fails: what cannot be found out is "unknown". */
public final class EnvironmentProbe {

    static final String UNKNOWN = "unknown";

    private EnvironmentProbe() {}

    /**
     * The environment of this JVM.
     *
     * @param jobs runs that are trained side by side
     */
    public static RunEnvironment probe(int jobs) {
        return new RunEnvironment(
                Versions.gru4j(),
                Versions.dl4j(),
                orUnknown(() -> Nd4j.getBackend().getClass().getSimpleName()),
                orUnknown(() -> Nd4j.factory().blas().getBlasVendor().toString()),
                System.getProperty("java.version", UNKNOWN) + " (" + System.getProperty("java.vendor", UNKNOWN) + ")",
                String.join(
                        " ",
                        System.getProperty("os.name", UNKNOWN),
                        System.getProperty("os.version", UNKNOWN),
                        System.getProperty("os.arch", UNKNOWN)),
                cpu(),
                Runtime.getRuntime().availableProcessors(),
                threads(),
                jobs);
    }

    /** ND4J's threads in one run; 0 if unknown. */
    static int threads() {
        try {
            return Nd4j.getEnvironment().maxMasterThreads();
        } catch (RuntimeException | LinkageError e) {
            return 0;
        }
    }

    private static String cpu() {
        String os = System.getProperty("os.name", UNKNOWN).toLowerCase(Locale.ROOT);
        if (os.contains("linux")) {
            return orUnknown(() -> linuxCpu(ProcCpuinfo.read()));
        }
        if (os.contains("mac")) {
            return orUnknown(EnvironmentProbe::macCpu);
        }
        return orUnknown(() -> System.getenv("PROCESSOR_IDENTIFIER"));
    }

    /** x86 kernels write "model name"; some others write "Hardware" or "Processor", or nothing. */
    static String linuxCpu(ProcCpuinfo cpuinfo) {
        return cpuinfo.first("model name|Hardware|Processor").orElse(UNKNOWN);
    }

    private static String macCpu() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sysctl", "-n", "machdep.cpu.brand_string")
                .redirectErrorStream(true)
                .start();
        try (var output = process.getInputStream()) {
            if (!process.waitFor(2, TimeUnit.SECONDS) || process.exitValue() != 0) {
                return UNKNOWN;
            }
            return new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
        } finally {
            process.destroy();
        }
    }

    private static String orUnknown(Callable<String> question) {
        try {
            String answer = question.call();
            return answer == null || answer.isBlank() ? UNKNOWN : answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        } catch (Exception | LinkageError e) {
            return UNKNOWN;
        }
    }
}
