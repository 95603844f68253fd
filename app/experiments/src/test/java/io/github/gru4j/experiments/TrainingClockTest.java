package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class TrainingClockTest {

    @Test
    void doesNotCountTheTimeInWhichTheThreadSleeps() throws InterruptedException {
        // Surefire gives ND4J one thread.
        TrainingClock clock = TrainingClock.here();
        assertThat(clock.name()).isEqualTo(RunRecord.CPU_TIME);
        long start = clock.nanos().getAsLong();
        Thread.sleep(300);
        assertThat(clock.nanos().getAsLong() - start).isBetween(0L, 150_000_000L);
    }

    @Test
    void isWallTimeWhereOtherThreadsDoTheWork() throws InterruptedException {
        for (int threads : new int[] {0, 2}) {
            TrainingClock clock = TrainingClock.of(threads, ManagementFactory.getThreadMXBean());
            assertThat(clock.name()).isEqualTo(RunRecord.WALL_TIME);
        }
        TrainingClock wall = TrainingClock.of(2, ManagementFactory.getThreadMXBean());
        long start = wall.nanos().getAsLong();
        Thread.sleep(20);
        assertThat(wall.nanos().getAsLong() - start).isGreaterThan(10_000_000L);
    }
}
