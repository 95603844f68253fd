package io.github.gru4j.datasets;

import io.github.gru4j.datasets.digits.DigitDataset;
import io.github.gru4j.datasets.series.SeriesDataset;
import io.github.gru4j.datasets.text.NameDataset;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Data sets that need no network and no file.
 *
 * <pre>{@code
 * SequenceDataset digits = EmbeddedDatasets.load("digits", 0);
 * DataSetIterator train = digits.train(32, 1L); // features [32, 28, 28], labels [32, 10]
 * network.fit(train, 5);
 * Evaluation test = network.evaluate(digits.test(100));
 * }</pre>
 */
public final class EmbeddedDatasets {

    private static final List<String> NAMES = List.of(NameDataset.NAME, SeriesDataset.NAME, DigitDataset.NAME);

    /** Kept for the life of the JVM: making them takes seconds, holding them a few megabytes. */
    private static final ConcurrentMap<Key, SequenceDataset> LOADED = new ConcurrentHashMap<>();

    private record Key(String name, int maxTrain) {}

    private EmbeddedDatasets() {}

    /** Valid names, in the order in which reports show them. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * The data set of a name, the same object at every call; threads may share it.
     *
     * @param name one of {@link #names()}
     * @param maxTrain at most so many training sequences, the first of a fixed random order; 0 for all
     * @throws IllegalArgumentException if there is no such name or {@code maxTrain} is negative
     * @throws IllegalStateException if this Java runtime lacks what the source is made of
     */
    public static SequenceDataset load(String name, int maxTrain) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(
                    "There is no data set '" + name + "'; the names are " + String.join(", ", NAMES) + ".");
        }
        if (maxTrain < 0) {
            throw new IllegalArgumentException(
                    "maxTrain is " + maxTrain + "; give the number of training sequences, or 0 for all.");
        }
        return LOADED.computeIfAbsent(new Key(name, maxTrain), EmbeddedDatasets::make);
    }

    private static SequenceDataset make(Key key) {
        return switch (key.name()) {
            case NameDataset.NAME -> NameDataset.load(key.maxTrain());
            case SeriesDataset.NAME -> SeriesDataset.load(key.maxTrain());
            case DigitDataset.NAME -> DigitDataset.load(key.maxTrain());
            default -> throw new AssertionError(key.name());
        };
    }
}
