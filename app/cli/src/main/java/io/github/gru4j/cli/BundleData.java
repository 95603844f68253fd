package io.github.gru4j.cli;

import io.github.gru4j.datasets.EmbeddedDatasets;
import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.experiments.EmbeddedDataSource;
import io.github.gru4j.experiments.LoadedDataSource;
import io.github.gru4j.experiments.ModelBundle;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.ParameterException;

/** The data that a model was trained on, as far as they are still there. */
final class BundleData {

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
                return load(
                        () -> TaskArguments.parse(arguments).data().orElseThrow().load());
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

    static SequenceDataset load(Supplier<? extends SequenceDataset> loader) {
        return LoadedDataSource.of(loader).data();
    }
}
