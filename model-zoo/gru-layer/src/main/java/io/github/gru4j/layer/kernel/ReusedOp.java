package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An ND4J operation of two inputs and one output whose native context serves many calls.
 *
 * <p>{@code x.mul(y, z)} and {@code Nd4j.gemm} make a context, and register it for deallocation, at every call: that takes
 * longer than the arithmetic of a small step.
 */
final class ReusedOp {

    private final DynamicCustomOp op;
    private final OpContext context = Nd4j.getExecutioner().buildContext();
    private final Argument x = new Argument();
    private final Argument y = new Argument();
    private final Argument z = new Argument();

    /** Of an operation without arguments other than arrays. */
    ReusedOp(DynamicCustomOp op) {
        this.op = op;
    }

    /** z = x y, or z = z + x y if it accumulates; x and y transposed as asked. */
    static ReusedOp product(boolean transposeX, boolean transposeY, boolean accumulates) {
        var product = new ReusedOp(new Mmul());
        product.context.setIArguments(transposeX ? 1 : 0, transposeY ? 1 : 0, 0);
        product.context.setTArguments(1.0, accumulates ? 1.0 : 0.0);
        return product;
    }

    /** Writes the result into {@code into} and returns it. */
    INDArray apply(INDArray first, INDArray second, INDArray into) {
        if (x.becomes(first)) {
            context.setInputArray(0, first);
        }
        if (y.becomes(second)) {
            context.setInputArray(1, second);
        }
        if (z.becomes(into)) {
            context.setOutputArray(0, into);
        }
        Nd4j.exec(op, context);
        return into;
    }

    /** Lets go of the arrays of the last call. */
    void release() {
        x.clear();
        y.clear();
        z.clear();
        context.purge();
    }

    /** What the context knows an argument by: a {@link StepCursor}'s array stays the same while its data moves on. */
    private static final class Argument {

        private INDArray array;
        private DataBuffer data;

        boolean becomes(INDArray next) {
            if (array == next && data == next.data()) {
                return false;
            }
            array = next;
            data = next.data();
            return true;
        }

        void clear() {
            array = null;
            data = null;
        }
    }
}
