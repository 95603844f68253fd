package io.github.gru4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The processor features that matter to matrix products. */
final class CpuFeatures {

    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    /** x86, then Arm. */
    private static final List<String> RELEVANT = List.of(
            "sse4_2",
            "avx",
            "f16c",
            "fma",
            "avx2",
            "avx512f",
            "avx512bw",
            "avx512vl",
            "avx512_vnni",
            "avx512_bf16",
            "amx_tile",
            "asimd",
            "sve",
            "sve2");

    private CpuFeatures() {}

    /** The features that this processor has, or why they are not known. */
    static String found() {
        if (!Files.isReadable(CPUINFO)) {
            return "unknown (there is no " + CPUINFO + " here)";
        }
        try {
            return in(Files.readString(CPUINFO));
        } catch (IOException e) {
            return "unknown (" + e.getMessage() + ")";
        }
    }

    static String in(String cpuinfo) {
        List<String> flags = cpuinfo.lines()
                .filter(line -> line.matches("(flags|Features)\\s*:.*"))
                .findFirst()
                .map(line -> Arrays.asList(
                        line.substring(line.indexOf(':') + 1).strip().split("\\s+")))
                .orElse(List.of());
        String found = RELEVANT.stream().filter(flags::contains).collect(Collectors.joining(" "));
        return found.isEmpty() ? "none of " + String.join(" ", RELEVANT) : found;
    }
}
