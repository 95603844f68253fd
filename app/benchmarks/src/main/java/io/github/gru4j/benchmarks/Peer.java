package io.github.gru4j.benchmarks;

/** Somebody who can be measured. */
interface Peer {

    /** The equations that it computes, and so what its answers can be compared with. */
    enum Cell {
        GRU,
        /** Without the recurrent bias. */
        GRU_WITH_ONE_BIAS,
        OTHER
    }

    String name();

    default Cell cell() {
        return Cell.GRU;
    }

    boolean can(Task task);

    /** Loads native libraries. Throws, exceptions or errors of linkage, where there are none for the platform. */
    default void load() throws Exception {}

    Contestant open(Batch batch) throws Exception;
}
