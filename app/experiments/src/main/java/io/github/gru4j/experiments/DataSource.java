package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceDataset;
import java.util.List;

/** Where an experiment gets its data sets from, by the name of the task. */
public interface DataSource {

    /** The tasks that {@link #load} knows, in the order in which people should see them. */
    List<String> names();

    /**
     * The data set of a task; the same every time.
     *
     * @param name one of {@link #names()}
     * @param maxTrain at most so many training sequences; 0 for all
     */
    SequenceDataset load(String name, int maxTrain);
}
