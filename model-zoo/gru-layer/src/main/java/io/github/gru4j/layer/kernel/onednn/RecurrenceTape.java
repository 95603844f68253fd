package io.github.gru4j.layer.kernel.onednn;

/** What the way back of a {@link Recurrence} needs of its way forwards. */
final class RecurrenceTape {

    private final Block memory;
    private final long states;
    private final long stateBytes;
    private final long[] outputs;
    private final long[] workspaces;

    /**
     * Addresses in {@code memory}.
     *
     * @param states before each chunk, and after the last
     * @param outputs of each chunk; 0 if the chunk is to be computed again
     * @param workspaces likewise
     */
    RecurrenceTape(Block memory, long states, long stateBytes, long[] outputs, long[] workspaces) {
        this.memory = memory;
        this.states = states;
        this.stateBytes = stateBytes;
        this.outputs = outputs;
        this.workspaces = workspaces;
    }

    Block memory() {
        return memory;
    }

    boolean isKept(int chunk) {
        return workspaces[chunk] != 0;
    }

    long stateBefore(int chunk) {
        return states + chunk * stateBytes;
    }

    long stateAfter(int chunk) {
        return stateBefore(chunk + 1);
    }

    long outputs(int chunk) {
        return outputs[chunk];
    }

    long workspace(int chunk) {
        return workspaces[chunk];
    }
}
