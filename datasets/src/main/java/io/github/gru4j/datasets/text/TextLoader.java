package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.DataFiles;
import io.github.gru4j.datasets.internal.Nearest;
import io.github.gru4j.datasets.internal.RowCollector;
import io.github.gru4j.datasets.internal.RowLayout;
import io.github.gru4j.datasets.internal.RowSplit;
import io.github.gru4j.datasets.internal.SequenceRow;
import io.github.gru4j.datasets.internal.Splits;
import io.github.gru4j.datasets.text.TextSplits.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads texts three times: for labels and splits, for the vocabulary of the training split, for the rows. In between, 8 bytes of each
 * text are kept, and no texts: there may be more than memory holds.
 */
final class TextLoader {

    private final TextOptions options;
    private final int maxTrain;
    private final ReadTexts data;
    /** With files of their own; the keys of what they hold. */
    private final Map<Part, ReadTexts> given = new EnumMap<>(Part.class);

    private final Map<Part, long[]> givenKeys = new EnumMap<>(Part.class);
    private final Map<Part, int[]> counts = new EnumMap<>(Part.class);
    private final Map<Part, RowCollector> rows = new EnumMap<>(Part.class);
    private final Map<String, Integer> labels = new HashMap<>();
    private long texts;
    private int empty;
    private int longest;
    private TextSplits splits;
    private TextPipeline pipeline;

    /** Null if it is to be learnt. */
    private final TextPipeline known;

    private TextLoader(TextOptions options, int maxTrain, TextPipeline known) {
        this.options = options;
        this.known = known;
        this.maxTrain = maxTrain;
        data = new ReadTexts(options.data, options);
        if (options.validation != null) {
            given.put(Part.VALIDATION, new ReadTexts(options.validation, options));
        }
        if (options.test != null) {
            given.put(Part.TEST, new ReadTexts(options.test, options));
        }
    }

    /**
     * What was read.
     *
     * @param trainCounts texts of each class
     * @param testCounts texts of each class
     * @param trainAvailable training texts before any limit
     * @param longest tokens of the longest text
     * @param source a sentence for people
     * @param split a sentence for people
     */
    record Loaded(
            TextPipeline pipeline,
            Splits<RowSplit> splits,
            List<Integer> trainCounts,
            List<Integer> testCounts,
            int trainAvailable,
            int longest,
            String source,
            String split) {}

    /** @param known null if it is to be learnt */
    static Loaded load(TextOptions options, int maxTrain, TextPipeline known) {
        DataFiles.requireApart(options.data, options.validation, options.test);
        return new TextLoader(options, maxTrain, known).load();
    }

    private Loaded load() {
        given.forEach((part, file) -> {
            var keys = new Longs();
            file.read((example, tokens) -> keys.add(key(tokens)));
            givenKeys.put(part, keys.sorted());
        });
        findLabels();
        for (var part : Part.values()) {
            counts.put(part, new int[labels.size()]);
        }
        findVocabulary();
        readRows();
        try {
            return new Loaded(
                    pipeline,
                    new Splits<>(
                            rows.get(Part.TRAIN).split(),
                            rows.get(Part.VALIDATION).split(),
                            rows.get(Part.TEST).split()),
                    list(Part.TRAIN),
                    list(Part.TEST),
                    splits.trainAvailable(),
                    longest,
                    source(),
                    split());
        } catch (IOException e) {
            throw DataException.in(options.data).of(e.getMessage(), e);
        }
    }

    private List<Integer> list(Part part) {
        return Arrays.stream(counts.get(part)).boxed().toList();
    }

    private long key(List<String> tokens) {
        return TextKeys.of(tokens, options.seed);
    }

    private void findLabels() {
        var keys = new TreeMap<String, Longs>();
        empty = data.read((example, tokens) -> {
            keys.computeIfAbsent(label(example), unused -> new Longs()).add(key(tokens));
            texts++;
        });
        keys.keySet().forEach(label -> labels.put(label, labels.size()));
        checkLabels();
        boolean validation = given.containsKey(Part.VALIDATION);
        boolean test = given.containsKey(Part.TEST);
        double[] shares = {
            options.fractions.trainEnd(validation, test), options.fractions.validationEnd(validation, test)
        };
        splits = new TextSplits(List.copyOf(keys.values()), allGiven(), shares, maxTrain, options.seed);
    }

    private static String label(Example example) {
        return Normalization.NFC.of(example.label());
    }

    private long[] allGiven() {
        return givenKeys.values().stream()
                .flatMapToLong(Arrays::stream)
                .sorted()
                .toArray();
    }

    private void checkLabels() {
        if (labels.isEmpty()) {
            throw DataException.in(options.data).of("it holds no texts; some of two classes at least were expected");
        }
        if (labels.size() == 1) {
            throw DataException.in(options.data)
                    .of("all " + texts + " texts are of the class "
                            + DataException.quote(labels.keySet().iterator().next())
                            + "; two classes at least were expected");
        }
        if (2L * labels.size() > texts) {
            throw DataException.in(options.data)
                    .of("there are " + labels.size() + " labels for " + texts
                            + " texts, which are hardly classes; name the column of labels, or the format");
        }
    }

    private void findVocabulary() {
        var tokenCounts = new TokenCounts();
        var pass = splits.pass();
        data.read((example, tokens) -> {
            int label = index(example);
            var part = pass.part(label, key(tokens));
            counts.get(part)[label]++;
            if (part == Part.TRAIN) {
                tokenCounts.add(tokens);
            }
        });
        pipeline = new TextPipeline(
                options.tokenizer,
                known == null ? tokenCounts.vocabulary(options.minCount, options.maxVocabulary) : known.vocabulary(),
                options.maxLength,
                options.truncation,
                labels.keySet().stream().sorted().toList());
        if (known != null) {
            requireKnown();
        }
    }

    private void requireKnown() {
        labels.keySet().stream()
                .filter(label -> !known.labels().contains(label))
                .findFirst()
                .ifPresent(label -> {
                    throw DataException.in(options.data)
                            .of("the label " + DataException.quote(label) + " is none of those that are known: "
                                    + String.join(", ", known.labels()));
                });
        if (!pipeline.labels().equals(known.labels())) {
            throw DataException.in(options.data)
                    .of("it holds texts of " + labels.size() + " classes, and "
                            + known.labels().size() + " are known: " + String.join(", ", known.labels())
                            + "; give texts of each");
        }
        if (!pipeline.equals(known)) {
            throw DataException.in(options.data)
                    .of("its texts would be cut otherwise than those that the vocabulary was learnt from: give the same"
                            + " kind of tokens, normal form, case and length");
        }
    }

    private int index(Example example) {
        var index = labels.get(label(example));
        if (index == null) {
            throw example.place()
                    .of("the label " + DataException.quote(example.label()) + " is not among those of "
                            + FileNames.of(options.data)
                            + Nearest.hint(
                                    example.label(),
                                    labels.keySet().stream().sorted().toList()));
        }
        return index;
    }

    private void readRows() {
        var layout = new RowLayout(1, RowLayout.Answers.CLASS, labels.size());
        for (var part : List.of(Part.TRAIN, Part.VALIDATION, Part.TEST)) {
            rows.put(part, new RowCollector(layout));
        }
        try {
            addRows();
            checkRows();
        } catch (UncheckedIOException e) {
            discard();
            throw DataException.in(options.data).of(e.getCause().getMessage(), e);
        } catch (RuntimeException e) {
            discard();
            throw e;
        }
    }

    private void discard() {
        rows.values().forEach(RowCollector::discard);
    }

    private void addRows() {
        var pass = splits.pass();
        var counted = new long[1];
        data.read((example, tokens) -> {
            int label = index(example);
            var part = pass.part(label, key(tokens));
            counted[0]++;
            add(part, label, tokens);
        });
        if (counted[0] != texts) {
            throw DataException.in(options.data)
                    .of("it held " + texts + " texts and then " + counted[0] + ": it changed while it was read");
        }
        given.forEach((part, file) -> file.read((example, tokens) -> {
            int label = index(example);
            boolean inTest = part == Part.VALIDATION
                    && given.containsKey(Part.TEST)
                    && TextKeys.contains(givenKeys.get(Part.TEST), key(tokens));
            var kept = inTest ? Part.LEFT_OUT : part;
            counts.get(kept)[label]++;
            add(kept, label, tokens);
        }));
    }

    private void add(Part part, int label, List<String> tokens) {
        if (part == Part.LEFT_OUT || part == Part.BEYOND) {
            return;
        }
        longest = Math.max(longest, tokens.size());
        try {
            rows.get(part).add(new SequenceRow(pipeline.vocabulary().indices(tokens), new float[] {label}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkRows() {
        for (var part : List.of(Part.TRAIN, Part.VALIDATION, Part.TEST)) {
            if (sum(part) == 0) {
                throw DataException.in(options.data)
                        .of("of its " + texts + " texts none is left for the "
                                + part.name().toLowerCase(Locale.ROOT)
                                + " split; give more of each class, or a file for the split");
            }
        }
    }

    private int sum(Part part) {
        return Arrays.stream(counts.get(part)).sum();
    }

    private String source() {
        var source = new StringBuilder(data.description());
        given.forEach((part, file) -> source.append("; ")
                .append(part == Part.TEST ? "test" : "validation")
                .append(": ")
                .append(file.description()));
        if (empty > 0) {
            source.append("; ").append(empty).append(" empty texts left out");
        }
        return source.toString();
    }

    private String split() {
        boolean validation = given.containsKey(Part.VALIDATION);
        boolean test = given.containsKey(Part.TEST);
        var split = new StringBuilder(options.fractions.describe(validation, test));
        if (!(validation && test)) {
            split.append(" of each class at random (seed ").append(options.seed).append("), equal texts in one split");
        }
        if (validation || test) {
            split.append("; ")
                    .append(
                            validation && test
                                    ? "validation and test have"
                                    : (validation ? "validation has" : "test has"))
                    .append(" files of their own, and ")
                    .append(sum(Part.LEFT_OUT))
                    .append(" texts that these hold are left out elsewhere");
        }
        return split.toString();
    }
}
