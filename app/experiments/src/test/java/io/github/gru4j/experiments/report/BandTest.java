package io.github.gru4j.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.experiments.EpochRecord;
import io.github.gru4j.experiments.RunRecord;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BandTest {

    @Test
    void goesFromTheLeastToTheMostAsFarAsAllRunsGo() {
        Band band = Band.of(List.of(run(1, 0.25, 0.5, 0.75), run(2, 0.5, 1.0)), EpochRecord::epoch);

        assertThat(band.mean()).containsExactly(new Point(1, 0.375), new Point(2, 0.75));
        assertThat(band.low()).containsExactly(new Point(1, 0.25), new Point(2, 0.5));
        assertThat(band.high()).containsExactly(new Point(1, 0.5), new Point(2, 1));
        assertThat(band.tails()).containsExactly(List.of(new Point(2, 0.5), new Point(3, 0.75)));
        assertThat(band.ends()).isEmpty();
    }

    /** The second run takes twice as long. */
    @Test
    void standsAtTheMeanTime() {
        Band band = Band.of(List.of(run(1, 0.25, 0.5), run(2, 0.5, 1.0)), EpochRecord::seconds);

        assertThat(band.mean()).containsExactly(new Point(1.5, 0.375), new Point(3, 0.75));
    }

    @Test
    void runsThatDivergedStayApart() {
        RunRecord diverged = SampleRuns.stopped(run(3, 0.125), "diverged at step 40");

        Band band = Band.of(List.of(run(1, 0.25, 0.5), diverged), EpochRecord::epoch);

        assertThat(band.mean()).containsExactly(new Point(1, 0.25), new Point(2, 0.5));
        assertThat(band.tails()).containsExactly(List.of(new Point(1, 0.125)));
        assertThat(band.ends()).containsExactly(new Point(1, 0.125));
    }

    @Test
    void noRunsAreNoBand() {
        Band band = Band.of(List.of(), EpochRecord::epoch);

        assertThat(band.mean()).isEmpty();
        assertThat(band.tails()).isEmpty();
    }

    private static RunRecord run(long seed, double... metrics) {
        return SampleRuns.curve(
                SampleRuns.run(SampleRuns.TEXT, "gru", seed, 0.5),
                IntStream.rangeClosed(1, metrics.length)
                        .mapToObj(e -> new EpochRecord(e, 800L * e, seed * e, 1, 1, metrics[e - 1], Double.NaN))
                        .toList());
    }
}
