package io.github.gru4j.importer.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import onnx.Onnx.TensorProto;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays out of ONNX's tensors; what a tensor says of its size is believed only if its data bear it out. */
final class Tensors {

    private Tensors() {}

    /**
     * Float, double or float16 (widened to float) values in C order.
     *
     * @throws IllegalArgumentException saying what is wrong with the tensor
     */
    static INDArray floats(TensorProto tensor) {
        requireInline(tensor);
        long[] dims = dims(tensor);
        int count = count(tensor, dims);
        if (count == 0) {
            throw new IllegalArgumentException("tensor \"" + tensor.getName() + "\" has shape " + Arrays.toString(dims)
                    + ", which holds nothing; expected values");
        }
        int type = tensor.getDataType();
        if (type == TensorProto.DataType.FLOAT_VALUE) {
            return Nd4j.create(floatValues(tensor, count), dims, 'c');
        }
        if (type == TensorProto.DataType.DOUBLE_VALUE) {
            return Nd4j.create(doubleValues(tensor, count), dims, strides(dims), 'c', DataType.DOUBLE);
        }
        if (type == TensorProto.DataType.FLOAT16_VALUE) {
            return Nd4j.create(halfValues(tensor, count), dims, 'c');
        }
        throw new IllegalArgumentException("tensor \"" + tensor.getName() + "\" has values of type " + typeName(type)
                + "; expected FLOAT, DOUBLE or FLOAT16");
    }

    /** Integer values, flat. */
    static long[] longs(TensorProto tensor) {
        requireInline(tensor);
        int count = count(tensor, dims(tensor));
        var values = new long[checked(tensor, count, tensor.getDataType())];
        var raw = raw(tensor);
        for (int i = 0; i < count; i++) {
            if (tensor.getDataType() == TensorProto.DataType.INT64_VALUE) {
                values[i] = raw == null ? tensor.getInt64Data(i) : raw.getLong();
            } else {
                values[i] = raw == null ? tensor.getInt32Data(i) : raw.getInt();
            }
        }
        return values;
    }

    static boolean isInteger(TensorProto tensor) {
        int type = tensor.getDataType();
        return type == TensorProto.DataType.INT64_VALUE || type == TensorProto.DataType.INT32_VALUE;
    }

    /** How many values a tensor's shape asks for, without looking at them; -1 if the shape cannot be. */
    static long size(TensorProto tensor) {
        long size = 1;
        for (long dim : tensor.getDimsList()) {
            if (dim < 0 || dim > Integer.MAX_VALUE || (size = size * dim) > Integer.MAX_VALUE) {
                return -1;
            }
        }
        return size;
    }

    private static void requireInline(TensorProto tensor) {
        if (tensor.getDataLocationValue() == TensorProto.DataLocation.EXTERNAL_VALUE
                || tensor.getExternalDataCount() > 0) {
            String where = tensor.getExternalDataList().stream()
                    .filter(entry -> entry.getKey().equals("location"))
                    .map(entry -> entry.getValue())
                    .findFirst()
                    .orElse("unnamed");
            throw new IllegalArgumentException(
                    "tensor \"" + tensor.getName() + "\" keeps its values in another file (\"" + where
                            + "\"), which is not read; save the model with all its weights inside");
        }
        if (tensor.hasSegment()) {
            throw new IllegalArgumentException("tensor \"" + tensor.getName()
                    + "\" is in segments, which are not read; save the model in one piece");
        }
    }

    private static long[] dims(TensorProto tensor) {
        return tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
    }

    private static int count(TensorProto tensor, long[] dims) {
        long size = size(tensor);
        if (size < 0 || dims.length > 16) {
            throw new IllegalArgumentException("tensor \"" + tensor.getName() + "\" has shape " + Arrays.toString(dims)
                    + "; expected up to 16 dimensions of zero or more and fewer than 2^31 values in all");
        }
        return checked(tensor, (int) size, tensor.getDataType());
    }

    /** Before anything is allocated: the data must be as long as the shape says. */
    private static int checked(TensorProto tensor, int count, int type) {
        long found;
        if (!tensor.getRawData().isEmpty()) {
            int width =
                    switch (type) {
                        case TensorProto.DataType.FLOAT_VALUE, TensorProto.DataType.INT32_VALUE -> 4;
                        case TensorProto.DataType.DOUBLE_VALUE, TensorProto.DataType.INT64_VALUE -> 8;
                        case TensorProto.DataType.FLOAT16_VALUE -> 2;
                        default -> throw unreadable(tensor, type);
                    };
            if (tensor.getRawData().size() != (long) count * width) {
                throw new IllegalArgumentException(
                        "tensor \"" + tensor.getName() + "\" has shape " + tensor.getDimsList()
                                + ", which takes " + (long) count * width + " bytes, found "
                                + tensor.getRawData().size());
            }
            return count;
        }
        found = switch (type) {
            case TensorProto.DataType.FLOAT_VALUE -> tensor.getFloatDataCount();
            case TensorProto.DataType.DOUBLE_VALUE -> tensor.getDoubleDataCount();
            case TensorProto.DataType.INT64_VALUE -> tensor.getInt64DataCount();
            case TensorProto.DataType.INT32_VALUE, TensorProto.DataType.FLOAT16_VALUE -> tensor.getInt32DataCount();
            default -> throw unreadable(tensor, type);
        };
        if (found != count) {
            throw new IllegalArgumentException("tensor \"" + tensor.getName() + "\" has shape " + tensor.getDimsList()
                    + ", which takes " + count + " values, found " + found);
        }
        return count;
    }

    private static IllegalArgumentException unreadable(TensorProto tensor, int type) {
        return new IllegalArgumentException("tensor \"" + tensor.getName() + "\" has values of type " + typeName(type)
                + "; expected FLOAT, DOUBLE, FLOAT16, INT32 or INT64");
    }

    private static String typeName(int type) {
        var known = TensorProto.DataType.forNumber(type);
        return known == null ? "number " + type : known.name();
    }

    private static ByteBuffer raw(TensorProto tensor) {
        return tensor.getRawData().isEmpty()
                ? null
                : tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static float[] floatValues(TensorProto tensor, int count) {
        var values = new float[count];
        var raw = raw(tensor);
        for (int i = 0; i < count; i++) {
            values[i] = raw == null ? tensor.getFloatData(i) : raw.getFloat();
        }
        return values;
    }

    private static double[] doubleValues(TensorProto tensor, int count) {
        var values = new double[count];
        var raw = raw(tensor);
        for (int i = 0; i < count; i++) {
            values[i] = raw == null ? tensor.getDoubleData(i) : raw.getDouble();
        }
        return values;
    }

    private static float[] halfValues(TensorProto tensor, int count) {
        var values = new float[count];
        var raw = raw(tensor);
        for (int i = 0; i < count; i++) {
            values[i] = half(raw == null ? tensor.getInt32Data(i) & 0xffff : raw.getShort() & 0xffff);
        }
        return values;
    }

    /** IEEE 754 binary16: 1 bit sign, 5 bits exponent, 10 bits fraction. */
    private static float half(int bits) {
        int exponent = bits >> 10 & 31;
        int fraction = bits & 1023;
        float size;
        if (exponent == 31) {
            size = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            size = Math.scalb((float) fraction, -24);
        } else {
            size = Math.scalb((float) (1024 + fraction), exponent - 25);
        }
        return (bits & 0x8000) == 0 ? size : -size;
    }

    private static long[] strides(long[] dims) {
        var strides = new long[dims.length];
        long step = 1;
        for (int i = dims.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= dims[i];
        }
        return strides;
    }
}
