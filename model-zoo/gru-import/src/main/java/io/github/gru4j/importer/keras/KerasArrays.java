package io.github.gru4j.importer.keras;

import io.github.gru4j.importer.keras.KerasModel.Weight;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A parameter on its way from Keras's layout to DL4J's.
 *
 * @param shape of it
 * @param values in C order
 */
@SuppressWarnings("ArrayRecordComponent") // only read
record KerasArrays(long[] shape, float[] values) {

    static KerasArrays of(Weight weight) {
        return new KerasArrays(
                weight.shape().stream().mapToLong(Long::longValue).toArray(), weight.values());
    }

    /** As a row [1, n], whatever it was. */
    KerasArrays asRow() {
        return new KerasArrays(new long[] {1, values.length}, values);
    }

    int rows() {
        return (int) shape[0];
    }

    int columns() {
        return (int) shape[1];
    }

    /** Columns in blocks of one width, taken in another order. */
    KerasArrays blocks(int count, int... order) {
        int width = columns() / count;
        var result = new float[rows() * width * order.length];
        for (int row = 0; row < rows(); row++) {
            for (int block = 0; block < order.length; block++) {
                System.arraycopy(
                        values,
                        row * columns() + order[block] * width,
                        result,
                        (row * order.length + block) * width,
                        width);
            }
        }
        return new KerasArrays(new long[] {rows(), (long) width * order.length}, result);
    }

    /** Side by side. */
    static KerasArrays beside(List<KerasArrays> parts) {
        int rows = parts.get(0).rows();
        int columns = parts.stream().mapToInt(KerasArrays::columns).sum();
        var result = new float[rows * columns];
        int at = 0;
        for (var part : parts) {
            for (int row = 0; row < rows; row++) {
                System.arraycopy(part.values, row * part.columns(), result, row * columns + at, part.columns());
            }
            at += part.columns();
        }
        return new KerasArrays(new long[] {rows, columns}, result);
    }

    /**
     * From the layout of cuDNN, which holds each gate's matrix the other way round, to that of Keras's plain layers: each
     * block's memory is read as [columns, rows] and transposed.
     */
    KerasArrays fromCudnn(int gates) {
        int rows = rows();
        int width = columns() / gates;
        var result = new float[values.length];
        for (int gate = 0; gate < gates; gate++) {
            for (int k = 0; k < rows * width; k++) {
                int from = (k / width) * columns() + gate * width + k % width;
                int to = (k % rows) * columns() + gate * width + k / rows;
                result[to] = values[from];
            }
        }
        return new KerasArrays(shape, result);
    }

    /** One part of a row that holds several of the same length. */
    KerasArrays part(int count, int index) {
        int length = values.length / count;
        return new KerasArrays(
                new long[] {1, length}, Arrays.copyOfRange(values, index * length, (index + 1) * length));
    }

    KerasArrays plus(KerasArrays other) {
        var sum = values.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.values[i];
        }
        return new KerasArrays(shape, sum);
    }

    INDArray toNd4j() {
        return Nd4j.createFromArray(values).reshape('c', shape);
    }
}
