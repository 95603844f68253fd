package io.github.gru4j.importer.pytorch;

import io.github.gru4j.importer.ModelFormatException;
import io.github.gru4j.importer.pytorch.PickleValues.Storage;
import io.github.gru4j.importer.pytorch.PickleValues.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what torch.save has written since PyTorch 1.6: a zip archive with the entries {@code NAME/data.pkl}, a pickle that
 * describes the tensors, {@code NAME/data/KEY}, their storages, and {@code NAME/byteorder}.
 *
 * <p>Source: the documentation of torch.serialization.
 */
final class TorchZipFile implements StateFile {

    private static final int MAX_PICKLE = 64_000_000;
    private static final int MAX_STORAGE = Integer.MAX_VALUE - 64;

    private final Path file;
    private final ZipArchive zip;
    private final String root;
    private final ByteOrder order;
    private final List<StateTensor> tensors = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    // A module's weights may be pieces of one storage, which then is read once.
    private String lastKey;
    private byte[] lastStorage;

    private TorchZipFile(Path file, ZipArchive zip) throws IOException {
        this.file = file;
        this.zip = zip;
        this.root = root();
        this.order = order();
        for (var named : NamedTensors.in(pickle())) {
            var tensor = named.tensor();
            var type = tensor.type();
            tensors.add(new StateTensor(
                    named.name(), type, type.name(), tensor.shape(), () -> values(named.name(), tensor)));
        }
    }

    static TorchZipFile open(Path file) throws IOException {
        var zip = new ZipArchive(file);
        try {
            return new TorchZipFile(file, zip);
        } catch (IOException | RuntimeException | Error e) {
            zip.close();
            throw e;
        }
    }

    @Override
    public Path path() {
        return file;
    }

    @Override
    public String format() {
        return "PyTorch, torch.save (zip)";
    }

    @Override
    public List<StateTensor> tensors() {
        return List.copyOf(tensors);
    }

    @Override
    public List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private String root() throws IOException {
        String found = null;
        for (String name : zip.names()) {
            if (name.endsWith("/data.pkl") && name.indexOf('/') == name.length() - "/data.pkl".length()) {
                if (found != null) {
                    throw bad("the archive has both \"" + found + "\" and \"" + name + "\", expected one pickle");
                }
                found = name;
            }
        }
        if (found == null) {
            throw bad("is a zip archive without NAME/data.pkl, which torch.save writes since PyTorch 1.6");
        }
        String folder = found.substring(0, found.length() - "data.pkl".length());
        if (zip.names().contains(folder + "constants.pkl")) {
            throw bad("is a program of TorchScript (it has " + folder
                    + "constants.pkl), which is not run here; save its" + " state_dict() with torch.save instead");
        }
        return folder;
    }

    private ByteOrder order() throws IOException {
        if (!zip.names().contains(root + "byteorder")) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        String name = new String(zip.read(root + "byteorder", 16).bytes(), StandardCharsets.ISO_8859_1);
        return switch (name) {
            case "little" -> ByteOrder.LITTLE_ENDIAN;
            case "big" -> ByteOrder.BIG_ENDIAN;
            default -> throw bad("entry \"" + root + "byteorder\" is neither \"little\" nor \"big\"");
        };
    }

    private Object pickle() throws IOException {
        var content = zip.read(root + "data.pkl", MAX_PICKLE);
        warnIfDamaged(root + "data.pkl", content);
        try {
            return Pickle.read(content.bytes());
        } catch (PickleException e) {
            throw new ModelFormatException(file, root + "data.pkl, " + e.getMessage(), e);
        }
    }

    private float[] values(String name, Tensor tensor) throws IOException {
        long count = tensor.shape().stream().reduce(1L, Math::multiplyExact);
        var storage = tensor.storage();
        long bytes;
        try {
            bytes = Math.multiplyExact(
                    storage.count(), storage.type() == null ? 1 : storage.type().bytes());
        } catch (ArithmeticException e) {
            throw new ModelFormatException(file, "storage " + storage.key() + " cannot have so many elements", e);
        }
        if (bytes > MAX_STORAGE) {
            throw bad("the storage of \"" + name + "\" has " + bytes + " bytes, at most 2 GB are read");
        }
        // Bounds alone would let strides of 0 ask for any amount of memory.
        if (count > bytes / tensor.type().bytes()) {
            throw bad("\"" + name + "\" of shape " + tensor.shape()
                    + " repeats the elements of its storage, which has only " + storage.count()
                    + "; save a contiguous() copy");
        }
        var data = ByteBuffer.wrap(storage(storage, (int) bytes)).order(order);
        return gather(tensor, data, (int) count);
    }

    private byte[] storage(Storage storage, int bytes) throws IOException {
        if (!storage.key().equals(lastKey)) {
            lastKey = null;
            String entry = root + "data/" + storage.key();
            var content = zip.read(entry, bytes);
            warnIfDamaged(entry, content);
            lastStorage = content.bytes();
            lastKey = storage.key();
        }
        if (lastStorage.length != bytes) {
            throw bad("storage \"" + root + "data/" + storage.key() + "\" has " + lastStorage.length
                    + " bytes, expected " + bytes + " for " + storage.count() + " elements");
        }
        return lastStorage;
    }

    /** Not an error: PyTorch can be told to write no checksums. */
    private void warnIfDamaged(String entry, ZipArchive.Content content) {
        if (!content.intact()) {
            notes.add("entry \"" + entry
                    + "\" does not have the checksum that the archive gives it: the file is damaged, or"
                    + " was saved without checksums (torch.serialization.set_crc32_options)");
        }
    }

    /** The elements of a view in C order. */
    private static float[] gather(Tensor tensor, ByteBuffer data, int count) {
        var values = new float[count];
        int rank = tensor.shape().size();
        var index = new long[rank];
        long at = tensor.offset();
        int width = tensor.type().bytes();
        for (int i = 0; i < count; i++) {
            values[i] = tensor.type().decode(data, (int) (at * width));
            for (int d = rank - 1; d >= 0; d--) {
                at += tensor.strides().get(d);
                if (++index[d] < tensor.shape().get(d)) {
                    break;
                }
                at -= index[d] * tensor.strides().get(d);
                index[d] = 0;
            }
        }
        return values;
    }

    private ModelFormatException bad(String problem) {
        return new ModelFormatException(file, problem);
    }
}
