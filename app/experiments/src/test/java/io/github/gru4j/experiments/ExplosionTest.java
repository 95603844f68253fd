package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ExplosionTest {

    @Test
    void isALossThatIsNotFinite() {
        for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(new Explosion().of(loss)).as("first %s", loss).isTrue();
            var later = new Explosion();
            assertThat(later.of(2.5)).isFalse();
            assertThat(later.of(loss)).as("later %s", loss).isTrue();
        }
    }

    @Test
    void isALossAMillionTimesTheFirst() {
        var explosion = new Explosion();
        assertThat(explosion.of(2)).isFalse();
        assertThat(explosion.of(1.9e6)).isFalse();
        assertThat(explosion.of(2.1e6)).isTrue();
        assertThat(explosion.of(3)).as("the first stays the measure").isFalse();
    }

    /** A first batch that happens to be right must not make the next one an explosion. */
    @Test
    void aSmallFirstLossIsTakenForOne() {
        var explosion = new Explosion();
        assertThat(explosion.of(1e-12)).isFalse();
        assertThat(explosion.of(5)).isFalse();
        assertThat(explosion.of(1.1e6)).isTrue();
    }

    @Test
    void isAWeightThatIsNotFinite() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            INDArray weights = Nd4j.rand(1, 1000);
            assertThat(new Explosion().of(weights)).isFalse();
            weights.putScalar(0, 700, bad);
            assertThat(new Explosion().of(weights)).as("%s", bad).isTrue();
        }
    }
}
