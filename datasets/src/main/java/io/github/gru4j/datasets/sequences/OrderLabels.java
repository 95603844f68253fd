package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import java.nio.file.Path;

/** Labels by the order of the sequences: the first so many are of the first class, and so on. */
final class OrderLabels extends Labelled {

    private final Path file;
    private final SequenceOptions options;

    OrderLabels(SequenceSource source, Path file, SequenceOptions options) {
        super(source);
        this.file = file;
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
            throw DataException.in(file)
                    .of("it holds " + count + " sequences, which are not "
                            + (options.labels().isEmpty()
                                    ? "whole classes"
                                    : options.labels().size() + " classes") + " of "
                            + block + "; correct the file, or the number of each class");
        }
    }
}
