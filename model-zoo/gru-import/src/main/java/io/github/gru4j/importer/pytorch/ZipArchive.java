package io.github.gru4j.importer.pytorch;

import io.github.gru4j.importer.ModelFormatException;
import io.github.gru4j.importer.internal.Printable;
import io.github.gru4j.importer.internal.UntrustedFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A zip archive of doubtful origin, read into memory entry by entry; nothing is written anywhere.
 *
 * <p>Names that would leave a directory and names that occur twice are refused. What an archive says of its sizes is not
 * believed: bytes are counted while they are unpacked, and all of them together may be a hundred times the file, no more.
 */
final class ZipArchive implements Closeable {

    private static final int MAX_ENTRIES = 500_000;
    private static final long MAX_RATIO = 100;
    private static final long FREE = 1 << 20;
    private static final int SHOWN = 200;

    private final Path file;
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new LinkedHashMap<>();
    private final long budget;
    private long unpacked;

    ZipArchive(Path file) throws IOException {
        this.file = file;
        this.budget = FREE + MAX_RATIO * Files.size(file);
        try {
            this.zip = new ZipFile(file.toFile());
        } catch (IOException | IllegalArgumentException e) {
            throw new ModelFormatException(file, "is not a whole zip archive: " + e.getMessage(), e);
        }
        try {
            list();
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e instanceof ModelFormatException ? (IOException) e : broken(e);
        }
    }

    private void list() throws IOException {
        if (zip.size() > MAX_ENTRIES) {
            throw bad("has " + zip.size() + " entries, at most " + MAX_ENTRIES + " are read");
        }
        for (var all = zip.entries(); all.hasMoreElements(); ) {
            var entry = all.nextElement();
            String name = entry.getName();
            if (!isSafe(name)) {
                throw bad("the archive has the entry \"" + Printable.of(name, SHOWN)
                        + "\", a path that leads out of it; nothing was unpacked");
            }
            if (entries.put(name, entry) != null) {
                throw bad("the archive has the entry \"" + name + "\" twice");
            }
        }
    }

    private static boolean isSafe(String name) {
        if (name.isEmpty() || name.startsWith("/") || name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0) {
            return false;
        }
        boolean drive = name.length() > 1 && name.charAt(1) == ':';
        for (String part : name.split("/", -1)) {
            if (part.equals("..") || part.equals(".")) {
                return false;
            }
        }
        return !drive;
    }

    /** The names of all entries, in the archive's order. */
    Set<String> names() {
        return entries.keySet();
    }

    /** An unpacked entry. {@code intact} is whether it has the archive's checksum. */
    @SuppressWarnings("ArrayRecordComponent") // only read
    record Content(byte[] bytes, boolean intact) {}

    /**
     * Unpacks an entry.
     *
     * @param name of the entry, which must exist
     * @param limit of bytes it may have
     */
    Content read(String name, long limit) throws IOException {
        var entry = entries.get(name);
        if (entry == null) {
            throw bad("the archive has no entry \"" + name + "\"");
        }
        try {
            var crc = new CRC32();
            int size = (int) size(entry, limit, crc);
            UntrustedFiles.requireMemory(file, size);
            var bytes = new byte[size];
            try (var in = zip.getInputStream(entry)) {
                if (in.readNBytes(bytes, 0, size) < size) {
                    throw bad("became shorter while it was read");
                }
            }
            return new Content(bytes, entry.getCrc() < 0 || entry.getCrc() == crc.getValue());
        } catch (ModelFormatException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ModelFormatException(file, "entry \"" + name + "\" cannot be unpacked: " + e.getMessage(), e);
        }
    }

    /** Counts what comes out, whatever the archive says that it will be, before memory is taken for it. */
    private long size(ZipEntry entry, long limit, CRC32 crc) throws IOException {
        long size = 0;
        var buffer = new byte[1 << 16];
        try (var in = zip.getInputStream(entry)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                size += n;
                unpacked += n;
                if (size > limit) {
                    throw bad("entry \"" + entry.getName() + "\" unpacks to more than the " + limit
                            + " bytes expected of it");
                }
                if (unpacked > budget) {
                    throw bad("unpacks to more than " + MAX_RATIO
                            + " times its size; no trained weights do, so it is taken for a zip bomb");
                }
                crc.update(buffer, 0, n);
            }
        }
        return size;
    }

    private ModelFormatException broken(Exception e) {
        return new ModelFormatException(file, "is a broken zip archive: " + e.getMessage(), e);
    }

    private ModelFormatException bad(String problem) {
        return new ModelFormatException(file, problem);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
