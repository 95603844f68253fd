package io.github.gru4j.layer.kernel;

import java.util.concurrent.locks.LockSupport;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Makes OpenMP's threads sleep soon after their work. They spin for 7 ms by default, and take processors from OpenBLAS's threads,
 * which have work by then.
 *
 * <p>GNU's OpenMP spins for 300,000 rounds, but for 1,000 once it manages more threads than there are processors
 * (<a href="https://gcc.gnu.org/onlinedocs/libgomp/GOMP_005fSPINCOUNT.html">GOMP_SPINCOUNT</a>). So a thread of ours gets one more,
 * and then sleeps for good. Whoever sets {@code GOMP_SPINCOUNT} or {@code OMP_WAIT_POLICY} is left alone.
 */
final class IdleThreads {

    /** ND4J takes a thread for each 1,024 elements: two. */
    private static final long ELEMENTS = 2048;

    private static boolean done;

    private IdleThreads() {}

    /** Once per process. */
    static synchronized void sleepSoon() {
        if (!done && spin()) {
            start();
        }
        done = true;
    }

    private static boolean spin() {
        return Nd4j.getExecutioner().type() == OpExecutioner.ExecutionerType.NATIVE_CPU
                && System.getenv("GOMP_SPINCOUNT") == null
                && System.getenv("OMP_WAIT_POLICY") == null
                && NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads() > 1;
    }

    private static void start() {
        var thread = new Thread(
                () -> {
                    Nd4j.zeros(DataType.FLOAT, ELEMENTS).addi(1);
                    // The thread that it got would end with it.
                    while (true) {
                        LockSupport.park();
                    }
                },
                "gru4j-idle-threads");
        thread.setDaemon(true);
        thread.start();
    }
}
