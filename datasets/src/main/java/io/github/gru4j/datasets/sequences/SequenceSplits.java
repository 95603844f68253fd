package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.internal.Splits;
import io.github.gru4j.datasets.internal.StratifiedSplit;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which sequences are for what.
 *
 * @param indices of the sequences of each split, in its source
 * @param description for people
 */
record SequenceSplits(Splits<List<Integer>> indices, String description) {

    /** @param sources data; for validation and test null where they are drawn from the data */
    static SequenceSplits of(SequenceOptions options, Splits<SurveyedSource> sources, int[] classes) {
        boolean ownValidation = sources.validation() != null;
        boolean ownTest = sources.test() != null;
        double rest =
                (ownValidation ? 0 : options.validation()) + (ownTest ? 0 : 1 - options.train() - options.validation());
        double train = options.train() / (options.train() + rest);
        double validation = ownValidation ? 0 : ownTest ? 1 - train : options.validation();
        var rule = ownValidation && ownTest
                ? new StratifiedSplit(1, 0, options.seed())
                : new StratifiedSplit(train, validation, options.seed());
        var drawn = rule.of(classes);
        var indices = new Splits<>(
                drawn.train(),
                ownValidation ? all(sources.validation()) : drawn.validation(),
                ownTest ? all(sources.test()) : drawn.test());
        return new SequenceSplits(indices, description(rule, ownValidation, ownTest));
    }

    private static List<Integer> all(SurveyedSource source) {
        return IntStream.range(0, source.survey().count()).boxed().toList();
    }

    private static String description(StratifiedSplit rule, boolean ownValidation, boolean ownTest) {
        if (ownValidation && ownTest) {
            return "training, validation and test as given";
        }
        if (ownValidation || ownTest) {
            return (ownTest ? "test" : "validation") + " as given; the rest " + rule.description();
        }
        return rule.description();
    }

    /** @throws io.github.gru4j.datasets.DataException if a split is empty */
    SequenceSplits requireNoneEmpty(SurveyedSource data) {
        var counts = indices.map(List::size);
        if (counts.train() == 0 || counts.validation() == 0 || counts.test() == 0) {
            throw data.input()
                    .place()
                    .of("its " + data.survey().count() + " sequences are too few: they give " + counts.train()
                            + " for training, " + counts.validation() + " for validation and " + counts.test()
                            + " for the test; give more, or other shares");
        }
        return this;
    }
}
