package io.github.gru4j.datasets.images;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.DataFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * MNIST, the handwritten digits of LeCun and Cortes: 60,000 images of 28 x 28 pixels to learn from, 10,000 to test on. Every file
 * is checked by SHA-256 before it is used.
 *
 * <pre>{@code
 * Mnist.fetch(Mnist.cache(), Mnist.Progress.NONE);              // once; needs the network, all else does not
 * ImageOptions options = Mnist.options(Mnist.cache())           // or any folder with the four files
 *         .steps(ImageSteps.ROWS).build();
 * SequenceDataset mnist = ImageDataset.load(options, 0);        // 55,000 / 5,000 / 10,000
 * }</pre>
 */
public final class Mnist {

    /** Short name, as given on the command line. */
    public static final String NAME = "mnist";

    /** System property that names the folder of fetched data; else {@code $XDG_CACHE_HOME/gru4j}, else {@code ~/.cache/gru4j}. */
    public static final String CACHE_PROPERTY = "gru4j.cache";

    private static final List<URI> MIRRORS = List.of(
            URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"),
            URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
            URI.create("https://raw.githubusercontent.com/fgnt/mnist/master/"),
            URI.create("http://yann.lecun.com/exdb/mnist/"));

    /** Told how far a fetch is. */
    @FunctionalInterface
    public interface Progress {

        /** Says nothing. */
        Progress NONE = (file, done, total) -> {};

        /** So many bytes of a file are there. */
        void at(String file, long done, long total);
    }

    private Mnist() {}

    /** The folder in which fetched files are kept; it need not exist. */
    public static Path cache() {
        return cache(
                System.getProperty(CACHE_PROPERTY), System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home"));
    }

    static Path cache(String property, String xdg, String home) {
        if (property != null && !property.isBlank()) {
            return Path.of(property, NAME);
        }
        // The XDG specification has relative paths ignored.
        boolean valid = xdg != null && !xdg.isBlank() && Path.of(xdg).isAbsolute();
        return (valid ? Path.of(xdg) : Path.of(home, ".cache")).resolve("gru4j").resolve(NAME);
    }

    /**
     * The files in a folder, with gzip or without, checked.
     *
     * @throws DataException if one is missing or another than MNIST's, with what to do
     */
    public static ImageOptions.Builder options(Path folder) {
        requireAll(folder);
        var files = Arrays.stream(MnistFile.values())
                .collect(Collectors.toMap(file -> file, file -> file.in(folder).orElseThrow()));
        files.forEach(MnistFile::require);
        return ImageOptions.builder()
                .name(NAME)
                .title("which digit is this? (MNIST)")
                .train(files.get(MnistFile.TRAIN_IMAGES), files.get(MnistFile.TRAIN_LABELS))
                .test(files.get(MnistFile.TEST_IMAGES), files.get(MnistFile.TEST_LABELS));
    }

    /** Whether all four files are in a folder; they are not checked. */
    public static boolean isIn(Path folder) {
        return Arrays.stream(MnistFile.values())
                .allMatch(file -> file.in(folder).isPresent());
    }

    private static void requireAll(Path folder) {
        if (!isIn(folder)) {
            var missing = Arrays.stream(MnistFile.values())
                    .filter(file -> file.in(folder).isEmpty())
                    .map(file -> file.remote().name())
                    .collect(Collectors.joining(", "));
            throw DataException.in(folder).of("MNIST is not here: missing are " + missing + "; " + whatToDo(folder));
        }
    }

    private static String whatToDo(Path folder) {
        return "fetch it where there is a network, or put the four files into this folder, with .gz or unpacked (the cache is "
                + folder(folder) + "): " + MnistFile.list();
    }

    private static String folder(Path asked) {
        var cache = cache();
        return cache.equals(asked) ? "this folder" : cache.toString();
    }

    /**
     * Fetches what is not in a folder yet, from several mirrors. A file is there under its name only when its size and its SHA-256
     * are right; what an interrupted fetch leaves is gone on with.
     *
     * @throws DataException if a file cannot be had from any mirror, with the reason of each and what to do
     */
    public static void fetch(Path folder, Progress progress) {
        fetch(folder, progress, new Fetch(MIRRORS, Fetch.Limits.DEFAULT));
    }

    static void fetch(Path folder, Progress progress, Fetch fetch) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw DataFiles.unreadable(folder, e);
        }
        for (var file : MnistFile.values()) {
            var present = file.in(folder);
            if (present.isPresent()) {
                file.require(present.get());
                continue;
            }
            try {
                fetch.to(folder, file.remote(), progress);
            } catch (IOException e) {
                throw DataException.in(folder).of(e.getMessage() + "; " + whatToDo(folder), e);
            }
        }
    }
}
