package io.github.gru4j.layer.kernel.onednn;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Holds oneDNN to ND4J's number of threads while open. Both use OpenMP's, which oneDNN obeys by itself; ND4J has limits of its
 * own on top: {@code SD_MAX_THREADS} for the process, and {@code Nd4j.getEnvironment().setMaxMasterThreads} for one operation.
 * ({@code setMaxThreads} does nothing in ND4J 1.0.0-M2.1.)
 */
final class Threads implements AutoCloseable {

    private final NativeOps openMp = NativeOpsHolder.getInstance().getDeviceNativeOps();
    private final int before = openMp.ompGetMaxThreads();
    private final int count;

    Threads() {
        this(nd4jsLimit());
    }

    /** At most so many. */
    Threads(int most) {
        this.count = Math.max(1, Math.min(before, most));
        if (count != before) {
            openMp.setOmpNumThreads(count);
        }
    }

    private static int nd4jsLimit() {
        var nd4j = Nd4j.getEnvironment();
        return Math.min(nd4j.maxThreads(), nd4j.maxMasterThreads());
    }

    int count() {
        return count;
    }

    @Override
    public void close() {
        if (count != before) {
            openMp.setOmpNumThreads(before);
        }
    }
}
