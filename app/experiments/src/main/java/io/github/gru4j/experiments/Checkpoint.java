package io.github.gru4j.experiments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A training that was stopped, in a file.
 *
 * @param params of the network
 * @param updater its optimiser's state; null if it has none
 * @param best parameters of the best epoch; null before the first
 */
record Checkpoint(TrainingOrigin origin, TrainingState state, INDArray params, INDArray updater, INDArray best) {

    private static final String FORMAT = "gru4j checkpoint";
    private static final int VERSION = 1;
    private static final String DOCUMENT = "checkpoint.json";
    private static final String PARAMS = "params.bin";
    private static final String UPDATER = "updater.bin";
    private static final String BEST = "best.bin";

    private record Document(String format, int formatVersion, TrainingOrigin origin, TrainingState state) {}

    static Checkpoint of(TrainingOrigin origin, TrainingState state, MultiLayerNetwork network, INDArray best) {
        return new Checkpoint(
                origin, state, network.params(), network.getUpdater().getStateViewArray(), best);
    }

    /** Puts a freshly made network where the training was. Thereafter this thread's random numbers go on from there, too. */
    void restore(MultiLayerNetwork network) {
        network.params().assign(params);
        INDArray view = network.getUpdater().getStateViewArray();
        if (view != null && updater != null) {
            view.assign(updater);
        }
        network.setIterationCount(state.iterations());
        Nd4j.getRandom().setStates(state.rngRoot(), state.rngNode());
    }

    /** Writes beside the file and moves. */
    void write(Path file) throws OutputException {
        try {
            var entries = new ZipEntries();
            entries.put(DOCUMENT, Json.MAPPER.writeValueAsString(new Document(FORMAT, VERSION, origin, state)));
            entries.put(PARAMS, params);
            if (updater != null) {
                entries.put(UPDATER, updater);
            }
            if (best != null) {
                entries.put(BEST, best);
            }
            AtomicFiles.write(file, entries::writeTo);
        } catch (IOException e) {
            throw new OutputException("cannot write the checkpoint " + file + ": " + IoReason.of(e), e);
        }
    }

    /** @throws BundleException if it is none, damaged, or of another version */
    static Checkpoint read(Path file) throws IOException {
        ZipEntries entries = ZipEntries.read(file);
        try {
            JsonNode json = Json.MAPPER.readTree(entries.text(DOCUMENT).orElse("{}"));
            if (!FORMAT.equals(json.path("format").asText())) {
                throw new BundleException(file, "this is no checkpoint of gru4j train");
            }
            int version = json.path("formatVersion").asInt();
            if (version != VERSION) {
                throw new BundleException(
                        file, "this checkpoint has version " + version + ", and this gru4j reads version " + VERSION);
            }
            Document document = Json.MAPPER.treeToValue(json, Document.class);
            INDArray params = entries.array(PARAMS);
            if (params == null || document.origin() == null || document.state() == null) {
                throw new BundleException(file, "this checkpoint is damaged: a part of it is missing");
            }
            return new Checkpoint(
                    document.origin(), document.state(), params, entries.array(UPDATER), entries.array(BEST));
        } catch (JsonProcessingException e) {
            throw new BundleException(file, "this checkpoint is damaged: " + e.getOriginalMessage(), e);
        }
    }

    /** @throws BundleException if it is of another training, with what to do */
    void require(Path file, TrainingOrigin present) throws BundleException {
        List<String> differences = origin.differences(present);
        if (!differences.isEmpty()) {
            throw new BundleException(
                    file,
                    "this checkpoint is of another training: " + String.join("; ", differences)
                            + ". Give the same data and options, or delete it to begin anew");
        }
    }
}
