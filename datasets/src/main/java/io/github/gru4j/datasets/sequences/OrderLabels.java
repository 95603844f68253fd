package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;

/** Labels by the order of the sequences: the first so many are of the first class, and so on. */
final class OrderLabels extends Labelled {

    private final DataException.Place data;
    private final SequenceOptions options;

    /** @param data where the file or the reader is */
    OrderLabels(SequenceSource source, DataException.Place data, SequenceOptions options) {
        super(source);
        this.data = data;
        this.options = options;
    }

    @Override
    String labelOf(RawSequence sequence, int index) {
        int label = index / options.labelBlock();
        if (options.labels().isEmpty()) {
            return Integer.toString(label);
        }
        if (label >= options.labels().size()) {
            throw sequence.place()
                    .of("there are more sequences than " + options.labels().size() + " classes of "
                            + options.labelBlock() + "; correct the file, the labels or their number of each class");
        }
        return options.labels().get(label);
    }

    @Override
    void end(int count) {
        int block = options.labelBlock();
        boolean whole = count % block == 0;
        boolean asMany =
                options.labels().isEmpty() || count == block * options.labels().size();
        if (!whole || !asMany) {
            throw data.of("it holds " + count + " sequences, which are not "
                    + (options.labels().isEmpty()
                            ? "whole classes"
                            : options.labels().size() + " classes") + " of "
                    + block + "; correct the file, or the number of each class");
        }
    }
}
