package io.github.gru4j.layer.kernel;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.AddOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.SubOp;
import org.nd4j.linalg.factory.Nd4j;

/** The operations of {@link Nd4jGruKernel}, each set up once and used by all its passes. */
final class Calls {

    private final List<ReusedOp> all = new ArrayList<>();

    /** W^T X. */
    final ReusedOp inputProjection = product(true, false, false);
    /** Adds R^T h; one for each gate, so that its weights are set once per pass. */
    final Gates<ReusedOp> recurrentProjection = ofEachGate(true, true);
    /** Adds R d. */
    final Gates<ReusedOp> addRecurrentGradient = ofEachGate(false, true);
    /** R d. */
    final Gates<ReusedOp> recurrentGradient = ofEachGate(false, false);
    /** X D^T. */
    final ReusedOp weightGradient = product(false, true, false);
    /** X y. */
    final ReusedOp product = product(false, false, false);
    /** Adds X y. */
    final ReusedOp addProduct = product(false, false, true);

    /** Elementwise products; one for each place in a step, so that what stays the same there is set once per pass. */
    final ReusedOp multiplyByReset = multiplication();

    final ReusedOp multiplyByUpdate = multiplication();
    final Gates<ReusedOp> multiplyDelta = new Gates<>(multiplication(), multiplication(), multiplication());
    final ReusedOp multiplyRecurrentDelta = multiplication();

    private final ReusedOp multiply = multiplication();
    private final ReusedOp subtract = reused(new ReusedOp(new SubOp()));
    private final ReusedOp add = reused(new ReusedOp(new AddOp()));
    private final boolean blas;

    Calls(DataType dataType) {
        // ND4J's BLAS has no other type.
        this.blas = dataType == DataType.FLOAT || dataType == DataType.DOUBLE;
    }

    INDArray multiply(INDArray x, INDArray y, INDArray into) {
        return multiply.apply(x, y, into);
    }

    INDArray multiplyBy(INDArray array, INDArray factor) {
        return multiply.apply(array, factor, array);
    }

    INDArray subtract(INDArray x, INDArray y, INDArray into) {
        return subtract.apply(x, y, into);
    }

    /** Adds x to an array; both contiguous and of the same order. */
    void addTo(INDArray array, INDArray x) {
        if (blas) {
            // A fraction of what the operation costs.
            Nd4j.getBlasWrapper().level1().axpy(array.length(), 1.0, x, array);
        } else {
            add.apply(array, x, array);
        }
    }

    /** Subtracts x from an array; both contiguous and of the same order. */
    void subtractFrom(INDArray array, INDArray x) {
        if (blas) {
            Nd4j.getBlasWrapper().level1().axpy(array.length(), -1.0, x, array);
        } else {
            subtract.apply(array, x, array);
        }
    }

    /** Adds a vector to every column of a contiguous matrix in 'f' order; {@code ones} is a vector of as many ones as columns. */
    void addToColumns(INDArray matrix, INDArray vector, INDArray ones) {
        if (blas) {
            Nd4j.getBlasWrapper().level2().ger('f', 1.0, vector, ones, matrix);
        } else {
            matrix.addiColumnVector(vector.reshape(vector.length(), 1));
        }
    }

    /** Lets go of the arrays of a pass. */
    void release() {
        all.forEach(ReusedOp::release);
    }

    private Gates<ReusedOp> ofEachGate(boolean transposeX, boolean accumulates) {
        return new Gates<>(
                product(transposeX, false, accumulates),
                product(transposeX, false, accumulates),
                product(transposeX, false, accumulates));
    }

    private ReusedOp product(boolean transposeX, boolean transposeY, boolean accumulates) {
        return reused(ReusedOp.product(transposeX, transposeY, accumulates));
    }

    private ReusedOp multiplication() {
        return reused(new ReusedOp(new MulOp()));
    }

    private ReusedOp reused(ReusedOp op) {
        all.add(op);
        return op;
    }
}
