package io.github.gru4j.datasets.series;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gru4j.datasets.SequenceDataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Files of series, and all batches of a split. */
final class SeriesFiles {

    /** Everything on disk. */
    static final SeriesCsvDataset.Room NO_ROOM = new SeriesCsvDataset.Room(0, 0);

    private SeriesFiles() {}

    static Path write(Path folder, String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A header and rows. */
    static Path write(Path folder, String name, String header, int rows, IntFunction<String> row) {
        return write(
                folder,
                name,
                header + "\n" + IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining("\n", "", "\n")));
    }

    static SeriesOptions.Builder options(Path file) {
        return new SeriesOptions.Builder().file(file).target("y").window(4);
    }

    static DataSet train(SequenceDataset data) {
        return data.train(data.task().provenance().train(), 1).next();
    }

    static DataSet validation(SequenceDataset data) {
        return data.validation(data.task().provenance().validation()).next();
    }

    static DataSet test(SequenceDataset data) {
        return data.test(data.task().provenance().test()).next();
    }

    /** Steps of a feature of one window. */
    static float[] feature(INDArray features, int window, int feature) {
        var values = new float[(int) features.size(2)];
        for (int t = 0; t < values.length; t++) {
            values[t] = features.getFloat(window, feature, t);
        }
        return values;
    }

    /** A file of the shared data; the test is skipped if it is not there. */
    static Path shared(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at.getParent() != null; at = at.getParent()) {
            Path file = at.resolveSibling("shared").resolve("data").resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        String elsewhere = System.getProperty("gru4j.shared.data");
        Path file = elsewhere == null ? null : Path.of(elsewhere, name);
        assumeTrue(file != null && Files.exists(file), "no ../shared/data/" + name + " beside the repository");
        return file;
    }
}
