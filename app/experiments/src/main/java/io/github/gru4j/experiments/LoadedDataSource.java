package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceDataset;
import java.util.List;
import java.util.function.Supplier;

/**
 * A data set that is there already, such as one of the user's own, under the name of its task. How many training sequences it
 * has was decided when it was loaded.
 */
public final class LoadedDataSource implements DataSource {

    private final SequenceDataset data;

    private LoadedDataSource(SequenceDataset data) {
        this.data = data;
    }

    /** Loads a data set, while no array is freed. */
    public static LoadedDataSource of(Supplier<? extends SequenceDataset> loader) {
        try (var work = ArrayReclaimer.enter()) {
            return new LoadedDataSource(loader.get());
        }
    }

    /** The data set. */
    public SequenceDataset data() {
        return data;
    }

    @Override
    public List<String> names() {
        return List.of(data.task().name());
    }

    @Override
    public SequenceDataset load(String name, int maxTrain) {
        return data;
    }
}
