package io.github.gru4j.datasets.images;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.DataFiles;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import org.apache.commons.codec.digest.DigestUtils;

/** The four files of MNIST, as their makers gave them out. */
enum MnistFile {
    TRAIN_IMAGES(
            "train-images-idx3-ubyte",
            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
            9_912_422,
            "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
    TRAIN_LABELS(
            "train-labels-idx1-ubyte",
            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
            28_881,
            "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
    TEST_IMAGES(
            "t10k-images-idx3-ubyte",
            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
            1_648_877,
            "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
    TEST_LABELS(
            "t10k-labels-idx1-ubyte",
            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
            4_542,
            "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6");

    private static final String GZ = ".gz";
    private static final int BUFFER = 1 << 16;

    private final String idxName;
    private final String idxSha256;
    private final long gzBytes;
    private final String gzSha256;

    MnistFile(String idxName, String idxSha256, long gzBytes, String gzSha256) {
        this.idxName = idxName;
        this.idxSha256 = idxSha256;
        this.gzBytes = gzBytes;
        this.gzSha256 = gzSha256;
    }

    /** The original, compressed. */
    RemoteFile remote() {
        return new RemoteFile(idxName + GZ, gzBytes, gzSha256);
    }

    /** Where it is in a folder, compressed or not. */
    Optional<Path> in(Path folder) {
        return Arrays.asList(folder.resolve(idxName + GZ), folder.resolve(idxName)).stream()
                .filter(Files::exists)
                .findFirst();
    }

    /**
     * Checks a file by its content without compression: files that others compressed anew are as good.
     *
     * @throws DataException if it is another
     */
    void require(Path file) {
        DataFiles.file(file);
        var digest = DigestUtils.getSha256Digest();
        try (var in = new DigestInputStream(IdxReader.uncompressed(file), digest)) {
            var buffer = new byte[BUFFER];
            while (in.read(buffer) >= 0) {
                // The stream digests what it reads.
            }
        } catch (EOFException | ZipException e) {
            throw DataException.in(file)
                    .of("its gzip data are damaged or end too early; delete it and fetch or copy it again", e);
        } catch (IOException e) {
            throw DataFiles.unreadable(file, e);
        }
        var found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(idxSha256)) {
            throw DataException.in(file)
                    .of("this is not MNIST's " + idxName + ": its content has SHA-256 " + found + ", and " + idxSha256
                            + " was expected; delete it and fetch or copy it again, or read it as images of your own");
        }
    }

    /** Names and checksums of all files, for people. */
    static String list() {
        return Arrays.stream(values())
                .map(file -> file.idxName + GZ + " (SHA-256 " + file.gzSha256 + "; unpacked " + file.idxSha256 + ")")
                .collect(Collectors.joining(", "));
    }
}
