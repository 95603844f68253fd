package io.github.gru4j.samples;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a sample is called with.
 *
 * @param quick whether at a size that takes seconds: {@code --quick}
 * @param path the file or folder given, where the sample takes one
 */
record Arguments(boolean quick, Optional<Path> path) {

    private static final String QUICK = "--quick";

    /** Those of a sample that takes {@code --quick} alone. */
    static Arguments of(String... args) {
        return parse(args, null);
    }

    /** Those of a sample that takes {@code --quick} and a path, which is called so in errors. */
    static Arguments withPath(String called, String... args) {
        return parse(args, called);
    }

    private static Arguments parse(String[] args, String called) {
        boolean quick = false;
        Path path = null;
        for (String arg : args) {
            if (arg.equals(QUICK)) {
                quick = true;
            } else if (called != null && path == null && !arg.startsWith("-")) {
                path = Path.of(arg);
            } else {
                throw new UsageException("unknown argument \"" + arg + "\"; valid are: " + QUICK
                        + (called == null ? "" : ", one " + called));
            }
        }
        return new Arguments(quick, Optional.ofNullable(path));
    }

    /** The path of a sample that cannot do without. */
    Path required(String what) {
        return path.orElseThrow(() -> new UsageException("expected " + what + ", found none; give its path"));
    }
}
