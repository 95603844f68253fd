package io.github.gru4j.layer.kernel.onednn;

import io.github.gru4j.layer.kernel.GruMemory;

/** Plans several arrays in one allocation, each at a multiple of 64 bytes, as vector units like it. */
final class Sections {

    static final int ALIGNMENT = 64;

    private long bytes;

    /** Gives the place of an array in every {@link Block} of this plan. */
    long add(long size) {
        long place = bytes;
        bytes += align(size);
        return place;
    }

    /** The length of all, gaps included. */
    long bytes() {
        return bytes;
    }

    /** Likewise. */
    long floats() {
        return bytes / Float.BYTES;
    }

    Block allocate(GruMemory memory) {
        var array = memory.allocate((bytes + ALIGNMENT) / Float.BYTES);
        long start = align(Native.address(array));
        return new Block(array, start);
    }

    /** The next multiple. */
    static long align(long address) {
        return (address + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
