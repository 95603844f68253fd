package io.github.gru4j.datasets.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MackeyGlassTest {

    /** Computed apart from this code, in Python, with a step of 0.005 in place of 0.1. */
    @Test
    void agreesWithAFinerIntegration() {
        var series = MackeyGlass.sample(0, 201);
        assertThat(series.get(0)).isEqualTo(1.2);
        assertThat(series.get(1)).isCloseTo(1.1175622107684327, within(1e-9));
        assertThat(series.get(10)).isCloseTo(0.6524042925050016, within(1e-9));
        assertThat(series.get(20)).isCloseTo(0.5501170959368176, within(1e-4));
        assertThat(series.get(50)).isCloseTo(1.0609544038237617, within(1e-4));
        assertThat(series.get(100)).isCloseTo(1.0137240252979436, within(1e-4));
        assertThat(series.get(200)).isCloseTo(1.1867179292894623, within(1e-4));
    }

    /** While the delayed value is the constant start, x' = c - gamma x has a closed solution. */
    @Test
    void followsTheClosedSolutionBeforeTheDelay() {
        double production = 0.2 * 1.2 / (1 + Math.pow(1.2, 10));
        var series = MackeyGlass.sample(0, 18);
        for (int t = 0; t <= 17; t++) {
            double exact = production / 0.1 + (1.2 - production / 0.1) * Math.exp(-0.1 * t);
            assertThat(series.get(t)).isCloseTo(exact, within(1e-8));
        }
    }

    /** The same scheme in Python gives the same number to the last bit, far into the chaos. */
    @Test
    void isReproducibleToTheBit() {
        assertThat(MackeyGlass.sample(0, 601)).element(600).isEqualTo(0.8585142675724031);
        assertThat(MackeyGlass.sample(600, 1)).containsExactly(0.8585142675724031);
    }
}
