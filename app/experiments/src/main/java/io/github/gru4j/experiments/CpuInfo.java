package io.github.gru4j.experiments;

import java.util.Optional;

/** Reads what Linux says about the processor in {@code /proc/cpuinfo}. */
public final class CpuInfo {

    private CpuInfo() {}

    /**
     * The first value of a field.
     *
     * @param cpuinfo content of {@code /proc/cpuinfo}: lines of "name : value"
     * @param names a regular expression, for kernels do not agree on the names: "flags|Features"
     */
    public static Optional<String> field(String cpuinfo, String names) {
        return cpuinfo.lines()
                .filter(line -> line.matches("(" + names + ")\\s*:.*"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }
}
