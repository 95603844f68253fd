package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Holds ND4J's elementwise operations to one thread while open, if those of a step are small. They would be over before another
 * thread has woken up; and ND4J's threads spin for 7 ms after an operation, OpenBLAS's for 100 ms after a product, each taking
 * processors from the other. On two processors a pass took three times as long.
 *
 * <p>ND4J has one limit for the whole process. It comes back when the last who asked for less is done.
 */
final class StepThreads implements AutoCloseable {

    /** Elements that are worth another thread. */
    private static final long LARGE = 64 << 10;

    private static int holders;
    private static int before;

    private final boolean holds;

    private StepThreads(boolean holds) {
        this.holds = holds;
    }

    /** For steps of so many elements. */
    static StepThreads forStepsOf(long elements) {
        boolean holds = elements < LARGE && Nd4j.getExecutioner().type() == OpExecutioner.ExecutionerType.NATIVE_CPU;
        if (holds) {
            hold();
        }
        return new StepThreads(holds);
    }

    private static synchronized void hold() {
        if (holders == 0) {
            before = Nd4j.getEnvironment().maxMasterThreads();
            Nd4j.getEnvironment().setMaxMasterThreads(1);
        }
        holders++;
    }

    private static synchronized void release() {
        holders--;
        // Unless someone has set another limit meanwhile.
        if (holders == 0 && Nd4j.getEnvironment().maxMasterThreads() == 1) {
            Nd4j.getEnvironment().setMaxMasterThreads(before);
        }
    }

    @Override
    public void close() {
        if (holds) {
            release();
        }
    }
}
