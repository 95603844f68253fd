package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.internal.RowCollector;
import io.github.gru4j.datasets.internal.RowSplit;
import io.github.gru4j.datasets.internal.SequenceRow;
import io.github.gru4j.datasets.internal.Splits;
import io.github.gru4j.datasets.internal.StratifiedSplit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * From sequences to the rows of each split.
 *
 * @param sources for validation and test null where they are drawn from the training data
 * @param answers of all sequences of each source
 * @param indices of the sequences of each split in its source
 */
record RowBuilding(
        SequencePipeline pipeline,
        Splits<SurveyedSource> sources,
        Splits<float[]> answers,
        Splits<List<Integer>> indices) {

    Splits<RowSplit> splits() {
        var collectors = sources.map(source -> new RowCollector(pipeline.layout()));
        boolean done = false;
        try {
            boolean ownValidation = sources.validation() != null;
            boolean ownTest = sources.test() != null;
            List<Integer> none = List.of();
            read(
                    sources.train(),
                    answers.train(),
                    new Splits<>(
                            indices.train(),
                            ownValidation ? none : indices.validation(),
                            ownTest ? none : indices.test()),
                    collectors);
            if (ownValidation) {
                read(
                        sources.validation(),
                        answers.validation(),
                        new Splits<>(none, indices.validation(), none),
                        collectors);
            }
            if (ownTest) {
                read(sources.test(), answers.test(), new Splits<>(none, none, indices.test()), collectors);
            }
            var splits = collectors.map(RowBuilding::split);
            done = true;
            return splits;
        } finally {
            if (!done) {
                List.of(collectors.train(), collectors.validation(), collectors.test())
                        .forEach(RowCollector::discard);
            }
        }
    }

    private void read(
            SurveyedSource source, float[] ofSource, Splits<List<Integer>> wanted, Splits<RowCollector> collectors) {
        var parts = StratifiedSplit.parts(wanted, ofSource.length);
        int[] index = {0};
        source.forEach(sequence -> {
            int i = index[0]++;
            switch (parts[i]) {
                case 1 -> add(collectors.train(), row(sequence, ofSource[i]));
                case 2 -> add(collectors.validation(), row(sequence, ofSource[i]));
                case 3 -> add(collectors.test(), row(sequence, ofSource[i]));
                default -> {
                    // Beyond the limit of the training split.
                }
            }
        });
        source.source().forget();
    }

    private SequenceRow row(RawSequence sequence, float answer) {
        try {
            return pipeline.row(sequence.values(), answer);
        } catch (IllegalArgumentException e) {
            throw sequence.place().of(e.getMessage(), e);
        }
    }

    /** What goes wrong here is wrong with the temporary folder, not with the data. */
    private static void add(RowCollector collector, SequenceRow row) {
        try {
            collector.add(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static RowSplit split(RowCollector collector) {
        try {
            return collector.split();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
