package io.github.gru4j.experiments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.gru4j.datasets.Answer;
import io.github.gru4j.datasets.Pipeline;
import io.github.gru4j.datasets.Pipelines;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.TaskKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A trained network with everything that is needed to use it: how raw sequences become what it reads, what its answers mean, and how
 * it was trained. One zip, which DL4J's {@code ModelSerializer.restoreMultiLayerNetwork} loads as well.
 *
 * <pre>{@code
 * ModelBundle bundle = ModelBundle.load(Path.of("names.zip"));
 * Answer.Label language = (Answer.Label) bundle.answer("Deutschland");
 * }</pre>
 *
 * <p>Not for several threads at once, as DL4J's networks.
 */
public final class ModelBundle {

    /** What documents say that they are. */
    private static final String FORMAT = "gru4j model bundle";

    private static final int VERSION = 1;

    private static final String DOCUMENT = "gru4j/bundle.json";
    private static final String PIPELINE = "gru4j/pipeline.json";
    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";

    private static final int MOST_AT_ONCE = 128;

    private final MultiLayerNetwork network;
    /** Null if the data had none. */
    private final Pipeline pipeline;

    private final RunRecord record;
    private final List<String> dataArguments;
    /** Null if answers are no numbers. */
    private final Residuals residuals;

    private record Document(
            String format,
            int formatVersion,
            String gru4j,
            RunRecord record,
            List<String> dataArguments,
            Residuals residuals) {}

    ModelBundle(
            MultiLayerNetwork network,
            Pipeline pipeline,
            RunRecord record,
            List<String> dataArguments,
            Residuals residuals) {
        this.network = network;
        this.pipeline = pipeline;
        this.record = record;
        this.dataArguments = List.copyOf(dataArguments);
        this.residuals = residuals;
    }

    /**
     * Reads a bundle.
     *
     * @throws BundleException if it is none, damaged, or of a later version, in one line
     */
    public static ModelBundle load(Path file) throws IOException {
        ZipEntries entries = ZipEntries.read(file);
        if (!entries.has(DOCUMENT)) {
            throw new BundleException(
                    file,
                    entries.has(CONFIGURATION)
                            ? "this is a network of DL4J's without what gru4j train keeps with it (" + DOCUMENT
                                    + "): pipeline and task are unknown"
                            : "this is no model bundle: there is no " + DOCUMENT + " in it; gru4j train makes one");
        }
        try {
            Document document = document(file, entries.text(DOCUMENT).orElseThrow());
            Pipeline pipeline = entries.text(PIPELINE).map(Pipelines::fromJson).orElse(null);
            ModelBundle bundle = new ModelBundle(
                    network(file, entries),
                    pipeline,
                    document.record(),
                    document.dataArguments(),
                    document.residuals());
            bundle.check(file);
            return bundle;
        } catch (JsonProcessingException e) {
            throw new BundleException(file, "this model bundle is damaged: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new BundleException(file, "this model bundle is damaged: " + e.getMessage(), e);
        }
    }

    private static Document document(Path file, String text) throws IOException {
        JsonNode json = Json.MAPPER.readTree(text);
        if (!FORMAT.equals(json.path("format").asText())) {
            throw new BundleException(file, "this is no model bundle: " + DOCUMENT + " is something else");
        }
        int version = json.path("formatVersion").asInt();
        if (version != VERSION) {
            throw new BundleException(
                    file,
                    "this model bundle has version " + version + " (of gru4j "
                            + json.path("gru4j").asText("unknown") + "), and this gru4j reads version " + VERSION
                            + (version > VERSION ? "; take a newer gru4j" : ""));
        }
        Document document = Json.MAPPER.treeToValue(json, Document.class);
        if (document.record() == null || document.record().task() == null || document.dataArguments() == null) {
            throw new BundleException(file, "this model bundle is damaged: it does not say what it was trained on");
        }
        return document;
    }

    private static MultiLayerNetwork network(Path file, ZipEntries entries) throws IOException {
        if (!entries.has(CONFIGURATION) || !entries.has(COEFFICIENTS)) {
            throw new BundleException(file, "this model bundle is damaged: there is no network in it");
        }
        var bytes = new ByteArrayOutputStream();
        entries.writeTo(bytes);
        try {
            return ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(bytes.toByteArray()), false);
        } catch (IOException | RuntimeException e) {
            throw new BundleException(
                    file, "this model bundle is damaged: DL4J cannot load its network (" + e.getMessage() + ")", e);
        }
    }

    private void check(Path file) throws BundleException {
        long outputs = ((BaseOutputLayer) network.getOutputLayer().conf().getLayer()).getNOut();
        if (outputs != task().outputSize()) {
            throw new BundleException(
                    file,
                    "this model bundle is damaged: its network has " + outputs + " outputs, and its task "
                            + task().name() + " " + task().outputSize());
        }
    }

    /**
     * Writes the bundle beside the file and moves it there; if that fails, what was there stays.
     *
     * @throws OutputException if it cannot be written, in one line
     */
    public void save(Path file) throws OutputException {
        try {
            var bytes = new ByteArrayOutputStream();
            ModelSerializer.writeModel(network, bytes, false);
            ZipEntries entries = ZipEntries.read(new ByteArrayInputStream(bytes.toByteArray()));
            entries.put(
                    DOCUMENT,
                    Json.MAPPER
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(
                                    new Document(FORMAT, VERSION, Versions.gru4j(), record, dataArguments, residuals)));
            if (pipeline != null) {
                entries.put(PIPELINE, Pipelines.toJson(pipeline));
            }
            AtomicFiles.write(file, entries::writeTo);
        } catch (IOException e) {
            throw new OutputException("cannot write the model " + file + ": " + IoReason.of(e), e);
        }
    }

    /** The network, with the weights of the best epoch. */
    public MultiLayerNetwork network() {
        return network;
    }

    /** How raw sequences become what the network reads; empty if the data had no pipeline, as drawn sequences. */
    public Optional<Pipeline> pipeline() {
        return Optional.ofNullable(pipeline);
    }

    /** What was asked, with labels or unit. */
    public SequenceTask task() {
        return record.task();
    }

    /** How it was trained, and how it did. */
    public RunRecord record() {
        return record;
    }

    /** The options of the command line that its data came from; empty for a task that needs no file. */
    public List<String> dataArguments() {
        return dataArguments;
    }

    /** How far forecasts were off in validation; empty if answers are no numbers. */
    public Optional<Residuals> residuals() {
        return Optional.ofNullable(residuals);
    }

    /**
     * The answer for one text.
     *
     * @throws IllegalArgumentException if the model does not read texts, or there is nothing in it
     */
    public Answer answer(String text) {
        return answer(List.of(List.of(new Text(text))));
    }

    /** As {@link #answers}, for one sequence. */
    public Answer answer(List<List<Writable>> sequence) {
        return answers(List.of(sequence)).get(0);
    }

    /**
     * The answers for raw sequences; where every step has an answer, that of the last step.
     *
     * @param sequences in DataVec's form, without the answers: see {@link Pipeline#input}
     * @throws IllegalStateException if there is no pipeline
     * @throws IllegalArgumentException if a sequence does not fit, with the step and the column
     */
    public List<Answer> answers(List<List<List<Writable>>> sequences) {
        if (pipeline == null) {
            throw new IllegalStateException("this model has no pipeline: its task " + task().name()
                    + " has drawn sequences, and none are read from elsewhere");
        }
        Answer[] answers = new Answer[sequences.size()];
        try (var work = ArrayReclaimer.enter()) {
            List<INDArray> inputs = sequences.stream().map(pipeline::input).toList();
            for (List<Integer> batch : batches(inputs)) {
                ArrayReclaimer.safepoint();
                INDArray output = network.output(
                        Nd4j.concat(0, batch.stream().map(inputs::get).toArray(INDArray[]::new)));
                List<Answer> ofBatch =
                        pipeline.answers(batch.stream().map(sequences::get).toList(), last(output));
                for (int i = 0; i < batch.size(); i++) {
                    answers[batch.get(i)] = ofBatch.get(i);
                }
            }
        }
        return List.of(answers);
    }

    /** Indices of inputs that go through the network together: as long as each other, so that nothing has to be padded. */
    private static List<List<Integer>> batches(List<INDArray> inputs) {
        List<List<Integer>> batches = new ArrayList<>();
        Map<Long, List<Integer>> open = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            List<Integer> batch = open.get(inputs.get(i).size(2));
            if (batch == null || batch.size() == MOST_AT_ONCE) {
                batch = new ArrayList<>();
                open.put(inputs.get(i).size(2), batch);
                batches.add(batch);
            }
            batch.add(i);
        }
        return batches;
    }

    private INDArray last(INDArray output) {
        return task().kind() == TaskKind.FORECAST || output.rank() == 2
                ? output
                : output.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(output.size(2) - 1));
    }
}
