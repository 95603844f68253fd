package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gru4j.importer.ModelFormatException;
import io.github.gru4j.importer.internal.UntrustedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A {@code .keras} archive: a zip with the configuration, the weights in HDF5, and the version. It is unpacked in memory only. */
final class KerasArchive {

    private static final String WEIGHTS = "model.weights.h5";
    private static final String CONFIG = "config.json";
    private static final String METADATA = "metadata.json";

    private final Path file;
    private final ZipFile zip;
    private long left;

    private KerasArchive(Path file, ZipFile zip) throws IOException {
        this.file = file;
        this.zip = zip;
        this.left = KerasLimits.unpacked(Files.size(file));
    }

    static KerasModel read(Path file) throws IOException {
        return read(file, null, ".keras");
    }

    /** With another configuration than the archive's, unless null. */
    static KerasModel read(Path file, JsonNode configuration, String configurationFormat) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            KerasArchive archive = new KerasArchive(file, zip);
            archive.requireHarmlessNames();
            JsonNode config = configuration == null
                    ? KerasConfigurations.json(file, CONFIG, archive.text(CONFIG))
                    : configuration;
            String version = archive.version(config);
            HdfSource source = new HdfSource(file, archive.unpack(WEIGHTS, KerasLimits.FILE_BYTES));
            Map<String, List<KerasModel.Weight>> weights = new KerasObjectTree(file, source).weights(config);
            String format =
                    "Keras " + version + ", .keras" + (configuration == null ? "" : " and " + configurationFormat);
            return new KerasModel(file, format, KerasConfigurations.major(file, version), config, weights);
        }
    }

    /** What is not read is not unpacked, but an archive with such names was made to do harm. */
    private void requireHarmlessNames() throws ModelFormatException {
        if (zip.size() > KerasLimits.ARRAYS) {
            throw new ModelFormatException(
                    file, "expected at most " + KerasLimits.ARRAYS + " entries of the archive, found " + zip.size());
        }
        Set<String> names = new HashSet<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            String slashes = name.replace('\\', '/');
            if (slashes.startsWith("/")
                    || slashes.matches("(?s)[A-Za-z]:.*")
                    || List.of(slashes.split("/")).contains("..")) {
                throw new ModelFormatException(
                        file, "expected entries inside the archive, found the path \"" + name + "\"");
            }
            if (!names.add(name)) {
                throw new ModelFormatException(file, "expected one entry \"" + name + "\" in the archive, found two");
            }
        }
    }

    private String version(JsonNode config) throws IOException {
        if (zip.getEntry(METADATA) != null) {
            JsonNode metadata = KerasConfigurations.anyJson(file, METADATA, text(METADATA));
            String version = KerasConfigurations.statedVersion(metadata);
            if (version != null) {
                return version;
            }
        }
        String stated = KerasConfigurations.statedVersion(config);
        return stated == null ? "3" : stated;
    }

    private String text(String name) throws IOException {
        return new String(unpack(name, KerasLimits.CONFIGURATION_BYTES), StandardCharsets.UTF_8);
    }

    private byte[] unpack(String name, long limit) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new ModelFormatException(
                    file,
                    "expected " + name + " in the archive, found "
                            + Collections.list(zip.entries()).stream()
                                    .map(ZipEntry::getName)
                                    .limit(20)
                                    .toList());
        }
        int size = (int) size(entry, Math.min(limit, left));
        left -= size;
        UntrustedFiles.requireMemory(file, size);
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readNBytes(size);
        }
    }

    /** Counts what comes out, whatever the archive says that it will be, before memory is taken for it. */
    private long size(ZipEntry entry, long limit) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        try (InputStream in = zip.getInputStream(entry)) {
            for (int read; (read = in.read(buffer)) >= 0; ) {
                size += read;
                if (size > limit) {
                    throw new ModelFormatException(
                            file,
                            entry.getName() + " unpacks to more than " + limit + " bytes, too much for an archive of "
                                    + Files.size(file) + "; it is broken or harmful");
                }
            }
        }
        return size;
    }
}
