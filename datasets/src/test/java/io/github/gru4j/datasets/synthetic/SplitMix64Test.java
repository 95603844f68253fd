package io.github.gru4j.datasets.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SplitMix64Test {

    /** As Rosetta Code lists them for "Pseudo-random numbers/Splitmix64". */
    @Test
    void givesThePublishedNumbers() {
        var random = new SplitMix64(1234567);
        for (String published : new String[] {
            "6457827717110365317",
            "3203168211198807973",
            "9817491932198370423",
            "4593380528125082431",
            "16408922859458223821"
        }) {
            assertThat(Long.toUnsignedString(random.next())).isEqualTo(published);
        }
    }

    @Test
    void givesTheNumbersOfJava() {
        var random = new SplitMix64(-5);
        var java = new SplittableRandom(-5);
        for (int i = 0; i < 1000; i++) {
            assertThat(random.next()).isEqualTo(java.nextLong());
        }
    }

    @Test
    void neighbouringKeysGiveOtherNumbers() {
        var seen = new HashSet<Long>();
        for (long a = 0; a < 30; a++) {
            for (long b = 0; b < 30; b++) {
                for (long c = 0; c < 30; c++) {
                    seen.add(SplitMix64.of(a, b, c).next());
                }
            }
        }
        assertThat(seen).hasSize(27_000);
        assertThat(SplitMix64.of(1, 2).next()).isNotEqualTo(SplitMix64.of(2, 1).next());
    }

    @Test
    void numbersAreUniform() {
        int[] counts = new int[7];
        double sum = 0;
        double squares = 0;
        int n = 70_000;
        for (int i = 0; i < n; i++) {
            // One number of each generator, as sequences take them.
            var random = SplitMix64.of(3, i);
            counts[random.below(7)]++;
            float value = random.uniform();
            assertThat(value >= 0 && value < 1).isTrue();
            sum += value;
            squares += value * value;
        }
        assertThat(sum / n).isCloseTo(0.5, within(0.005));
        assertThat(squares / n).isCloseTo(1 / 3.0, within(0.005));
        assertThat(Arrays.stream(counts)).allMatch(count -> count > 9_600 && count < 10_400);
    }
}
