package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it reads in memory if there is room; else it reads again. */
final class CachedSource implements SequenceSource {

    /** Of the heap, what may be kept. */
    private static final int SHARE_OF_HEAP = 8;

    private final SequenceSource source;
    private final DataException.Place place;
    private final long most;
    private List<RawSequence> kept;
    private int count = -1;

    /** @param place of the file or the reader */
    CachedSource(SequenceSource source, DataException.Place place) {
        this(source, place, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    CachedSource(SequenceSource source, DataException.Place place, long most) {
        this.source = source;
        this.place = place;
        this.most = most;
    }

    @Override
    public List<String> features() {
        return source.features();
    }

    @Override
    public void forEach(Visitor visitor) throws IOException {
        if (kept != null) {
            for (var sequence : kept) {
                visitor.visit(sequence);
            }
        } else {
            read(visitor);
        }
    }

    private void read(Visitor visitor) throws IOException {
        boolean firstTime = count < 0;
        var keep = new ArrayList<RawSequence>();
        long[] bytes = {0};
        int[] read = {0};
        source.forEach(sequence -> {
            if (!firstTime && read[0] >= count) {
                throw changed();
            }
            read[0]++;
            bytes[0] += sequence.bytes();
            if (firstTime && bytes[0] <= most) {
                keep.add(sequence);
            } else {
                keep.clear();
            }
            visitor.visit(sequence);
        });
        if (firstTime) {
            count = read[0];
            kept = keep.size() == count ? List.copyOf(keep) : null;
        } else if (read[0] != count) {
            throw changed();
        }
    }

    private DataException changed() {
        return place.of("it changed while it was read; begin again when it is complete");
    }

    /** What was kept is not needed any more. */
    void forget() {
        kept = null;
    }
}
