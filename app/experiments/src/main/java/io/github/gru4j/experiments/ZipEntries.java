package io.github.gru4j.experiments;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The entries of a zip, all in memory; reading checks the checksum of each. */
final class ZipEntries {

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    /** @throws BundleException if it is no zip, or a damaged one */
    static ZipEntries read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new BundleException(file, "it is a directory; give a file");
        }
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        var read = new ZipEntries();
        try (var zip = new ZipFile(file.toFile())) {
            for (var all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                try (var in = zip.getInputStream(entry)) {
                    read.entries.put(entry.getName(), checked(entry, in.readAllBytes()));
                }
            }
        } catch (ZipException | EOFException e) {
            throw new BundleException(file, "it is no zip file, or a damaged one (" + e.getMessage() + ")", e);
        } catch (OutOfMemoryError e) {
            throw new BundleException(file, "it does not fit into memory; give Java more with -Xmx", e);
        }
        return read;
    }

    /** {@link ZipFile}, unlike ZipInputStream, does not look at checksums. */
    private static byte[] checked(ZipEntry entry, byte[] content) throws ZipException {
        var checksum = new CRC32();
        checksum.update(content);
        if (entry.getCrc() != -1 && checksum.getValue() != entry.getCrc()) {
            throw new ZipException("the checksum of " + entry.getName() + " is not that of its content");
        }
        return content;
    }

    static ZipEntries read(InputStream in) throws IOException {
        var read = new ZipEntries();
        try (var zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                read.entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return read;
    }

    void put(String name, byte[] content) {
        entries.put(name, content);
    }

    void put(String name, String text) {
        put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    void put(String name, INDArray array) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            Nd4j.write(array, out);
        }
        put(name, bytes.toByteArray());
    }

    void remove(String name) {
        entries.remove(name);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(entries.get(name)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Null if there is no such entry. */
    INDArray array(String name) throws IOException {
        byte[] bytes = entries.get(name);
        if (bytes == null) {
            return null;
        }
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return Nd4j.read(in);
        }
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    void writeTo(OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out);
        for (var entry : entries.entrySet()) {
            zip.putNextEntry(new ZipEntry(entry.getKey()));
            zip.write(entry.getValue());
        }
        // Not closed: whoever opened the stream syncs it first.
        zip.finish();
        zip.flush();
    }
}
