package io.github.gru4j.layer.kernel.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.layer.TestSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Packs cover every valid step once, in order, from the right state, and waste little. */
class PackTest {

    private static final boolean ZERO = false;
    private static final boolean HOLD = true;
    private static final int NOTHING = -1;

    @Test
    void aPaddedBatchIsOnePackWithItsLongestSequenceFirst() {
        var packs = Pack.of(mask("110", "111", "100"), 3, 3, ZERO);

        assertThat(packs).hasSize(1);
        assertThat(rows(packs.get(0), 3)).containsExactly("1:012", "0:01", "2:0");
        assertThat(sequences(packs.get(0))).containsExactly(1, 0, 2);
    }

    @Test
    void aClearedStateBeginsAnew() {
        var packs = Pack.of(mask("1101"), 1, 4, ZERO);

        assertThat(packs).hasSize(1);
        assertThat(rows(packs.get(0), 1)).containsExactly("0:01", "0:3");
        assertThat(sequences(packs.get(0))).as("the second begins from zero").containsExactly(0, NOTHING);
    }

    @Test
    void aHeldStateGoesOnBehindTheGap() {
        var packs = Pack.of(mask("1101"), 1, 4, HOLD);

        assertThat(packs).hasSize(1);
        assertThat(rows(packs.get(0), 1)).containsExactly("0:013");
        assertThat(sequences(packs.get(0))).containsExactly(0);
    }

    @Test
    void onlyAHeldInitialStateOutlivesPaddingAtTheStart() {
        assertThat(sequences(Pack.of(mask("011"), 1, 3, ZERO).get(0))).containsExactly(NOTHING);
        assertThat(sequences(Pack.of(mask("011"), 1, 3, HOLD).get(0))).containsExactly(0);
    }

    @Test
    void whereNothingIsValidThereIsNothingToDo() {
        assertThat(Pack.of(mask("000", "000"), 2, 3, ZERO)).isEmpty();
        assertThat(Pack.of(mask("000", "000"), 2, 3, HOLD)).isEmpty();
        assertThat(rows(Pack.of(mask("000", "010"), 2, 3, HOLD).get(0), 2)).containsExactly("1:1");
    }

    /** One sequence without end among many short stretches: side by side they would be nearly all waste. */
    @Test
    void aLongStretchDoesNotStretchTheShortOnes() {
        int batch = 8;
        int time = 64;
        var valid = new boolean[batch * time];
        for (int b = 0; b < batch; b++) {
            for (int t = 0; t < time; t++) {
                valid[b * time + t] = b == 0 || t % 2 == 0;
            }
        }

        var packs = Pack.of(valid, batch, time, ZERO);

        assertThat(packs).hasSize(2);
        assertThat(packs.get(0).rows()).isEqualTo(1);
        assertThat(packs.get(1).steps()).isEqualTo(1);
        assertThat(cells(packs)).isEqualTo(count(valid));
    }

    @Test
    void onRandomMasks() {
        long seed = TestSeed.of(PackTest.class);
        var random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            int batch = 1 + random.nextInt(random.nextBoolean() ? 4 : 40);
            int time = 1 + random.nextInt(random.nextBoolean() ? 6 : 70);
            var valid = valid(random, batch, time);
            for (boolean holdsMasked : List.of(ZERO, HOLD)) {
                var name =
                        "-Dgru4j.test.seed=%d, mask %d, %d x %d, holds %s".formatted(seed, i, batch, time, holdsMasked);
                check(name, Pack.of(valid, batch, time, holdsMasked), valid, batch, time, holdsMasked);
            }
        }
    }

    private static void check(
            String name, List<Pack> packs, boolean[] valid, int batch, int time, boolean holdsMasked) {
        var covered = new boolean[valid.length];
        var begun = new boolean[batch];
        for (var pack : packs) {
            assertThat(pack.rows()).as(name).isPositive();
            assertThat((long) pack.rows() * pack.steps()).as(name).isLessThanOrEqualTo(2L * batch * time);
            for (int row = 0; row < pack.rows(); row++) {
                var steps = steps(pack, row);
                int sequence = steps.get(0) % batch;
                boolean initial = pack.sequence(row) != NOTHING;
                // The state before the first step is the initial one if no masked step cleared it.
                assertThat(initial)
                        .as("row %d starts from the initial state, %s", row, name)
                        .isEqualTo(holdsMasked || steps.get(0) / batch == 0);
                assertThat(initial ? pack.sequence(row) : sequence).as(name).isEqualTo(sequence);
                assertThat(initial && begun[sequence])
                        .as("begun twice, %s", name)
                        .isFalse();
                begun[sequence] |= initial;
                for (int k = 0; k < steps.size(); k++) {
                    int step = steps.get(k) / batch;
                    assertThat(steps.get(k) % batch).as(name).isEqualTo(sequence);
                    assertThat(valid[sequence * time + step])
                            .as("valid, %s", name)
                            .isTrue();
                    assertThat(covered[sequence * time + step])
                            .as("covered twice, %s", name)
                            .isFalse();
                    covered[sequence * time + step] = true;
                    if (k > 0) {
                        // A held state comes from the valid step before; a cleared one has to come from the step
                        // before.
                        int before = steps.get(k - 1) / batch;
                        assertThat(before).as(name).isLessThan(step);
                        for (int gap = before + 1; gap < step; gap++) {
                            assertThat(holdsMasked && !valid[sequence * time + gap])
                                    .as(name)
                                    .isTrue();
                        }
                    }
                }
            }
        }
        assertThat(covered).as("every valid step is covered, %s", name).isEqualTo(valid);
        // Of each pack but the last, more than half is in use; the last holds twice the batch at most.
        assertThat(cells(packs)).as(name).isLessThanOrEqualTo(2 * count(valid) + 2L * batch * time);
    }

    private static boolean[] valid(Random random, int batch, int time) {
        var valid = new boolean[batch * time];
        double share = random.nextDouble();
        int kind = random.nextInt(4);
        for (int b = 0; b < batch; b++) {
            int length = random.nextInt(time + 1);
            for (int t = 0; t < time; t++) {
                valid[b * time + t] = switch (kind) {
                    case 0 -> t < length;
                    case 1 -> t >= length;
                    case 2 -> random.nextDouble() < share;
                    default -> b == 0 || random.nextDouble() < share;
                };
            }
        }
        return valid;
    }

    /** A row's steps as t * batch + sequence, which must not have a hole. */
    private static List<Integer> steps(Pack pack, int row) {
        var steps = new ArrayList<Integer>();
        for (int k = 0; k < pack.steps(); k++) {
            int source = pack.source(k * pack.rows() + row);
            if (source == NOTHING) {
                assertThat(steps).hasSizeLessThanOrEqualTo(k);
            } else {
                assertThat(steps).as("no hole in row %d", row).hasSize(k);
                steps.add(source);
            }
        }
        assertThat(steps).isNotEmpty();
        return steps;
    }

    /** Each row as sequence:steps. */
    private static List<String> rows(Pack pack, int batch) {
        var rows = new ArrayList<String>();
        for (int row = 0; row < pack.rows(); row++) {
            var text = new StringBuilder();
            for (int step : steps(pack, row)) {
                text.append(text.isEmpty() ? step % batch + ":" : "").append(step / batch);
            }
            rows.add(text.toString());
        }
        return rows;
    }

    private static List<Integer> sequences(Pack pack) {
        var sequences = new ArrayList<Integer>();
        for (int row = 0; row < pack.rows(); row++) {
            sequences.add(pack.sequence(row));
        }
        return sequences;
    }

    private static long cells(List<Pack> packs) {
        return packs.stream()
                .mapToLong(pack -> (long) pack.rows() * pack.steps())
                .sum();
    }

    private static long count(boolean[] valid) {
        long count = 0;
        for (boolean one : valid) {
            count += one ? 1 : 0;
        }
        return count;
    }

    /** One string a sequence, 1 at its valid steps. */
    private static boolean[] mask(String... sequences) {
        var all = String.join("", sequences);
        var valid = new boolean[all.length()];
        for (int i = 0; i < valid.length; i++) {
            valid[i] = all.charAt(i) == '1';
        }
        return valid;
    }
}
