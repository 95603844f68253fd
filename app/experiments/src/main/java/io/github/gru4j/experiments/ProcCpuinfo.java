package io.github.gru4j.experiments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What Linux says of its processors in {@code /proc/cpuinfo}: lines of a key, a colon and a value.
 *
 * @param text of the file
 */
public record ProcCpuinfo(String text) {

    /**
     * Reads the file.
     *
     * @throws IOException if there is none, as on other systems
     */
    public static ProcCpuinfo read() throws IOException {
        return new ProcCpuinfo(Files.readString(Path.of("/proc/cpuinfo")));
    }

    /** The value of the first line with one of these keys, separated by {@code |}; processors of one machine repeat them. */
    public Optional<String> first(String keys) {
        return text.lines()
                .filter(line -> line.matches("(" + keys + ")\\s*:.*"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }
}
