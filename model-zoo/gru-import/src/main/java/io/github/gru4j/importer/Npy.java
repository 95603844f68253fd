package io.github.gru4j.importer;

import io.github.gru4j.importer.internal.UntrustedFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays in NumPy's {@code .npy} files, versions 1 to 3: float and integer types of either byte order, in C or Fortran order.
 *
 * <p>What the header says is held against the file's length before memory is taken for it.
 *
 * <p>Source: the format's description in numpy.lib.format.
 */
public final class Npy {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER = 100_000;
    private static final int MAX_RANK = 32;
    private static final int CHUNK = 1 << 16;
    private static final int ALIGNMENT = 64;
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']{1,20})'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9L, ]*)\\)");

    private Npy() {}

    @SuppressWarnings("ArrayRecordComponent") // only read
    private record Header(char byteOrder, char kind, int bytes, char order, long[] shape, int count, long dataStart) {}

    /**
     * Reads an array: f4 becomes FLOAT, f8 DOUBLE, i4 INT, i8 LONG.
     *
     * @throws ModelFormatException if the file is broken or of another type
     */
    public static INDArray read(Path file) throws IOException {
        return UntrustedFiles.read(file, () -> open(file));
    }

    private static INDArray open(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            var header = header(file, channel);
            var buffer = ByteBuffer.allocate(CHUNK)
                    .order(header.byteOrder == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            channel.position(header.dataStart);
            return header.kind == 'f' ? floats(file, channel, buffer, header) : integers(file, channel, buffer, header);
        }
    }

    private static INDArray floats(Path file, FileChannel from, ByteBuffer buffer, Header header) throws IOException {
        if (header.bytes == Float.BYTES) {
            var values = new float[header.count];
            for (int i = 0; i < values.length; i++) {
                values[i] = next(file, from, buffer, i, header.bytes).getFloat();
            }
            return Nd4j.create(values, header.shape, strides(header), header.order, DataType.FLOAT);
        }
        var values = new double[header.count];
        for (int i = 0; i < values.length; i++) {
            values[i] = next(file, from, buffer, i, header.bytes).getDouble();
        }
        return Nd4j.create(values, header.shape, strides(header), header.order, DataType.DOUBLE);
    }

    private static INDArray integers(Path file, FileChannel from, ByteBuffer buffer, Header header) throws IOException {
        if (header.bytes == Integer.BYTES) {
            var values = new int[header.count];
            for (int i = 0; i < values.length; i++) {
                values[i] = next(file, from, buffer, i, header.bytes).getInt();
            }
            return Nd4j.create(values, header.shape, strides(header), header.order, DataType.INT32);
        }
        var values = new long[header.count];
        for (int i = 0; i < values.length; i++) {
            values[i] = next(file, from, buffer, i, header.bytes).getLong();
        }
        return Nd4j.create(values, header.shape, strides(header), header.order, DataType.INT64);
    }

    /** The buffer with at least one more element in it. Chunks hold whole elements: their sizes divide the chunk's. */
    private static ByteBuffer next(Path file, FileChannel from, ByteBuffer buffer, int index, int bytes)
            throws IOException {
        if (index % (CHUNK / bytes) == 0) {
            buffer.clear();
            while (buffer.hasRemaining() && from.read(buffer) >= 0) {}
            buffer.flip();
        }
        if (buffer.remaining() < bytes) {
            throw new ModelFormatException(file, "became shorter while it was read");
        }
        return buffer;
    }

    private static long[] strides(Header header) {
        int rank = header.shape.length;
        var strides = new long[rank];
        long stride = 1;
        for (int i = 0; i < rank; i++) {
            int dimension = header.order == 'f' ? i : rank - 1 - i;
            strides[dimension] = stride;
            stride *= header.shape[dimension];
        }
        return strides;
    }

    private static Header header(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        var first = bytes(channel, (int) Math.min(size, 12));
        var start = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN);
        if (start.limit() < 10 || !Arrays.equals(first, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new ModelFormatException(file, "is not a .npy file: it does not begin with \\x93NUMPY");
        }
        int version = start.get(6);
        if (version < 1 || version > 3) {
            throw new ModelFormatException(file, "is of version " + version + " of .npy, expected 1 to 3");
        }
        int headerStart = version == 1 ? 10 : 12;
        if (start.limit() < headerStart) {
            throw new ModelFormatException(file, "ends before its header");
        }
        long length = version == 1 ? start.getShort(8) & 0xffff : start.getInt(8) & 0xffffffffL;
        if (length > MAX_HEADER || length > size - headerStart) {
            throw new ModelFormatException(
                    file,
                    "the header is said to have " + length + " bytes, expected at most "
                            + Math.min(MAX_HEADER, size - headerStart));
        }
        channel.position(headerStart);
        String text = new String(bytes(channel, (int) length), StandardCharsets.UTF_8);
        return parse(file, text, size - headerStart - length, headerStart + length);
    }

    private static Header parse(Path file, String text, long dataBytes, long dataStart) throws IOException {
        String type = only(file, TYPE, text, "'descr': '<f4'");
        boolean fortran = only(file, ORDER, text, "'fortran_order': False").equals("True");
        var shape = shape(file, only(file, SHAPE, text, "'shape': (2, 3)"));
        if (!type.matches("[<>=][fi][48]")) {
            throw new ModelFormatException(
                    file,
                    "holds elements of type " + type
                            + ", expected f4, f8, i4 or i8; convert it with numpy's astype('float32')");
        }
        int bytes = type.charAt(2) - '0';
        long count = 1;
        for (long dimension : shape) {
            // The bytes of the file bound the product: no overflow, no allocation for what is not there.
            if (dimension == 0 || dimension > dataBytes / bytes / count) {
                throw new ModelFormatException(
                        file,
                        "has the shape " + shape + " of " + bytes + " bytes each, but " + dataBytes + " bytes of data"
                                + (dimension == 0 ? "; empty arrays are not read" : ""));
            }
            count *= dimension;
        }
        if (count * bytes != dataBytes) {
            throw new ModelFormatException(
                    file, "has " + dataBytes + " bytes of data, expected " + count * bytes + " for the shape " + shape);
        }
        if (count > Integer.MAX_VALUE - 8) {
            throw new ModelFormatException(file, "has " + count + " elements, at most 2^31 are read");
        }
        UntrustedFiles.requireMemory(file, dataBytes);
        char byteOrder = type.charAt(0) == '=' ? '<' : type.charAt(0);
        return new Header(
                byteOrder,
                type.charAt(1),
                bytes,
                fortran ? 'f' : 'c',
                shape.stream().mapToLong(Long::longValue).toArray(),
                (int) count,
                dataStart);
    }

    private static String only(Path file, Pattern pattern, String text, String example) throws IOException {
        var found = pattern.matcher(text);
        if (!found.find()) {
            throw new ModelFormatException(file, "the header has nothing like " + example);
        }
        String value = found.group(1);
        if (found.find()) {
            throw new ModelFormatException(file, "the header has two entries like " + example);
        }
        return value;
    }

    private static List<Long> shape(Path file, String text) throws IOException {
        var shape = new ArrayList<Long>();
        for (String part : text.split(",", -1)) {
            String number = part.strip().replaceFirst("L$", "");
            if (number.isEmpty()) {
                continue;
            }
            if (!number.matches("[0-9]{1,18}") || shape.size() == MAX_RANK) {
                throw new ModelFormatException(
                        file,
                        "the shape (" + text.substring(0, Math.min(200, text.length())) + ") is none that is read");
            }
            shape.add(Long.parseLong(number));
        }
        return shape;
    }

    /** As many bytes as there are, up to a length. */
    private static byte[] bytes(FileChannel channel, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /**
     * Writes an array of FLOAT, DOUBLE, INT or LONG in C order, version 1; an existing file is replaced.
     *
     * @throws IllegalArgumentException for another data type or an empty array
     */
    public static void write(INDArray array, Path file) throws IOException {
        if (array.isEmpty()) {
            throw new IllegalArgumentException("an empty array cannot be written as .npy");
        }
        var type = array.dataType();
        String name =
                switch (type) {
                    case FLOAT -> "<f4";
                    case DOUBLE -> "<f8";
                    case INT -> "<i4";
                    case LONG -> "<i8";
                    default ->
                        throw new IllegalArgumentException("arrays of " + type
                                + " are not written as .npy, expected FLOAT, DOUBLE, INT or LONG: use castTo");
                };
        String shape = Arrays.stream(array.shape()).mapToObj(Long::toString).collect(Collectors.joining(", "));
        String header = String.format(
                Locale.ROOT,
                "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }",
                name,
                array.rank() == 1 ? shape + "," : shape);
        // NumPy pads with blanks so that the data begin at a multiple of 64.
        int used = MAGIC.length + 4 + header.length() + 1;
        header += " ".repeat((ALIGNMENT - used % ALIGNMENT) % ALIGNMENT) + "\n";
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), CHUNK)) {
            out.write(MAGIC);
            out.write(new byte[] {1, 0, (byte) header.length(), (byte) (header.length() >> 8)});
            out.write(header.getBytes(StandardCharsets.US_ASCII));
            var values = array.dup('c');
            var data = values.data();
            var element = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (long i = 0; i < values.length(); i++) {
                element.clear();
                switch (type) {
                    case FLOAT -> element.putFloat(data.getFloat(i));
                    case DOUBLE -> element.putDouble(data.getDouble(i));
                    case INT -> element.putInt(data.getInt(i));
                    default -> element.putLong(data.getLong(i));
                }
                out.write(element.array(), 0, element.position());
            }
        }
    }
}
