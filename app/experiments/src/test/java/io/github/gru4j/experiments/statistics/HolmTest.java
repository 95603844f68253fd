package io.github.gru4j.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HolmTest {

    @Test
    void eachIsMultipliedByHowManyAreLeft() {
        // By hand: 0.005 x 4, 0.01 x 3, 0.03 x 2, then 0.04 x 1, which may not be less than the one before. The same as
        // R's
        // p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm").
        assertThat(Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
    }

    @Test
    void nothingIsMoreThanCertain() {
        assertThat(Holm.adjust(new double[] {0.6, 0.7})).containsExactly(1, 1);
        assertThat(Holm.adjust(new double[0])).isEmpty();
    }

    @Test
    void whereItStopsTheRestIsUndecided() {
        // 0.005 <= 0.05 / 4 and 0.01 <= 0.05 / 3, but 0.03 > 0.05 / 2.
        assertThat(Holm.parts(new double[] {0.01, 0.04, 0.03, 0.005}, 0.05)).containsExactly(3, 2, 2, 4);
    }
}
