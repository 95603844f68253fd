package io.github.gru4j.experiments;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/**
 * What training time is measured with.
 *
 * <p>The CPU time of the training thread does not count the time in which other runs have the processor, so it says what
 * a cell costs however many runs go side by side. It is all of the work only where ND4J computes in the thread that
 * calls it.
 *
 * @param name as records have it: {@link RunRecord#CPU_TIME} or {@link RunRecord#WALL_TIME}
 * @param nanos time of the calling thread, from any start
 */
record TrainingClock(String name, LongSupplier nanos) {

    /** The better one of those that are true here. */
    static TrainingClock here() {
        return of(EnvironmentProbe.threads(), ManagementFactory.getThreadMXBean());
    }

    /**
     * The clock for a number of ND4J's threads.
     *
     * @param threads ND4J's threads in one run; 0 if unknown
     */
    static TrainingClock of(int threads, ThreadMXBean beans) {
        boolean cpu = threads == 1 && beans.isCurrentThreadCpuTimeSupported() && beans.isThreadCpuTimeEnabled();
        return cpu
                ? new TrainingClock(RunRecord.CPU_TIME, beans::getCurrentThreadCpuTime)
                : new TrainingClock(RunRecord.WALL_TIME, System::nanoTime);
    }
}
