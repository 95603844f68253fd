package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceDataset;
import java.util.List;

/**
 * A data set that is there already, such as one of the user's own, under the name of its task. How many training sequences it
 * has was decided when it was loaded.
 */
public record LoadedDataSource(SequenceDataset data) implements DataSource {

    @Override
    public List<String> names() {
        return List.of(data.task().name());
    }

    @Override
    public SequenceDataset load(String name, int maxTrain) {
        return data;
    }
}
