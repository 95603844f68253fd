package io.github.gru4j.peers;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The elements of arrays in row-major order, whatever their strides. */
public final class Flat {

    private Flat() {}

    public static double[] doubles(INDArray array) {
        return of(array).toDoubleVector();
    }

    public static float[] floats(INDArray array) {
        return of(array).toFloatVector();
    }

    private static INDArray of(INDArray array) {
        return array.dup('c').reshape(array.length());
    }
}
