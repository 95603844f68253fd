package io.github.gru4j.datasets.internal;

import java.io.IOException;
import java.util.List;

/** Rows on disk, in blocks that are read at once. Threads may share it. */
public interface BlockSource {

    /** How many blocks there are. */
    int blocks();

    /** Rows of all blocks. */
    int count();

    /** Bytes of a block in memory, roughly. */
    long bytesOfABlock();

    /** Reads a block. */
    List<SequenceRow> load(int block) throws IOException;
}
