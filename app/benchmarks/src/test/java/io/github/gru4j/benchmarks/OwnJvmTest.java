package io.github.gru4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.peers.Distance;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OwnJvmTest {

    private static final Task TASK = new Task("train", Kind.TRAIN, new Shape(3, 2, 4, 5), Lengths.RAGGED);

    @Test
    void answersAsInThisJvm() throws Exception {
        try (var here = new LocalSeat(Dl4jPeer.ours());
                var there = OwnJvm.start(Dl4jPeer.ours())) {
            var expected = here.open(TASK);
            var found = there.open(TASK);

            assertThat(found).containsOnlyKeys(expected.keySet());
            expected.forEach((name, array) -> assertThat(
                            Distance.between(found.get(name), array).apart())
                    .as(name)
                    .isLessThan(1e-6));
            assertThat(there.warmUp(TASK, Pace.ofSeconds(0.01)).turns()).isPositive();
            there.takeTurn(TASK);
            there.drop(TASK);
            assertThatThrownBy(() -> there.takeTurn(TASK)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whyATaskFailsIsToldHere() throws Exception {
        var fit = new Task("fit", Kind.FIT, new Shape(3, 2, 4, 5), Lengths.FULL);
        try (var there = OwnJvm.start(new Nd4jOpPeer())) {
            assertThatThrownBy(() -> there.open(fit))
                    .isInstanceOf(IOException.class)
                    .hasMessage("nd4j-gru has no fit");
        }
    }

    @Test
    void aJvmThatEndsIsAFailure() throws Exception {
        try (var there = OwnJvm.start(Dl4jPeer.portable())) {
            there.close();

            assertThatThrownBy(() -> there.open(TASK)).hasMessageContaining("its JVM ended");
        }
    }

    @Test
    void aPeerThatTheOtherJvmDoesNotKnowIsAFailure() {
        assertThatThrownBy(() -> OwnJvm.start(new FakePeer("nobody", answer -> {})))
                .hasMessageContaining("its JVM ended with exit code 1");
    }
}
