package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceDataset;
import java.util.List;
import java.util.Optional;

/** Where an experiment gets its data sets from, by the name of the task. */
public interface DataSource {

    /** The tasks that {@link #load} knows, in the order in which people should see them; there may be others, see {@link #refusal}. */
    List<String> names();

    /** Why there is no task of a name, for people; empty if there is one. */
    default Optional<String> refusal(String name) {
        return names().contains(name) ? Optional.empty() : Optional.of(ExperimentPlan.unknown("task", name, names()));
    }

    /**
     * The data set of a task; the same every time.
     *
     * @param name one that {@link #refusal} does not refuse
     * @param maxTrain at most so many training sequences; 0 for all
     */
    SequenceDataset load(String name, int maxTrain);
}
