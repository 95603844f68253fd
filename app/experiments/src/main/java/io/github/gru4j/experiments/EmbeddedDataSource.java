package io.github.gru4j.experiments;

import io.github.gru4j.datasets.EmbeddedDatasets;
import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.synthetic.SyntheticFamily;
import java.util.List;
import java.util.Optional;

/**
 * The data sets that need no network and no file; {@link EmbeddedSettings} suit them. {@link #names()} are those without a number in
 * the name.
 */
public final class EmbeddedDataSource implements DataSource {

    @Override
    public List<String> names() {
        return EmbeddedDatasets.names();
    }

    @Override
    public Optional<String> refusal(String name) {
        return refusal("task", name);
    }

    /**
     * Why there is no data set of a name. "adding-5" is not unknown: it is the number that is wrong.
     *
     * @param what names are of, for people
     */
    public static Optional<String> refusal(String what, String name) {
        return EmbeddedDatasets.refusal(name)
                .map(why -> SyntheticFamily.of(name).isPresent()
                        ? why
                        : ExperimentPlan.unknown(what, name, EmbeddedDatasets.namesAndForms()));
    }

    @Override
    public SequenceDataset load(String name, int maxTrain) {
        return EmbeddedDatasets.load(name, maxTrain);
    }
}
