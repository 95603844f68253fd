package io.github.gru4j.importer;

import io.github.gru4j.importer.internal.UntrustedFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The formats of model files, told by what is in them, not by their names. */
public enum FileFormat {
    KERAS_HDF5("Keras, HDF5"),
    KERAS_ARCHIVE("Keras archive"),
    ONNX("ONNX"),
    SAFETENSORS("safetensors"),
    TORCH("PyTorch, torch.save"),
    DL4J("DL4J model");

    private static final long HDF5 = 0x894844460d0a1a0aL;
    private static final int LOCAL_ZIP_HEADER = 0x504b0304;
    /** What a header of safetensors, a JSON object, may be long. */
    private static final long LONGEST_HEADER = 100_000_000;

    private final String title;

    FileFormat(String title) {
        this.title = title;
    }

    @Override
    public String toString() {
        return title;
    }

    /**
     * Looks at the first bytes and, of a zip, at the names in it.
     *
     * @throws ModelFormatException if the file is none of these
     * @throws IOException if it cannot be read
     */
    public static FileFormat of(Path file) throws IOException {
        return UntrustedFiles.read(file, () -> recognised(file));
    }

    private static FileFormat recognised(Path file) throws IOException {
        var start = start(file);
        if (start.limit() >= Long.BYTES && start.getLong(0) == HDF5) {
            return KERAS_HDF5;
        }
        if (start.limit() >= Integer.BYTES && start.getInt(0) == LOCAL_ZIP_HEADER) {
            return ofZip(file);
        }
        if (isSafetensors(start)) {
            return SAFETENSORS;
        }
        // What torch.save wrote before PyTorch 1.6: its reader says what to do about it.
        if (start.limit() > 1 && start.get(0) == (byte) 0x80 && start.get(1) >= 2 && start.get(1) <= 5) {
            return TORCH;
        }
        // A message of ONNX begins with one of its fields, as a rule ir_version (1), which is a number.
        if (start.limit() > 1 && start.get(0) == 8) {
            return ONNX;
        }
        throw new ModelFormatException(
                file,
                "expected a model of Keras (.h5, .keras), ONNX, PyTorch (torch.save since 1.6, .safetensors) or DL4J (.zip), found "
                        + (start.limit() == 0 ? "an empty file" : "none of these by its first bytes"));
    }

    private static ByteBuffer start(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return ByteBuffer.wrap(in.readNBytes(Long.BYTES + 1));
        }
    }

    private static boolean isSafetensors(ByteBuffer start) {
        if (start.limit() <= Long.BYTES || start.get(Long.BYTES) != '{') {
            return false;
        }
        long header = start.duplicate().order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        return header > 1 && header <= LONGEST_HEADER;
    }

    private static FileFormat ofZip(Path file) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            if (zip.getEntry("config.json") != null && zip.getEntry("model.weights.h5") != null) {
                return KERAS_ARCHIVE;
            }
            if (zip.getEntry("configuration.json") != null && zip.getEntry("coefficients.bin") != null) {
                return DL4J;
            }
            if (zip.stream().anyMatch(entry -> entry.getName().endsWith("/data.pkl"))) {
                return TORCH;
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw new ModelFormatException(file, "is a zip that is cut off or damaged: " + e.getMessage(), e);
        }
        throw new ModelFormatException(
                file,
                "expected a zip of Keras (config.json), PyTorch (data.pkl) or DL4J (configuration.json), found none of these in it");
    }
}
