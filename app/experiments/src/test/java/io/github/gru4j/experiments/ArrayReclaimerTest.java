package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.memory.deallocation.DeallocatorService;
import org.nd4j.linalg.factory.Nd4j;

class ArrayReclaimerTest {

    @Test
    void nothingIsFreedWhileWorkGoesOnAndAllOfItAtASafepoint() throws Exception {
        try (var work = ArrayReclaimer.enter()) {
            int before = tracked();
            for (int i = 0; i < 5_000; i++) {
                assertThat(Nd4j.createUninitialized(16)).isNotNull();
            }
            for (int i = 0; i < 8; i++) {
                System.gc();
                Thread.sleep(700);
            }
            assertThat(tracked()).as("while work goes on").isGreaterThanOrEqualTo(before + 5_000);

            for (int i = 0; i < 300 && tracked() > before + 100; i++) {
                Thread.sleep(50);
                ArrayReclaimer.safepoint();
            }
            assertThat(tracked()).as("after safepoints").isLessThan(before + 1_000);
        }
    }

    @Test
    void nd4jsOwnThreadsAreGone() {
        ArrayReclaimer.enter().close();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .contains("gru4j-array-reclaimer")
                .noneMatch(name -> name.startsWith("DeallocatorServiceThread"));
    }

    private static int tracked() throws ReflectiveOperationException {
        var field = DeallocatorService.class.getDeclaredField("referenceMap");
        field.setAccessible(true);
        return ((Map<?, ?>) field.get(Nd4j.getDeallocatorService())).size();
    }
}
