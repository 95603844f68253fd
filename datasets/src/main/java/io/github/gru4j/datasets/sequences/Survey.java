package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** What a first reading tells of a source: how many sequences, how long, with which answers. */
final class Survey {

    private final SequenceOptions options;
    private final List<String> written = new ArrayList<>();
    private final Map<String, String> sameLabels = new HashMap<>();
    private final List<Double> numbers = new ArrayList<>();
    private int shortest = Integer.MAX_VALUE;
    private int longest;
    private int count;

    private Survey(SequenceOptions options) {
        this.options = options;
    }

    /**
     * Reads a source.
     *
     * @param labels the ones that there are; empty if the source tells
     */
    static Survey of(SequenceSource source, List<String> labels, SequenceOptions options) throws IOException {
        var survey = new Survey(options);
        source.forEach(sequence -> survey.add(sequence, source.features().size(), labels));
        return survey;
    }

    private void add(RawSequence sequence, int features, List<String> labels) {
        int length = sequence.values().length / features;
        count++;
        shortest = Math.min(shortest, length);
        longest = Math.max(longest, length);
        if (!options.ragged() && shortest != longest) {
            throw sequence.place()
                    .of("the sequence that begins here has " + length + " steps, and those before "
                            + (length == shortest ? longest : shortest)
                            + "; correct it, or allow sequences of several lengths (ragged)");
        }
        if (options.forecast()) {
            numbers.add(number(sequence));
        } else {
            // One object for each label, not for each sequence.
            written.add(sameLabels.computeIfAbsent(sequence.label(), label -> label(sequence, labels)));
        }
    }

    private static String label(RawSequence sequence, List<String> labels) {
        var label = sequence.label();
        if (labels.isEmpty() || labels.contains(label)) {
            return labels.isEmpty() ? Labels.canonical(label) : label;
        }
        if (!labels.contains(Labels.canonical(label))) {
            throw sequence.place()
                    .of("there is no label " + DataException.quote(label) + "; the labels are "
                            + String.join(", ", labels.stream().limit(20).toList())
                            + (labels.size() > 20 ? ", ..." : "")
                            + "; correct it, or give all labels");
        }
        return Labels.canonical(label);
    }

    private static double number(RawSequence sequence) {
        try {
            double number = Cells.number(sequence.label());
            if (!Double.isNaN(number)) {
                return number;
            }
        } catch (IllegalArgumentException e) {
            throw sequence.place().of("the number to forecast: " + e.getMessage(), e);
        }
        throw sequence.place().of("the number to forecast is missing; fill it in, or delete the sequence");
    }

    int count() {
        return count;
    }

    int longest() {
        return longest;
    }

    /** The labels of the data, sorted. */
    List<String> labels() {
        return Labels.sorted(new LinkedHashSet<>(written));
    }

    /** The numbers to forecast. */
    List<Double> numbers() {
        return numbers;
    }

    /** For each sequence, where in a list its label is; all 0 for forecasts. */
    int[] classes(List<String> labels) {
        if (options.forecast()) {
            return new int[count];
        }
        var index = new HashMap<String, Integer>();
        for (int i = 0; i < labels.size(); i++) {
            index.put(labels.get(i), i);
        }
        return written.stream().mapToInt(index::get).toArray();
    }

    /** @throws DataException if there is nothing to tell apart, or each sequence is a class of its own */
    void requireClasses(List<String> labels, DataException.Place data) {
        if (labels().size() < 2) {
            throw data.of("all " + count + " sequences have the label " + DataException.quote(labels().get(0))
                    + ", and at least two classes were expected; is this the column of the label?");
        }
        if (labels.size() > Math.max(2, count / 2)) {
            throw data.of("there are " + labels.size() + " labels for " + count
                    + " sequences; is this the column of the label, or is it a number to forecast?");
        }
    }
}
