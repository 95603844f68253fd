package io.github.gru4j.cli;

import io.github.gru4j.experiments.ProcCpuinfo;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The processor features that matter to matrix products. */
final class CpuFeatures {

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
        try {
            return in(ProcCpuinfo.read());
        } catch (IOException e) {
            return "unknown (there is no /proc/cpuinfo to read here)";
        }
    }

    static String in(ProcCpuinfo cpuinfo) {
        List<String> flags = cpuinfo.first("flags|Features")
                .map(names -> Arrays.asList(names.split("\\s+")))
                .orElse(List.of());
        String found = RELEVANT.stream().filter(flags::contains).collect(Collectors.joining(" "));
        return found.isEmpty() ? "none of " + String.join(" ", RELEVANT) : found;
    }
}
