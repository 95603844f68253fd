package io.github.gru4j.cli;

import io.github.gru4j.datasets.EmbeddedDatasets;
import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.experiments.EmbeddedDataSource;
import io.github.gru4j.experiments.LoadedDataSource;
import io.github.gru4j.experiments.ModelBundle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.ParameterException;

/** The data that a model was trained on, as far as they are still there. */
final class BundleData {

    /** Options that are of the files and not of how they are read. */
    private static final Set<String> OF_FILES =
            Set.of("--test-data", "--validation-data", "--split-rows", "--task-name", "--max-train");

    private BundleData() {}

    /** A task that needs no file, as it was for the model. */
    static SequenceDataset embedded(String task, ModelBundle bundle) {
        return load(() -> EmbeddedDatasets.load(task, bundle.record().settings().maxTrain()));
    }

    /** @throws IOException if they are not there any more */
    static SequenceDataset of(ModelBundle bundle) throws IOException {
        List<String> arguments = bundle.dataArguments();
        String task = bundle.task().name();
        if (!arguments.isEmpty()) {
            try {
                return parsed(arguments, bundle);
            } catch (ParameterException e) {
                throw new IOException(
                        "the data of the model cannot be had with " + String.join(" ", arguments) + ": "
                                + e.getMessage() + "; give others with --data",
                        e);
            }
        }
        if (EmbeddedDataSource.refusal("task", task).isPresent()) {
            throw new IOException("the model does not say where the data of " + task + " came from: give --data");
        }
        return embedded(task, bundle);
    }

    /**
     * Other data, read with the options of those that the model was trained on.
     *
     * @param path in place of theirs; files of their own for validation and test are left out
     */
    static SequenceDataset like(ModelBundle bundle, String path) {
        List<String> arguments = new ArrayList<>();
        List<String> trained = bundle.dataArguments();
        for (int i = 0; i < trained.size(); i++) {
            if (trained.get(i).equals("--data")) {
                arguments.addAll(List.of("--data", path));
                i++;
            } else if (OF_FILES.contains(trained.get(i))) {
                i++;
            } else {
                arguments.add(trained.get(i));
            }
        }
        return parsed(arguments, bundle);
    }

    private static SequenceDataset parsed(List<String> arguments, ModelBundle bundle) {
        UserData data = TaskArguments.parse(arguments).data().orElseThrow();
        return load(() -> data.load(bundle.pipeline().orElse(null)));
    }

    static SequenceDataset load(Supplier<? extends SequenceDataset> loader) {
        return LoadedDataSource.of(loader).data();
    }
}
