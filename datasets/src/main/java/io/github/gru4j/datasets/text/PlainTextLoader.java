package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.DataFiles;
import io.github.gru4j.datasets.internal.RowCollector;
import io.github.gru4j.datasets.internal.RowLayout;
import io.github.gru4j.datasets.internal.RowSplit;
import io.github.gru4j.datasets.internal.SequenceRow;
import io.github.gru4j.datasets.internal.Splits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Reads a plain text three times: for its length, for the vocabulary of the training split, for the windows. */
final class PlainTextLoader {

    private static final int LEAST_TOKENS = 2;

    private final PlainTextOptions options;
    private final int maxTrain;
    /** Null if it is to be learnt. */
    private final PlainTextPipeline known;

    private long trainAvailable;

    private PlainTextLoader(PlainTextOptions options, int maxTrain, PlainTextPipeline known) {
        this.options = options;
        this.maxTrain = maxTrain;
        this.known = known;
    }

    /**
     * What was read.
     *
     * @param tokens of each split
     * @param trainAvailable training windows before any limit
     */
    record Loaded(
            PlainTextPipeline pipeline,
            Splits<RowSplit> splits,
            List<Baseline> baselines,
            Splits<Long> tokens,
            int trainAvailable) {}

    /** Some tokens of a file, from the first to before the last. */
    private record Part(TokenStream stream, long from, long to) {

        long size() {
            return to - from;
        }
    }

    /** @param known null if it is to be learnt */
    static Loaded load(PlainTextOptions options, int maxTrain, PlainTextPipeline known) {
        DataFiles.requireApart(options.data, options.validation, options.test);
        return new PlainTextLoader(options, maxTrain, known).load();
    }

    private Loaded load() {
        var parts = limited(parts());
        var counts = new TokenCounts();
        read(parts.train(), counts::add);
        if (counts.size() < LEAST_TOKENS) {
            throw DataException.in(options.data)
                    .of("training shows a single token again and again; a text was expected");
        }
        if (known != null && !known.tokenizer().equals(options.tokenizer)) {
            throw DataException.in(options.data)
                    .of(
                            "it would be cut otherwise than the text that the vocabulary was learnt from: give the same kind of"
                                    + " tokens, normal form and case");
        }
        var pipeline = known != null
                ? known
                : new PlainTextPipeline(options.tokenizer, counts.vocabulary(options.minCount, options.maxVocabulary));
        int size = pipeline.vocabulary().size();
        var layout = new RowLayout(1, RowLayout.Answers.CLASS_OF_EACH_STEP, size);
        var rows = parts.map(part -> new RowCollector(layout));
        var baselines = new NextTokenBaselines(size);
        try {
            readRows(parts, rows, pipeline.vocabulary(), baselines);
            var splits = new Splits<>(
                    rows.train().split(), rows.validation().split(), rows.test().split());
            return new Loaded(
                    pipeline, splits, baselines.all(), parts.map(Part::size), Math.toIntExact(trainAvailable));
        } catch (IOException | RuntimeException e) {
            List.of(rows.train(), rows.validation(), rows.test()).forEach(RowCollector::discard);
            if (e instanceof RuntimeException runtime && !(e instanceof UncheckedIOException)) {
                throw runtime;
            }
            throw DataException.in(options.data)
                    .of((e.getCause() instanceof IOException cause ? cause : e).getMessage(), e);
        }
    }

    private Splits<Part> parts() {
        var data = stream(options.data);
        boolean validation = options.validation != null;
        boolean test = options.test != null;
        long count = count(data);
        long trainEnd = Math.round(options.fractions.trainEnd(validation, test) * count);
        long validationEnd = Math.round(options.fractions.validationEnd(validation, test) * count);
        var parts = new Splits<>(
                new Part(data, 0, trainEnd),
                validation ? whole(options.validation) : new Part(data, trainEnd, validationEnd),
                test ? whole(options.test) : new Part(data, validationEnd, count));
        check(parts.train(), "training");
        check(parts.validation(), "validation");
        check(parts.test(), "test");
        return parts;
    }

    private TokenStream stream(Path file) {
        return new TokenStream(file, options.charset, options.tokenizer);
    }

    private Part whole(Path file) {
        var stream = stream(file);
        return new Part(stream, 0, count(stream));
    }

    private static long count(TokenStream stream) {
        var count = new long[1];
        stream.read(token -> {
            count[0]++;
            return true;
        });
        return count[0];
    }

    private static void check(Part part, String what) {
        if (part.size() < LEAST_TOKENS) {
            throw DataException.in(part.stream().file())
                    .of("it leaves " + part.size() + " tokens for " + what + ", and " + LEAST_TOKENS
                            + " are the least; give a longer text");
        }
    }

    private Splits<Part> limited(Splits<Part> all) {
        var train = all.train();
        trainAvailable = Windows.count(train.size(), options.window, options.stride);
        if (maxTrain == 0 || maxTrain >= trainAvailable) {
            return all;
        }
        long kept = Windows.tokens(maxTrain, options.window, options.stride);
        return new Splits<>(new Part(train.stream(), 0, Math.min(kept, train.size())), all.validation(), all.test());
    }

    private void readRows(
            Splits<Part> parts, Splits<RowCollector> rows, Vocabulary vocabulary, NextTokenBaselines baselines) {
        var train = new Windows(options.window, options.stride, row -> add(rows.train(), row));
        read(parts.train(), token -> {
            int index = vocabulary.indexOf(token);
            baselines.train(index);
            train.add(index);
        });
        train.end();
        var validation = new Windows(options.window, options.window, row -> add(rows.validation(), row));
        read(parts.validation(), token -> validation.add(vocabulary.indexOf(token)));
        validation.end();
        baselines.begin();
        var test = new Windows(options.window, options.window, row -> add(rows.test(), row));
        read(parts.test(), token -> {
            int index = vocabulary.indexOf(token);
            baselines.test(index);
            test.add(index);
        });
        test.end();
    }

    private static void add(RowCollector rows, SequenceRow row) {
        try {
            rows.add(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(Part part, Consumer<String> visitor) {
        var position = new long[1];
        part.stream().read(token -> {
            if (position[0] >= part.from()) {
                visitor.accept(token);
            }
            position[0]++;
            return position[0] < part.to();
        });
        if (position[0] < part.to()) {
            throw DataException.in(part.stream().file()).of("it changed while it was read");
        }
    }
}
