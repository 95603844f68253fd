package io.github.gru4j.importer.keras;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A step counts if any of its features is not the mask value. */
class StepMaskTest {

    /** As Keras, which compares in single precision. */
    @Test
    void comparesInSinglePrecision() {
        INDArray input = Nd4j.createFromArray(new float[][][] {{{0.1f, 1}, {0.1f, 0.1f}}});

        assertThat(new StepMask(0.1, false).forward(input)).isEqualTo(Nd4j.createFromArray(new float[][][] {{{0, 1}}}));
    }

    @Test
    void takesASingleStepOfFeaturesForOneStep() {
        INDArray input = Nd4j.createFromArray(new float[][] {{0, 2}, {0, 0}});

        assertThat(new StepMask(0, false).forward(input))
                .isEqualTo(Nd4j.createFromArray(new float[][][] {{{1}}, {{0}}}));
        assertThat(new StepMask(0, true).forward(input))
                .isEqualTo(Nd4j.createFromArray(new float[][][] {{{0, 1}}, {{0, 0}}}));
    }
}
