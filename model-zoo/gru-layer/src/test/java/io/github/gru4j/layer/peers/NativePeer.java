package io.github.gru4j.layer.peers;

import org.junit.jupiter.api.Assumptions;

/**
 * Loads the native library of a peer. Where there is none for the platform the tests skip and say so; on Linux x86-64 they must
 * run.
 */
final class NativePeer {

    private static final String PLATFORM = System.getProperty("os.name") + " " + System.getProperty("os.arch");

    private NativePeer() {}

    interface Loader {
        void load() throws Exception;
    }

    static void require(String name, Loader loader) {
        try {
            loader.load();
        } catch (Exception | LinkageError | AssertionError e) {
            if (PLATFORM.equals("Linux amd64")) {
                throw new AssertionError(name + " must load on " + PLATFORM, e);
            }
            var message = name + " cannot be loaded on " + PLATFORM + ", its tests are skipped: " + e;
            System.out.println(message);
            Assumptions.abort(message);
        }
    }
}
