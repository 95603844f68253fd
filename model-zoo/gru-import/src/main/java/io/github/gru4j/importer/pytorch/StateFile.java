package io.github.gru4j.importer.pytorch;

import io.github.gru4j.importer.ModelFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A file with the tensors of a state_dict, open for reading. */
interface StateFile extends Closeable {

    /** Where it is. */
    Path path();

    /** What it is, for people. */
    String format();

    /** All tensors in it, in its order. */
    List<StateTensor> tensors();

    /** What the reader of the file should know, after the tensors were read. */
    List<String> notes();

    /**
     * Opens a file by what is in it, whatever its name is.
     *
     * @throws ModelFormatException if it is none that PyTorch writes, or one that cannot be read safely
     */
    static StateFile open(Path file) throws IOException {
        byte[] head = head(file);
        if (startsWith(head, "PK\3\4") || startsWith(head, "PK\5\6")) {
            return TorchZipFile.open(file);
        }
        if (head.length > 8 && head[8] == '{') {
            return SafetensorsFile.open(file);
        }
        throw new ModelFormatException(file, foreign(head));
    }

    private static byte[] head(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(512);
        }
    }

    private static boolean startsWith(byte[] head, String magic) {
        byte[] expected = magic.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= expected.length && Arrays.equals(head, 0, expected.length, expected, 0, expected.length);
    }

    private static String foreign(byte[] head) {
        String again =
                ": load it in Python and save its state_dict again with torch.save of PyTorch 1.6 or later, or as"
                        + " safetensors";
        if (head.length > 262 && new String(head, 257, 5, StandardCharsets.ISO_8859_1).equals("ustar")) {
            return "is a tar archive, as PyTorch before 0.1.10 wrote; that is not read" + again;
        }
        if (head.length > 1 && head[0] == (byte) 0x80 && head[1] >= 2 && head[1] <= 5) {
            return "is a bare pickle, as torch.save wrote before PyTorch 1.6; that is not read" + again;
        }
        if (startsWith(head, "\u0089HDF\r\n")) {
            return "is an HDF5 file, as Keras writes; expected a safetensors file or one of torch.save";
        }
        return "is neither a safetensors file (8 bytes of length, then JSON) nor a zip archive of torch.save";
    }
}
