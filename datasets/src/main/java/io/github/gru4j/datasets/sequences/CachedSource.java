package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it reads in memory if there is room; else it reads again. */
final class CachedSource implements SequenceSource {

    /** Of the heap, what may be kept. */
    private static final int SHARE_OF_HEAP = 8;

    private final SequenceSource source;
    private final Path file;
    private final long most;
    private List<RawSequence> kept;
    private int count = -1;

    CachedSource(SequenceSource source, Path file) {
        this(source, file, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    CachedSource(SequenceSource source, Path file, long most) {
        this.source = source;
        this.file = file;
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
        return DataException.in(file).of("it changed while it was read; begin again when it is complete");
    }

    /** What was kept is not needed any more. */
    void forget() {
        kept = null;
    }
}
