package io.github.gru4j.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.experiments.TestDetail;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfusionTest {

    @Test
    void sharesAreOfTheRightClassAndTheMostFrequentMistakeComesFirst() {
        Confusion confusion = of(List.of(List.of(6, 2, 0), List.of(1, 9, 0), List.of(0, 5, 5)));

        assertThat(confusion.small()).isTrue();
        assertThat(confusion.rows().get(0))
                .containsExactly(
                        new Confusion.Field(6, "0.75"), new Confusion.Field(2, "0.25"), new Confusion.Field(0, "0"));
        assertThat(confusion.mistakes())
                .containsExactly("2 taken for 1, 5 of 10", "0 taken for 1, 2 of 8", "1 taken for 0, 1 of 10");
    }

    @Test
    void noMistakesAreSaidToBeNone() {
        assertThat(of(List.of(List.of(3, 0), List.of(0, 0))).description()).isEqualTo("a run: no mistakes.");
    }

    @Test
    void manyClassesHaveNoRoomForNumbers() {
        List<List<Integer>> many = IntStream.range(0, 17)
                .mapToObj(i ->
                        IntStream.range(0, 17).mapToObj(j -> i == j ? 1 : 0).toList())
                .toList();

        assertThat(of(many).small()).isFalse();
    }

    private static Confusion of(List<List<Integer>> counts) {
        return Confusion.of(
                "a run",
                SampleRuns.answering(
                        SampleRuns.run(SampleRuns.TEXT, "gru", 1, 0.5), new TestDetail(counts, List.of(), List.of())));
    }
}
