package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** What {@link Nd4jGruForward} keeps for {@link Nd4jGruBackward}, which works in the same memory: for one backward pass. */
final class Nd4jGruTape implements GruTape {

    /** The input as a matrix [nIn, T * B], of the segment's own array where its strides allow. */
    private final INDArray input;
    /** Values of the gates. */
    private final Gates<Steps> gates;
    /** h' Rn + cn for reset-after, r * h' for reset-before. */
    private final Steps recurrent;
    /** T + 1 of them, the initial state first. */
    private final Steps states;
    /** Of each gate null if its activation's slope follows from its value. */
    private final Gates<Steps> gateInputs;

    private boolean used;

    Nd4jGruTape(INDArray input, Gates<Steps> gates, Steps recurrent, Steps states, Gates<Steps> gateInputs) {
        this.input = input;
        this.gates = gates;
        this.recurrent = recurrent;
        this.states = states;
        this.gateInputs = gateInputs;
    }

    /** The part from step {@code start} on, for the only backward pass over it. */
    Nd4jGruTape use(long start, long time) {
        if (used) {
            throw new IllegalStateException(
                    "A tape serves one backward pass, and this one has had it: run forward again.");
        }
        used = true;
        return start == 0
                ? this
                : new Nd4jGruTape(
                        Sequences.columns(input, start * input.size(1) / time, input.size(1)),
                        gates.map(steps -> steps.range(start, time)),
                        recurrent.range(start, time),
                        states.range(start, time + 1),
                        gateInputs.map(steps -> steps == null ? null : steps.range(start, time)));
    }

    INDArray input() {
        return input;
    }

    Gates<Steps> gates() {
        return gates;
    }

    Steps recurrent() {
        return recurrent;
    }

    Steps states() {
        return states;
    }

    Gates<Steps> gateInputs() {
        return gateInputs;
    }

    /** All arrays of a tape come from one workspace. */
    @Override
    public boolean isValid() {
        return !used && GruTape.isOpen(states.array());
    }
}
