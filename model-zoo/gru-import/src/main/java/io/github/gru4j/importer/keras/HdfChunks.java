package io.github.gru4j.importer.keras;

import io.github.gru4j.importer.ModelFormatException;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.filter.PipelineFilterWithData;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Puts an array together that HDF5 stores in chunks, which may be compressed.
 *
 * <p>The library does so too, but unpacks a chunk to whatever it becomes; here it must become a chunk.
 */
final class HdfChunks {

    private static final int DEFLATE = 1;
    private static final int SHUFFLE = 2;
    private static final int FLETCHER32 = 3;

    private final Path file;
    private final ChunkedDataset array;
    private final int elementBytes;

    HdfChunks(Path file, ChunkedDataset array, int elementBytes) {
        this.file = file;
        this.array = array;
        this.elementBytes = elementBytes;
    }

    /**
     * @param shape of the array; none of it is 0
     * @param limit in bytes, of a chunk
     */
    ByteBuffer contents(long[] shape, int limit) throws ModelFormatException {
        int[] chunk = array.getChunkDimensions();
        if (chunk.length != shape.length || chunk.length == 0) {
            throw problem("chunks of as many dimensions as " + Arrays.toString(shape), Arrays.toString(chunk));
        }
        long chunkBytes = elementBytes;
        long chunks = 1;
        long bytes = elementBytes;
        for (int d = 0; d < chunk.length; d++) {
            if (chunk[d] <= 0 || (chunkBytes *= chunk[d]) > limit) {
                throw problem("chunks of at most " + limit + " bytes", Arrays.toString(chunk));
            }
            bytes *= shape[d];
            chunks *= (shape[d] + chunk[d] - 1) / chunk[d];
        }
        if (chunks > KerasLimits.ARRAYS) {
            throw problem("at most " + KerasLimits.ARRAYS + " chunks", String.valueOf(chunks));
        }
        byte[] contents = new byte[Math.toIntExact(bytes)];
        int[] offset = new int[chunk.length];
        for (long i = 0; i < chunks; i++) {
            copy(chunk(offset, (int) chunkBytes), chunk, offset, shape, contents);
            next(offset, chunk, shape);
        }
        return ByteBuffer.wrap(contents);
    }

    private static void next(int[] offset, int[] chunk, long[] shape) {
        for (int d = offset.length - 1; d >= 0; d--) {
            if ((long) offset[d] + chunk[d] < shape[d]) {
                offset[d] += chunk[d];
                return;
            }
            offset[d] = 0;
        }
    }

    /** Rows of the chunk, as far as they are inside the array. */
    private void copy(byte[] from, int[] chunk, int[] offset, long[] shape, byte[] to) {
        int last = chunk.length - 1;
        int row = (int) Math.min(chunk[last], shape[last] - offset[last]) * elementBytes;
        int rows = from.length / elementBytes / chunk[last];
        for (int r = 0; r < rows; r++) {
            int rest = r;
            long position = offset[last];
            long stride = shape[last];
            boolean inside = true;
            for (int d = last - 1; d >= 0; d--) {
                int index = offset[d] + rest % chunk[d];
                rest /= chunk[d];
                inside &= index < shape[d];
                position += index * stride;
                stride *= shape[d];
            }
            if (inside) {
                System.arraycopy(from, r * chunk[last] * elementBytes, to, (int) (position * elementBytes), row);
            }
        }
    }

    private byte[] chunk(int[] offset, int chunkBytes) throws ModelFormatException {
        ByteBuffer raw = array.getRawChunkBuffer(offset.clone());
        byte[] bytes = new byte[raw.remaining()];
        raw.get(bytes);
        List<PipelineFilterWithData> filters = array.getFilters();
        for (int f = filters.size() - 1; f >= 0; f--) {
            bytes = switch (filters.get(f).getId()) {
                case DEFLATE -> inflate(bytes, chunkBytes);
                case SHUFFLE -> unshuffle(bytes);
                case FLETCHER32 -> Arrays.copyOf(bytes, Math.max(0, bytes.length - 4));
                default ->
                    throw problem(
                            "chunks packed by deflate or not at all",
                            filters.get(f).getName());
            };
        }
        if (bytes.length != chunkBytes) {
            throw problem("chunks of " + chunkBytes + " bytes", bytes.length + " at " + Arrays.toString(offset));
        }
        return bytes;
    }

    private byte[] inflate(byte[] packed, int chunkBytes) throws ModelFormatException {
        // Room for a checksum that may follow, and for one byte more, which shows that there is too much.
        byte[] unpacked = new byte[chunkBytes + 5];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            int length = 0;
            while (length < unpacked.length && !inflater.finished()) {
                int read = inflater.inflate(unpacked, length, unpacked.length - length);
                if (read == 0) {
                    break;
                }
                length += read;
            }
            return Arrays.copyOf(unpacked, length);
        } catch (DataFormatException e) {
            throw new ModelFormatException(
                    file, "a chunk of " + array.getPath() + " cannot be unpacked: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    /** Shuffled are all first bytes of the numbers, then all second ones, and so on. */
    private byte[] unshuffle(byte[] shuffled) {
        int count = shuffled.length / elementBytes;
        byte[] plain = shuffled.clone();
        for (int b = 0; b < elementBytes; b++) {
            for (int i = 0; i < count; i++) {
                plain[i * elementBytes + b] = shuffled[b * count + i];
            }
        }
        return plain;
    }

    private ModelFormatException problem(String expected, String found) {
        return new ModelFormatException(file, "expected " + expected + " at " + array.getPath() + ", found " + found);
    }
}
