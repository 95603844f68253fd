package io.github.gru4j.experiments;

import io.github.gru4j.datasets.EmbeddedDatasets;
import io.github.gru4j.datasets.SequenceDataset;
import java.util.List;

/** The data sets that need no network and no file; {@link EmbeddedSettings} suit them. */
public final class EmbeddedDataSource implements DataSource {

    @Override
    public List<String> names() {
        return EmbeddedDatasets.names();
    }

    @Override
    public SequenceDataset load(String name, int maxTrain) {
        return EmbeddedDatasets.load(name, maxTrain);
    }
}
