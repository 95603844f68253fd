package io.github.gru4j.datasets;

import io.github.gru4j.datasets.digits.DigitDataset;
import io.github.gru4j.datasets.series.SeriesDataset;
import io.github.gru4j.datasets.synthetic.SyntheticDataset;
import io.github.gru4j.datasets.synthetic.SyntheticFamily;
import io.github.gru4j.datasets.text.NameDataset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

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

    /** The names that say all, in the order in which reports show them; there are others, see {@link #families()}. */
    public static List<String> names() {
        return NAMES;
    }

    /** The tasks whose name ends in a number of the user's choice, as in "adding-100". */
    public static List<SyntheticFamily> families() {
        return List.of(SyntheticFamily.values());
    }

    /** All that {@link #load} knows, for people: {@link #names()}, and then the forms of the others, as in "adding-N". */
    public static List<String> namesAndForms() {
        return Stream.concat(NAMES.stream(), families().stream().map(SyntheticFamily::form))
                .toList();
    }

    /** Why there is no data set of a name; empty if there is one. */
    public static Optional<String> refusal(String name) {
        return NAMES.contains(name)
                ? Optional.empty()
                : SyntheticFamily.of(name)
                        .map(family -> family.refusal(name))
                        .orElseGet(() -> Optional.of("There is no data set '" + name + "'; the names are "
                                + String.join(", ", namesAndForms()) + "."));
    }

    /**
     * The data set of a name, the same object at every call; threads may share it.
     *
     * @param name one of {@link #names()}, or of one of the {@link #families()}
     * @param maxTrain at most so many training sequences, the first of a fixed random order, or of every epoch where epochs are drawn;
     *     0 for all
     * @throws IllegalArgumentException if there is no such name or {@code maxTrain} is negative
     * @throws IllegalStateException if this Java runtime lacks what the source is made of
     */
    public static SequenceDataset load(String name, int maxTrain) {
        refusal(name).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
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
            default -> SyntheticDataset.load(key.name(), key.maxTrain());
        };
    }
}
