package io.github.gru4j.layer.kernel.onednn;

/**
 * What the way back of a {@link Recurrence} needs of its way forwards: the states between its chunks, the workspaces of the last
 * chunks, and memory to compute the others in again. All places are addresses.
 */
final class RecurrenceTape {

    private final Block memory;
    private final Working working;
    private final long states;
    private final long stateBytes;
    private final long[] outputs;
    private final long[] workspaces;
    private int inWorking = -1;

    /** Memory for one chunk at a time. */
    record Working(
            long input, long output, long pad, long workspace, long epsilon, long inputGradient, long stateGradient) {}

    /**
     * @param memory that holds everything else
     * @param states before each chunk, and after the last
     * @param outputs of each chunk; 0 if it has none of its own
     * @param workspaces likewise
     */
    RecurrenceTape(Block memory, Working working, long states, long stateBytes, long[] outputs, long[] workspaces) {
        this.memory = memory;
        this.working = working;
        this.states = states;
        this.stateBytes = stateBytes;
        this.outputs = outputs;
        this.workspaces = workspaces;
    }

    Block memory() {
        return memory;
    }

    Working working() {
        return working;
    }

    /** What a chunk leaves is there, from now until another one takes its place. */
    void computed(int chunk) {
        if (workspaces[chunk] == 0) {
            inWorking = chunk;
        }
    }

    boolean has(int chunk) {
        return workspaces[chunk] != 0 || inWorking == chunk;
    }

    long stateBefore(int chunk) {
        return states + chunk * stateBytes;
    }

    long stateAfter(int chunk) {
        return stateBefore(chunk + 1);
    }

    long outputs(int chunk) {
        return outputs[chunk] == 0 ? working.output : outputs[chunk];
    }

    long workspace(int chunk) {
        return workspaces[chunk] == 0 ? working.workspace : workspaces[chunk];
    }
}
