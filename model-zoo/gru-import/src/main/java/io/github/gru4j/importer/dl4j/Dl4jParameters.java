package io.github.gru4j.importer.dl4j;

import io.github.gru4j.importer.ModelFormatException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.bytedeco.javacpp.indexer.Bfloat16Indexer;
import org.bytedeco.javacpp.indexer.HalfIndexer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The parameters of a network in ND4J's binary format: the buffer of the array's shape, then that of its values, each behind an
 * allocation mode, a length and a data type.
 *
 * <p>ND4J's own reader allocates what the file says; this one knows from the configuration how many there must be.
 *
 * <p>Source: {@code Nd4j.write} and {@code BaseDataBuffer.write} of ND4J 1.0.0-M2.1.
 */
final class Dl4jParameters {

    private static final int MAX_RANK = 32;

    /** Of the heap: what is left must do for the rest of the work. */
    private static final int SHARE_OF_MEMORY = 3;

    /** Modes before 1.0.0-beta, with an int for the length. */
    private static final Set<String> OLD_MODES = Set.of("DIRECT", "HEAP", "JAVACPP");

    private static final Set<String> MODES = Set.of("LONG_SHAPE", "MIXED_DATA_TYPES");

    private final Path file;
    private final DataInputStream in;
    private final byte[] buffer = new byte[1 << 16];

    private Dl4jParameters(Path file, DataInputStream in) {
        this.file = file;
        this.in = in;
    }

    /**
     * Reads them all.
     *
     * @param expected how many the configuration asks for
     * @return [1, expected]
     */
    static INDArray read(Path file, Dl4jZip zip, long expected) throws IOException {
        try (var in = new DataInputStream(zip.coefficients())) {
            return new Dl4jParameters(file, in).read(zip.budget(), expected);
        } catch (ModelFormatException e) {
            throw e;
        } catch (EOFException e) {
            throw new ModelFormatException(file, Dl4jZip.COEFFICIENTS + " in it ends too early", e);
        } catch (IOException e) {
            throw new ModelFormatException(file, Dl4jZip.COEFFICIENTS + " in it is damaged: " + e.getMessage(), e);
        }
    }

    private INDArray read(long budget, long expected) throws IOException {
        shape(expected);
        var header = header();
        int bytes =
                switch (header.type) {
                    case "DOUBLE" -> Double.BYTES;
                    case "FLOAT" -> Float.BYTES;
                    case "HALF", "BFLOAT16" -> Short.BYTES;
                    default ->
                        throw bad("holds values of the type " + header.type
                                + ", expected FLOAT, DOUBLE, HALF or BFLOAT16");
                };
        requireCount(header.length, expected);
        if (expected > Integer.MAX_VALUE - 8 || expected * bytes > budget) {
            throw bad("is said to hold " + expected
                    + " values, more than a file of this size can; it is taken for a bomb");
        }
        if (expected * bytes > Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY) {
            throw bad("holds " + expected + " values, too many for the memory of Java; give it more with -Xmx");
        }
        return header.type.equals("DOUBLE") ? doubles((int) expected) : floats((int) expected, header.type, bytes);
    }

    private record Header(long length, String type) {}

    private Header header() throws IOException {
        String mode = in.readUTF();
        if (!OLD_MODES.contains(mode) && !MODES.contains(mode)) {
            throw bad("is not an array of ND4J's: it does not begin with a mode of allocation");
        }
        long length = OLD_MODES.contains(mode) ? in.readInt() : in.readLong();
        String type = in.readUTF();
        if (!type.matches("[A-Z0-9]{1,16}")) {
            throw bad("is not an array of ND4J's: it names no data type");
        }
        return new Header(length, type);
    }

    /** Rank, sizes, strides, extras, element-wise stride and order; only sizes matter for one row without gaps. */
    private void shape(long expected) throws IOException {
        var header = header();
        boolean ints = header.type.equals("INT");
        if (!ints && !header.type.equals("LONG")) {
            throw bad("has a shape of the type " + header.type + ", expected LONG");
        }
        if (header.length < 4 || header.length > 2 * MAX_RANK + 4) {
            throw bad("has a shape of " + header.length + " numbers, expected at most " + (2 * MAX_RANK + 4));
        }
        var numbers = new long[(int) header.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = ints ? in.readInt() : in.readLong();
        }
        long rank = numbers[0];
        if (rank < 0 || header.length != 2 * rank + 4) {
            throw bad("has the rank " + rank + " in a shape of " + header.length + " numbers");
        }
        var sizes = Arrays.copyOfRange(numbers, 1, 1 + (int) rank);
        boolean row = Arrays.stream(sizes).filter(size -> size != 1).count() <= 1;
        if (!row) {
            throw bad("has the shape " + Arrays.toString(sizes) + ", expected one row");
        }
        requireCount(Arrays.stream(sizes).filter(size -> size != 1).findFirst().orElse(1), expected);
    }

    private void requireCount(long found, long expected) throws ModelFormatException {
        if (found != expected) {
            throw bad(
                    "holds " + found + " parameters, but the layers of " + Dl4jZip.CONFIGURATION + " have " + expected);
        }
    }

    private INDArray floats(int count, String type, int bytes) throws IOException {
        var values = new float[count];
        var chunk = ByteBuffer.wrap(buffer);
        for (int i = 0; i < count; i++) {
            fill(chunk, i, count, bytes);
            values[i] = switch (type) {
                case "HALF" -> HalfIndexer.toFloat(chunk.getShort());
                case "BFLOAT16" -> Bfloat16Indexer.toFloat(chunk.getShort());
                default -> chunk.getFloat();
            };
        }
        return Nd4j.create(values, new long[] {1, count}, 'c');
    }

    private INDArray doubles(int count) throws IOException {
        var values = new double[count];
        var chunk = ByteBuffer.wrap(buffer);
        for (int i = 0; i < count; i++) {
            fill(chunk, i, count, Double.BYTES);
            values[i] = chunk.getDouble();
        }
        return Nd4j.create(values, new long[] {1, count}, new long[] {count, 1}, 'c', DataType.DOUBLE);
    }

    /** At the beginning of each chunk; chunks hold whole values. */
    private void fill(ByteBuffer chunk, int index, int count, int bytes) throws IOException {
        int perChunk = chunk.capacity() / bytes;
        if (index % perChunk == 0) {
            int length = Math.min(perChunk, count - index) * bytes;
            in.readFully(buffer, 0, length);
            chunk.clear().limit(length);
        }
    }

    private ModelFormatException bad(String problem) {
        return new ModelFormatException(file, Dl4jZip.COEFFICIENTS + " in it " + problem);
    }
}
