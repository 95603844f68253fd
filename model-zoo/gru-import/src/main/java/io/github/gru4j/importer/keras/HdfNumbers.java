package io.github.gru4j.importer.keras;

import io.github.gru4j.importer.ModelFormatException;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.CompactDataset;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OrderedDataType;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Arrays of HDF5 as floats, in row-major order as they are in the file.
 *
 * <p>Before memory is taken for an array, its size is compared with what is left of all that the file could hold; many names
 * for the same array count as many arrays.
 */
final class HdfNumbers {

    private final Path file;
    private final long fileBytes;
    private long elementsLeft = KerasLimits.ELEMENTS;
    private long storedLeft;
    private long unpackedLeft;

    HdfNumbers(Path file, long fileBytes) {
        this.file = file;
        this.fileBytes = fileBytes;
        this.storedLeft = fileBytes;
        this.unpackedLeft = KerasLimits.unpacked(fileBytes);
    }

    KerasModel.Weight weight(String name, Dataset array) throws ModelFormatException {
        DataType type = array.getDataType();
        String kind = kind(type);
        if (kind == null) {
            throw new ModelFormatException(
                    file,
                    "expected numbers of 2, 4 or 8 bytes at " + array.getPath() + ", found "
                            + type.getClass().getSimpleName() + " of " + type.getSize()
                            + " bytes; save the weights as float32");
        }
        long[] shape = array.isScalar() ? new long[0] : array.getDimensionsAsLong();
        int elements = elements(array, shape);
        long bytes = (long) elements * type.getSize();
        ByteBuffer contents;
        if (elements == 0) {
            contents = ByteBuffer.allocate(0);
        } else if (array instanceof ChunkedDataset chunked) {
            unpackedLeft = take(array, bytes, unpackedLeft);
            contents = new HdfChunks(file, chunked, type.getSize())
                    .contents(shape, (int) Math.min(unpackedLeft + bytes, Integer.MAX_VALUE));
        } else {
            storedLeft = take(array, bytes, storedLeft);
            contents = stored(array);
        }
        if (contents.remaining() < bytes) {
            throw new ModelFormatException(
                    file, "expected " + bytes + " bytes at " + array.getPath() + ", found " + contents.remaining());
        }
        if (type instanceof OrderedDataType ordered) {
            contents.order(ordered.getByteOrder());
        }
        List<Long> dimensions = new ArrayList<>();
        for (long dimension : shape) {
            dimensions.add(dimension);
        }
        return new KerasModel.Weight(name, dimensions, floats(contents, kind, elements));
    }

    private int elements(Dataset array, long[] shape) throws ModelFormatException {
        long elements = 1;
        for (long dimension : shape) {
            if (dimension < 0 || dimension > elementsLeft || (elements = elements * dimension) > elementsLeft) {
                throw new ModelFormatException(
                        file,
                        "expected at most " + KerasLimits.ELEMENTS
                                + " numbers in all its arrays, found an array of shape "
                                + java.util.Arrays.toString(shape) + " at " + array.getPath());
            }
        }
        elementsLeft -= elements;
        return (int) elements;
    }

    private long take(Dataset array, long bytes, long left) throws ModelFormatException {
        if (bytes > left) {
            throw new ModelFormatException(
                    file,
                    "expected no more than a file of " + fileBytes + " bytes can hold, found an array of " + bytes
                            + " bytes at " + array.getPath() + " with " + left + " left");
        }
        return left - bytes;
    }

    private ByteBuffer stored(Dataset array) throws ModelFormatException {
        if (array instanceof ContiguousDataset contiguous) {
            return contiguous.getBuffer();
        }
        if (array instanceof CompactDataset compact) {
            return compact.getDataBuffer();
        }
        throw new ModelFormatException(
                file,
                "expected an array in one piece or in chunks at " + array.getPath() + ", found layout "
                        + array.getDataLayout());
    }

    /** Null for what cannot be read. */
    private static String kind(DataType type) {
        if (type instanceof FloatingPoint floating) {
            int bits = 8 * type.getSize();
            int exponent = floating.getExponentSize();
            int mantissa = floating.getMantissaSize();
            if (bits == 16 && exponent == 5 && mantissa == 10) {
                return "half";
            }
            if (bits == 16 && exponent == 8 && mantissa == 7) {
                return "bfloat";
            }
            if (bits == 32 && exponent == 8 && mantissa == 23) {
                return "float";
            }
            return bits == 64 && exponent == 11 && mantissa == 52 ? "double" : null;
        }
        if (type instanceof FixedPoint fixed) {
            return switch (type.getSize()) {
                case 1 -> fixed.isSigned() ? "byte" : null;
                case 2 -> fixed.isSigned() ? "short" : null;
                case 4 -> fixed.isSigned() ? "int" : "unsigned";
                case 8 -> "long";
                default -> null;
            };
        }
        return null;
    }

    private static float[] floats(ByteBuffer from, String kind, int elements) {
        float[] values = new float[elements];
        switch (kind) {
            case "float" -> from.asFloatBuffer().get(values);
            default -> {
                for (int i = 0; i < elements; i++) {
                    values[i] = switch (kind) {
                        case "half" -> FloatingPoint.toFloat(from.getShort());
                        case "bfloat" -> Float.intBitsToFloat(from.getShort() << 16);
                        case "double" -> (float) from.getDouble();
                        case "byte" -> from.get();
                        case "short" -> from.getShort();
                        case "int" -> from.getInt();
                        case "unsigned" -> from.getInt() & 0xffffffffL;
                        case "long" -> from.getLong();
                        default -> throw new IllegalArgumentException(kind);
                    };
                }
            }
        }
        return values;
    }
}
