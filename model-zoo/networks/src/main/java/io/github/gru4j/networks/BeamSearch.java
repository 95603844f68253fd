package io.github.gru4j.networks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Searches one input's likeliest answers, a few beginnings at a time. */
final class BeamSearch {

    private static final Comparator<Decoded> LIKELIEST_FIRST =
            Comparator.comparingDouble(Decoded::logProbability).reversed();

    private final DecoderSteps steps;
    private final int width;
    private final List<Decoded> found = new ArrayList<>();

    /** A row of the decoder and a token that may come next in it. */
    private record Next(int row, int token, double logProbability) {}

    BeamSearch(DecoderSteps steps, int width) {
        this.steps = steps;
        this.width = width;
    }

    /** From where the encoder is done, to answers of at most {@code longest} tokens. */
    List<Decoded> run(int longest) {
        List<Decoded> alive = List.of(Decoded.BEGIN);
        int[] previous = {steps.boundary()};
        for (int length = 0; length < longest && !alive.isEmpty() && !settled(alive); length++) {
            var longer = new ArrayList<Decoded>();
            var kept = new ArrayList<Next>();
            for (Next next : likeliest(alive, steps.next(previous))) {
                Decoded parent = alive.get(next.row());
                double logProbability = next.logProbability() - parent.logProbability();
                if (next.token() == steps.boundary()) {
                    found.add(parent.end(logProbability));
                } else {
                    longer.add(parent.with(next.token(), logProbability));
                    kept.add(next);
                }
            }
            alive = longer;
            previous = kept.stream().mapToInt(Next::token).toArray();
            if (!alive.isEmpty()) {
                steps.keep(kept.stream().mapToInt(Next::row).toArray());
            }
        }
        if (!alive.isEmpty() && !settled(alive)) {
            found.addAll(cutOff(alive, steps.next(previous), steps.boundary()));
        }
        return best(found, width);
    }

    /** At the limit of length, an answer ends if its end is the likeliest to come. */
    static List<Decoded> cutOff(List<Decoded> answers, double[][] logProbabilities, int boundary) {
        var cut = new ArrayList<Decoded>();
        for (int i = 0; i < answers.size(); i++) {
            double[] ofNext = logProbabilities[i];
            Decoded answer = answers.get(i);
            cut.add(answer.ended() || likeliest(ofNext) != boundary ? answer : answer.end(ofNext[boundary]));
        }
        return cut;
    }

    static int likeliest(double[] logProbabilities) {
        int best = 0;
        for (int token = 1; token < logProbabilities.length; token++) {
            if (logProbabilities[token] > logProbabilities[best]) {
                best = token;
            }
        }
        return best;
    }

    static List<Decoded> best(List<Decoded> answers, int width) {
        return answers.stream().sorted(LIKELIEST_FIRST).limit(width).toList();
    }

    /** Whether nothing that is alive can still be among the best: an answer becomes no likelier by going on. */
    private boolean settled(List<Decoded> alive) {
        return found.size() >= width
                && best(found, width).get(width - 1).logProbability()
                        >= best(alive, 1).get(0).logProbability();
    }

    private List<Next> likeliest(List<Decoded> alive, double[][] logProbabilities) {
        var all = new ArrayList<Next>();
        for (int row = 0; row < alive.size(); row++) {
            for (int token = 0; token < logProbabilities[row].length; token++) {
                all.add(new Next(row, token, alive.get(row).logProbability() + logProbabilities[row][token]));
            }
        }
        return all.stream()
                .sorted(Comparator.comparingDouble(Next::logProbability).reversed())
                .limit(width)
                .toList();
    }
}
