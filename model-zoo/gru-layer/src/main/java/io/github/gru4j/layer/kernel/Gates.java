package io.github.gru4j.layer.kernel;

import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What there is one of for each gate. */
record Gates<A>(A z, A r, A n) {

    /** The column blocks, each [rows, width], of a matrix [rows, 3 width]. */
    static Gates<INDArray> columnsOf(INDArray matrix, long width) {
        return new Gates<>(columns(matrix, 0, width), columns(matrix, width, width), columns(matrix, 2 * width, width));
    }

    /** The parts, each [width], of a row [1, 3 width]. */
    static Gates<INDArray> partsOf(INDArray row, long width) {
        return new Gates<>(part(row, 0, width), part(row, width, width), part(row, 2 * width, width));
    }

    <B> Gates<B> map(Function<A, B> function) {
        return new Gates<>(function.apply(z), function.apply(r), function.apply(n));
    }

    private static INDArray columns(INDArray matrix, long from, long width) {
        return Nd4j.create(
                matrix.data(),
                new long[] {matrix.size(0), width},
                matrix.stride().clone(),
                matrix.offset() + from * matrix.stride(1),
                matrix.ordering());
    }

    private static INDArray part(INDArray row, long from, long width) {
        return Nd4j.create(
                row.data(), new long[] {width}, new long[] {row.stride(1)}, row.offset() + from * row.stride(1), 'f');
    }
}
