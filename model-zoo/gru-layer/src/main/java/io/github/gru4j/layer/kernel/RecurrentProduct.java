package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The products of the state with the recurrent weights RW = [Rz, Rr, Rn], forwards and backwards.
 *
 * <p>Without recurrent dropout the gates share one product. With it, each gate sees the state through a mask of its own, so
 * each needs its own product (as in Keras).
 */
final class RecurrentProduct {

    private static final int Z = 0;
    private static final int R = 1;
    private static final int N = 2;

    private final INDArray all;
    private final INDArray zr;
    private final INDArray[] byGate;
    /** Recurrent dropout of z, r, n, each [B, H]; null without. */
    private final INDArray[] masks;

    private final INDArray seen;

    RecurrentProduct(INDArray rw, long width, INDArray dropout, GruMemory memory) {
        this.all = rw;
        this.zr = columns(rw, 0, 2 * width);
        this.byGate = split(rw, width);
        this.masks = dropout == null ? null : split(dropout, width);
        this.seen = dropout == null ? null : memory.allocate(dropout.size(0), width);
    }

    private static INDArray[] split(INDArray array, long width) {
        return new INDArray[] {
            columns(array, 0, width), columns(array, width, 2 * width), columns(array, 2 * width, 3 * width)
        };
    }

    private static INDArray columns(INDArray array, long from, long to) {
        return array.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
    }

    /** Adds h' Rz and h' Rr to the inputs of the gates. */
    void addToGates(INDArray previous, StepBlocks gates) {
        if (masks == null) {
            Nd4j.gemm(previous, zr, gates.zr(), false, false, 1.0, 1.0);
        } else {
            Nd4j.gemm(previous.mul(masks[Z], seen), byGate[Z], gates.z(), false, false, 1.0, 1.0);
            Nd4j.gemm(previous.mul(masks[R], seen), byGate[R], gates.r(), false, false, 1.0, 1.0);
        }
    }

    /** Adds h' Rn; for reset-before {@code previous} is r * h'. */
    void addToCandidate(INDArray previous, INDArray into) {
        var input = masks == null ? previous : previous.mul(masks[N], seen);
        Nd4j.gemm(input, byGate[N], into, false, false, 1.0, 1.0);
    }

    /** Adds to dL/dh' what flows back through all three products. */
    void backFromAll(StepBlocks delta, INDArray carry) {
        if (masks == null) {
            Nd4j.gemm(delta.all(), all, carry, false, true, 1.0, 1.0);
        } else {
            backFromGates(delta, carry);
            carry.addi(backFromCandidate(delta.n(), seen));
        }
    }

    /** Adds to dL/dh' what flows back through h' Rz and h' Rr. */
    void backFromGates(StepBlocks delta, INDArray carry) {
        if (masks == null) {
            Nd4j.gemm(delta.zr(), zr, carry, false, true, 1.0, 1.0);
        } else {
            carry.addi(
                    Nd4j.gemm(delta.z(), byGate[Z], seen, false, true, 1.0, 0.0).muli(masks[Z]));
            carry.addi(
                    Nd4j.gemm(delta.r(), byGate[R], seen, false, true, 1.0, 0.0).muli(masks[R]));
        }
    }

    /** What flows back through the product of the candidate, into {@code into}. */
    INDArray backFromCandidate(INDArray delta, INDArray into) {
        Nd4j.gemm(delta, byGate[N], into, false, true, 1.0, 0.0);
        return masks == null ? into : into.muli(masks[N]);
    }

    /** Adds h'^T delta of all gates to dL/dRW; {@code beta} 0 overwrites instead. */
    void gradientOfAll(INDArray previous, StepBlocks delta, RecurrentProduct gradient, double beta) {
        if (masks == null) {
            Nd4j.gemm(previous, delta.all(), gradient.all, true, false, 1.0, beta);
        } else {
            gradientOfGates(previous, delta, gradient, beta);
            gradientOfCandidate(previous, delta.n(), gradient, beta);
        }
    }

    /** Adds h'^T delta of z and r to dL/dRz and dL/dRr; {@code beta} 0 overwrites instead. */
    void gradientOfGates(INDArray previous, StepBlocks delta, RecurrentProduct gradient, double beta) {
        if (masks == null) {
            Nd4j.gemm(previous, delta.zr(), gradient.zr, true, false, 1.0, beta);
        } else {
            Nd4j.gemm(previous.mul(masks[Z], seen), delta.z(), gradient.byGate[Z], true, false, 1.0, beta);
            Nd4j.gemm(previous.mul(masks[R], seen), delta.r(), gradient.byGate[R], true, false, 1.0, beta);
        }
    }

    /** Adds h'^T delta of n to dL/dRn; {@code previous} as in {@link #addToCandidate}; {@code beta} 0 overwrites instead. */
    void gradientOfCandidate(INDArray previous, INDArray delta, RecurrentProduct gradient, double beta) {
        var input = masks == null ? previous : previous.mul(masks[N], seen);
        Nd4j.gemm(input, delta, gradient.byGate[N], true, false, 1.0, beta);
    }
}
