package io.github.gru4j.layer.kernel.onednn;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Holds oneDNN to ND4J's number of threads while open. Both use OpenMP's, which oneDNN obeys by itself; ND4J has a limit of its
 * own on top ({@code Nd4j.getEnvironment().setMaxThreads}).
 */
final class Threads implements AutoCloseable {

    private final NativeOps openMp = NativeOpsHolder.getInstance().getDeviceNativeOps();
    private final int before = openMp.ompGetMaxThreads();
    private final int count = Math.max(1, Math.min(before, Nd4j.getEnvironment().maxThreads()));

    Threads() {
        if (count != before) {
            openMp.setOmpNumThreads(count);
        }
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
