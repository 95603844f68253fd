package io.github.gru4j.importer.keras;

import io.jhdf.HdfFile;
import io.jhdf.Superblock;
import io.jhdf.exceptions.HdfException;
import io.jhdf.storage.HdfBackingStorage;
import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * The bytes of an HDF5 file, handed out until it has asked for unreasonably many of them.
 *
 * <p>Parts of a file may refer to others, to themselves too. A small one can so describe a tree with more branches than could
 * ever be followed; the library would follow them. Counting what it asks for ends that.
 */
final class HdfStorage implements HdfBackingStorage {

    /** A file of Keras needs some ten for each array. */
    private static final int REQUESTS = 5_000_000;

    private static final long REREAD = 20;
    private static final long ALWAYS_READ = 64L << 20;

    private final ByteBuffer bytes;
    private final Superblock superblock;
    private int requests;
    private long requested;

    private HdfStorage(ByteBuffer bytes, Superblock superblock) {
        this.bytes = bytes;
        this.superblock = superblock;
    }

    /** Nothing but its first block has been read of the file then. */
    static HdfFile open(byte[] contents) {
        HdfFile plain = HdfFile.fromByteBuffer(ByteBuffer.wrap(contents));
        HdfStorage storage = new HdfStorage(
                ByteBuffer.wrap(contents).asReadOnlyBuffer(),
                plain.getHdfBackingStorage().getSuperblock());
        try {
            // The library has no public way to bring one's own storage.
            Constructor<HdfFile> constructor = HdfFile.class.getDeclaredConstructor(HdfBackingStorage.class);
            constructor.setAccessible(true);
            return constructor.newInstance(storage);
        } catch (java.lang.reflect.InvocationTargetException e) {
            throw new HdfException("the first block cannot be read", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "this version of jhdf takes no storage: use the one gru4j was built with", e);
        }
    }

    @Override
    public synchronized ByteBuffer readBufferFromAddress(long address, int length) {
        return map(address, length);
    }

    @Override
    public synchronized ByteBuffer map(long address, long length) {
        return mapNoOffset(Math.addExact(address, superblock.getBaseAddressByte()), length);
    }

    @Override
    public synchronized ByteBuffer mapNoOffset(long address, long length) {
        if (address < 0 || length < 0 || address > bytes.capacity() || length > bytes.capacity() - address) {
            throw new HdfException("expected " + length + " bytes at " + address + ", but the file ends at "
                    + bytes.capacity() + "; it is broken or cut off");
        }
        requests++;
        requested += length;
        if (requests > REQUESTS || requested > ALWAYS_READ + REREAD * bytes.capacity()) {
            throw new HdfException("its parts refer to each other again and again: " + requested
                    + " bytes were asked for in " + requests + " pieces, of a file of " + bytes.capacity());
        }
        return bytes.slice((int) address, (int) length).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public long getUserBlockSize() {
        return superblock.getBaseAddressByte();
    }

    @Override
    public Superblock getSuperblock() {
        return superblock;
    }

    @Override
    public FileChannel getFileChannel() {
        throw new HdfException("links to other files are not followed");
    }

    @Override
    public int getSizeOfOffsets() {
        return superblock.getSizeOfOffsets();
    }

    @Override
    public int getSizeOfLengths() {
        return superblock.getSizeOfLengths();
    }

    @Override
    public void close() {
        // Only memory.
    }

    @Override
    public long size() {
        return bytes.capacity();
    }

    @Override
    public boolean inMemory() {
        return true;
    }
}
