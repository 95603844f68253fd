package io.github.gru4j.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ParityTest {

    private static final double NAN = Double.NaN;
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    @Test
    void equalArraysDoNotDiffer() {
        var array = doubles(1, -2, 0, INFINITE, NAN, 3);

        var parity = Parity.of(array, array.dup('f'));

        assertThat(parity.largest()).isZero();
        assertThat(parity.relative()).isZero();
    }

    @Test
    void saysWhereTheLargestDifferenceIs() {
        var parity = Parity.of(doubles(1, 2, 3, 4, 100, 6), doubles(1, 2.5, 3, 4, 101, 6));

        assertThat(parity.largest()).isEqualTo(1);
        assertThat(parity.at()).isEqualTo("[1, 1]");
        assertThat(parity.expected()).isEqualTo(100);
        assertThat(parity.found()).isEqualTo(101);
    }

    @Test
    void theOrderInMemoryDoesNotMatter() {
        var parity =
                Parity.of(doubles(1, 2, 3, 4, 5, 6), doubles(1, 2, 9, 4, 5, 6).dup('f'));

        assertThat(parity.at()).isEqualTo("[0, 2]");
        assertThat(parity.largest()).isEqualTo(6);
    }

    @Test
    void relativeIsThatOfAnotherPlaceAndLeavesZerosOut() {
        var parity = Parity.of(doubles(0, 0.5, 3, 4, 100, 6), doubles(0.3, 0.75, 3, 4, 101, 6));

        assertThat(parity.relative()).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void aValueThatIsNoNumberDiffersInfinitely() {
        for (var pair : new double[][] {{1, NAN}, {NAN, 1}, {INFINITE, NAN}, {INFINITE, -INFINITE}, {1, INFINITE}}) {
            var parity = Parity.of(Nd4j.createFromArray(pair[0]), Nd4j.createFromArray(pair[1]));

            assertThat(parity.largest()).isInfinite();
            assertThat(parity.relative()).isInfinite();
        }
    }

    @Test
    void aNumberDoesNotHideAMissingOneBehindIt() {
        assertThat(Parity.of(doubles(9, 2, 3, 4, 5, NAN), doubles(1, 2, 3, 4, 5, 6))
                        .at())
                .isEqualTo("[1, 2]");
    }

    @Test
    void otherShapesAreRefusedThoughTheyHaveAsMany() {
        assertThatThrownBy(() -> Parity.of(
                        doubles(1, 2, 3, 4, 5, 6), doubles(1, 2, 3, 4, 5, 6).reshape(3, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[2, 3]")
                .hasMessageContaining("[3, 2]");
    }

    private static INDArray doubles(double... values) {
        return Nd4j.createFromArray(values).reshape('c', 2, 3);
    }
}
