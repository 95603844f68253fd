package io.github.gru4j.samples;

import io.github.gru4j.networks.CellType;
import io.github.gru4j.networks.Decoded;
import io.github.gru4j.networks.EncoderDecoder;
import io.github.gru4j.networks.SequenceDecoder;
import io.github.gru4j.networks.TeacherForcing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** An encoder reads a word, and a decoder spells it backwards: words of 3 to 8 letters, of which those of the test are never shown. */
public final class ReverseWords {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    private static final int SHORTEST = 3;
    private static final int BATCH = 128;

    private ReverseWords() {}

    /** Takes {@code --quick}. */
    public static void main(String... args) {
        boolean quick = Arguments.of(args).quick();
        // Quick: shorter words, which a smaller network learns in seconds.
        int longest = quick ? 4 : 8;
        int minibatches = quick ? 200 : 2000;
        int report = minibatches / 5;
        System.out.printf(
                "An encoder-decoder learns to spell words of %d to %d letters backwards.%n", SHORTEST, longest);
        var random = new Random(1);
        Set<String> unseen = new HashSet<>();
        while (unseen.size() < 1000) {
            unseen.add(word(random, longest));
        }
        List<String> test = List.copyOf(unseen);

        ComputationGraph network = new EncoderDecoder.Builder()
                .tokens(LETTERS.length(), 32)
                .outputTokens(LETTERS.length(), 32)
                .cell(CellType.BIDIRECTIONAL_GRU)
                .hidden(quick ? 64 : 128)
                // Falls to a hundredth. (DL4J's PolySchedule rises.)
                .learningRate(new ExponentialSchedule(
                        ScheduleType.ITERATION, quick ? 0.01 : 0.004, Math.pow(0.01, 1.0 / minibatches)))
                .build()
                .init();
        var decoder = new SequenceDecoder(network);
        var teacher = new TeacherForcing(LETTERS.length());
        for (int minibatch = 1; minibatch <= minibatches; minibatch++) {
            List<String> words = new ArrayList<>();
            while (words.size() < BATCH) {
                // The longer of two: long words are what takes long to learn.
                String one = word(random, longest);
                String other = word(random, longest);
                String word = one.length() > other.length() ? one : other;
                if (!unseen.contains(word)) {
                    words.add(word);
                }
            }
            network.fit(teacher.minibatch(
                    tokens(words),
                    tokens(words.stream().map(ReverseWords::reversed).toList())));
            if (minibatch % report == 0) {
                System.out.printf(
                        Locale.ROOT,
                        "after %4d minibatches: %.1f %% of %d unseen words exactly right%n",
                        minibatch,
                        100 * exact(decoder.greedy(tokens(test), 2 * longest), test),
                        test.size());
            }
        }
        for (String word : test.subList(0, 5)) {
            System.out.printf(
                    "%-8s -> %s%n",
                    word,
                    text(decoder.greedy(tokens(List.of(word)), 2 * longest).get(0)));
        }
        String word = test.get(0);
        System.out.printf("the likeliest answers to %s, by a beam of 3:%n", word);
        for (Decoded answer : decoder.beam(tokens(List.of(word)).get(0), 3, 2 * longest)) {
            System.out.printf(Locale.ROOT, "%-10s probability %.4f%n", text(answer), Math.exp(answer.logProbability()));
        }
    }

    private static double exact(List<Decoded> answers, List<String> words) {
        int right = 0;
        for (int i = 0; i < words.size(); i++) {
            right += text(answers.get(i)).equals(reversed(words.get(i))) ? 1 : 0;
        }
        return (double) right / words.size();
    }

    private static String word(Random random, int longest) {
        var word = new StringBuilder();
        for (int left = SHORTEST + random.nextInt(longest - SHORTEST + 1); left > 0; left--) {
            word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return word.toString();
    }

    private static String reversed(String word) {
        return new StringBuilder(word).reverse().toString();
    }

    private static List<int[]> tokens(List<String> words) {
        return words.stream()
                .map(word -> word.chars().map(LETTERS::indexOf).toArray())
                .toList();
    }

    private static String text(Decoded answer) {
        var text = new StringBuilder();
        answer.tokens().forEach(token -> text.append(LETTERS.charAt(token)));
        return text.toString();
    }
}
