package io.github.gru4j.datasets.sequences;

import java.io.IOException;
import java.util.List;

/** A source whose labels come from elsewhere. */
abstract class Labelled implements SequenceSource {

    private final SequenceSource source;

    Labelled(SequenceSource source) {
        this.source = source;
    }

    /** @param index of the sequence, from 0 */
    abstract String labelOf(RawSequence sequence, int index);

    /** All sequences have their labels. */
    abstract void end(int count);

    @Override
    public final List<String> features() {
        return source.features();
    }

    @Override
    public final void forEach(Visitor visitor) throws IOException {
        int[] count = {0};
        source.forEach(sequence -> {
            visitor.visit(sequence.labelled(labelOf(sequence, count[0])));
            count[0]++;
        });
        end(count[0]);
    }
}
