package io.github.gru4j.networks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** An encoder-decoder at its real size: words of 3 to 8 of 26 letters, backwards; those that are asked for were never shown. */
class ReverseWordsTest {

    private static final int LETTERS = 26;
    private static final int MINIBATCHES = 2000;

    @Test
    @Tag("slow")
    void spellsUnseenWordsBackwards() {
        var random = new Random(1);
        Set<List<Integer>> unseen = new HashSet<>();
        while (unseen.size() < 1000) {
            unseen.add(word(random));
        }
        ComputationGraph network = new EncoderDecoder.Builder()
                .tokens(LETTERS, 32)
                .outputTokens(LETTERS, 32)
                .cell(CellType.BIDIRECTIONAL_GRU)
                .hidden(128)
                .learningRate(new ExponentialSchedule(ScheduleType.ITERATION, 0.004, Math.pow(0.01, 1.0 / MINIBATCHES)))
                .build()
                .init();
        for (int i = 0; i < MINIBATCHES; i++) {
            List<List<Integer>> words = new ArrayList<>();
            while (words.size() < 128) {
                // The longer of two: long words are what takes long to learn.
                List<Integer> one = word(random);
                List<Integer> other = word(random);
                List<Integer> word = one.size() > other.size() ? one : other;
                if (!unseen.contains(word)) {
                    words.add(word);
                }
            }
            network.fit(new TeacherForcing(LETTERS).minibatch(forwards(words), backwards(words)));
        }
        List<List<Integer>> test = List.copyOf(unseen);
        List<Decoded> answers = new SequenceDecoder(network).greedy(forwards(test), 16);
        List<int[]> right = backwards(test);
        long exact = IntStream.range(0, test.size())
                .filter(i -> Arrays.equals(answers.get(i).toArray(), right.get(i)))
                .count();
        assertThat(exact).as("of %d words", test.size()).isGreaterThanOrEqualTo(950);
    }

    private static List<Integer> word(Random random) {
        return random.ints(3 + random.nextInt(6), 0, LETTERS).boxed().toList();
    }

    private static List<int[]> forwards(List<List<Integer>> words) {
        return words.stream()
                .map(word -> word.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    private static List<int[]> backwards(List<List<Integer>> words) {
        return words.stream()
                .map(word -> IntStream.range(0, word.size())
                        .map(i -> word.get(word.size() - 1 - i))
                        .toArray())
                .toList();
    }
}
