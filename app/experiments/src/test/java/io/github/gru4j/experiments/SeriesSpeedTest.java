package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The claim is for 2 GB and a heap of 1 GB; here both are a tenth. {@link SeriesSpeed} measures the whole. */
@Tag("slow")
class SeriesSpeedTest {

    @Test
    void fromDiskItTrainsNearlyAsFastAsFromMemory() throws Exception {
        assertThat(SeriesSpeed.compare(200, 15, 3, "160m", "3g")).isGreaterThan(0.7);
    }
}
