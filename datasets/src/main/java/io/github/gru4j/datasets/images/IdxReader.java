package io.github.gru4j.datasets.images;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.DataFiles;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads the items of an IDX file of unsigned bytes one after the other; gzip is known by the content. The header must agree
 * with what the file holds: with its size at once, and, where only unpacking tells, at the last item.
 *
 * <p>The format: two zero bytes, a type (8: unsigned bytes), the number of dimensions, each dimension as 4 bytes, the values.
 */
final class IdxReader implements Closeable {

    private static final int UNSIGNED_BYTES = 0x08;
    private static final int IMAGE_DIMENSIONS = 3;
    private static final int LABEL_DIMENSIONS = 1;
    private static final int MAGIC_BYTES = 4;

    /** No image of the kind that is read as a sequence comes near; a damaged header does. */
    private static final long MOST_PIXELS = 1 << 24;

    private static final int BUFFER = 1 << 16;
    private static final int GZIP_1 = 0x1f;
    private static final int GZIP_2 = 0x8b;

    private final Path file;
    private final InputStream in;
    private final int[] dimensions;
    private int read;

    private IdxReader(Path file, InputStream in, int[] dimensions) {
        this.file = file;
        this.in = in;
        this.dimensions = dimensions;
    }

    /** Images: count, rows, columns. */
    static IdxReader images(Path file) {
        return open(file, IMAGE_DIMENSIONS);
    }

    /** The labels of a file, and nothing else in it. */
    static byte[] labels(Path file) {
        try (var reader = open(file, LABEL_DIMENSIONS)) {
            byte[] labels = read(file, reader.in, reader.count());
            if (labels.length < reader.count()) {
                throw reader.tooShort(labels.length);
            }
            reader.requireEnd();
            return labels;
        } catch (IOException e) {
            throw DataFiles.unreadable(file, e);
        }
    }

    private static IdxReader open(Path file, int expected) {
        DataFiles.file(file);
        InputStream in = null;
        boolean opened = false;
        try {
            in = uncompressed(file);
            var reader = new IdxReader(file, in, header(file, in, expected));
            if (!(in instanceof GZIPInputStream)) {
                reader.requireSize(Files.size(file));
            }
            opened = true;
            return reader;
        } catch (IOException e) {
            throw DataFiles.unreadable(file, e);
        } finally {
            if (!opened && in != null) {
                closeQuietly(in);
            }
        }
    }

    private static void closeQuietly(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            // What was found wrong with the file says more.
        }
    }

    /** The content of a file, unpacked if it begins as gzip does. */
    static InputStream uncompressed(Path file) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            in.mark(2);
            boolean gzip = in.read() == GZIP_1 && in.read() == GZIP_2;
            in.reset();
            return gzip ? new GZIPInputStream(in, BUFFER) : in;
        } catch (ZipException | EOFException e) {
            closeQuietly(in);
            throw damagedGzip(file, e);
        } catch (IOException | RuntimeException e) {
            closeQuietly(in);
            throw e;
        }
    }

    private static DataException damagedGzip(Path file, IOException e) {
        var what = e instanceof EOFException
                ? "its gzip data end too early: the file is truncated"
                : "its gzip data are damaged (" + e.getMessage() + ")";
        return DataException.in(file).of(what + "; fetch or copy it again", e);
    }

    private static int[] header(Path file, InputStream in, int expected) throws IOException {
        byte[] magic = read(file, in, MAGIC_BYTES);
        if (magic.length < MAGIC_BYTES) {
            throw DataException.in(file).of("it is shorter than the header of an IDX file; it is empty or truncated");
        }
        int number = ByteBuffer.wrap(magic).getInt();
        int wanted = (UNSIGNED_BYTES << 8) + expected;
        if (number != wanted) {
            throw DataException.in(file).of(wrongMagic(number, wanted));
        }
        byte[] sizes = read(file, in, Integer.BYTES * expected);
        if (sizes.length < Integer.BYTES * expected) {
            throw DataException.in(file).of("it ends within its header; it is truncated");
        }
        var dimensions = new int[expected];
        ByteBuffer.wrap(sizes).asIntBuffer().get(dimensions);
        long ofItem = 1;
        for (int i = 0; i < expected; i++) {
            if (dimensions[i] < 1) {
                throw DataException.in(file)
                        .of("dimension " + (i + 1) + " of its header is " + dimensions[i]
                                + ", and at least 1 was expected; the file is empty or damaged");
            }
            ofItem = i == 0 ? 1 : Math.min(MOST_PIXELS + 1, ofItem * dimensions[i]);
        }
        if (ofItem > MOST_PIXELS) {
            throw DataException.in(file)
                    .of("its header states images of " + dimensions[1] + " x " + dimensions[2]
                            + " pixels, more than the " + MOST_PIXELS + " that are read; the file is damaged");
        }
        return dimensions;
    }

    private static String wrongMagic(int number, int wanted) {
        var found = "its magic number is 0x%08x, and 0x%08x (%s) was expected"
                .formatted(number, wanted, (wanted & 0xff) == LABEL_DIMENSIONS ? "labels" : "images");
        if (number == (UNSIGNED_BYTES << 8) + LABEL_DIMENSIONS) {
            return found + "; these are labels: give the file of the images";
        }
        if (number == (UNSIGNED_BYTES << 8) + IMAGE_DIMENSIONS) {
            return found + "; these are images: give the file of the labels";
        }
        if (number >>> 16 == 0) {
            return found + "; only unsigned bytes are read: one dimension for labels, three for images";
        }
        return found + "; this is no IDX file";
    }

    /** Number of items. */
    int count() {
        return dimensions[0];
    }

    int rows() {
        return dimensions[1];
    }

    int columns() {
        return dimensions[2];
    }

    private long bytesOfItem() {
        return dimensions.length == 1 ? 1 : (long) rows() * columns();
    }

    private void requireSize(long size) {
        long header = MAGIC_BYTES + (long) Integer.BYTES * dimensions.length;
        long stated = header + count() * bytesOfItem();
        if (size != stated) {
            throw DataException.in(file)
                    .of("its header states " + count() + " items, which take " + stated + " bytes, and the file has "
                            + size + "; it is " + (size < stated ? "truncated" : "damaged"));
        }
    }

    /** The next item, row by row; each is a new array. */
    byte[] next() {
        try {
            int size = Math.toIntExact(bytesOfItem());
            byte[] item = read(file, in, size);
            if (item.length < size) {
                throw tooShort(read);
            }
            read++;
            if (read == count()) {
                requireEnd();
            }
            return item;
        } catch (IOException e) {
            throw DataFiles.unreadable(file, e);
        }
    }

    private DataException tooShort(int items) {
        return DataException.in(file)
                .of("its header states " + count() + " items, and the file holds only " + items
                        + "; it is truncated or its header is damaged");
    }

    private void requireEnd() throws IOException {
        if (read(file, in, 1).length > 0) {
            throw DataException.in(file)
                    .of("its header states " + count() + " items, and the file holds more; it is damaged");
        }
    }

    /** So many bytes, fewer at the end. Memory is taken as they come: a header may state more than there is. */
    private static byte[] read(Path file, InputStream in, int bytes) throws IOException {
        try {
            return in.readNBytes(bytes);
        } catch (ZipException | EOFException e) {
            throw damagedGzip(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
