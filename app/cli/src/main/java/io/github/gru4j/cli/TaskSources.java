package io.github.gru4j.cli;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.experiments.DataSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The data of several tasks, each from where it has its own. */
final class TaskSources implements DataSource {

    private final Map<String, DataSource> sources = new LinkedHashMap<>();

    TaskSources(List<ComparedTask> tasks) {
        tasks.forEach(task -> sources.put(task.name(), task.source()));
    }

    @Override
    public List<String> names() {
        return List.copyOf(sources.keySet());
    }

    @Override
    public SequenceDataset load(String name, int maxTrain) {
        return sources.get(name).load(name, maxTrain);
    }
}
