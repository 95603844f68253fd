package io.github.gru4j.importer.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.gru4j.importer.ImportedModel.LayerSummary;
import io.github.gru4j.importer.ModelFormatException;
import io.github.gru4j.layer.BidirectionalLastStep;
import io.github.gru4j.layer.GRU;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class Dl4jFilesTest {

    @TempDir
    Path folder;

    private static boolean deserialised;

    /** What {@code ModelSerializer} would run. */
    private static final class Trap implements Serializable {

        private static final long serialVersionUID = 1L;

        @SuppressWarnings("UnusedMethod") // of serialisation
        private void readObject(ObjectInputStream in) {
            deserialised = true;
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE", "HALF"})
    void readsWhatModelSerializerWrote(DataType type) throws IOException {
        var network = chain(type);
        Path file = folder.resolve("model.zip");
        ModelSerializer.writeModel(network, file.toFile(), true);

        var read = (MultiLayerNetwork) Dl4jFiles.read(file);

        assertThat(read.params()).isEqualTo(network.params());
        assertThat(read.getLayerWiseConfigurations()).isEqualTo(network.getLayerWiseConfigurations());
        var input = Nd4j.rand(type, 2, 3, 4);
        assertThat(read.output(input)).isEqualTo(network.output(input));
    }

    @Test
    void modelSerializerReadsWhatIsWritten() throws IOException {
        var network = graph();
        Path file = folder.resolve("model.zip");

        Dl4jFiles.write(network, file);

        assertThat(ModelSerializer.restoreComputationGraph(file.toFile()).params())
                .isEqualTo(network.params());
        assertThat(((ComputationGraph) Dl4jFiles.read(file)).params()).isEqualTo(network.params());
    }

    @Test
    void saysWhatIsInIt() throws IOException {
        Path file = folder.resolve("model.zip");
        Dl4jFiles.write(chain(DataType.FLOAT), file);
        Path graph = folder.resolve("graph.zip");
        Dl4jFiles.write(graph(), graph);

        assertThat(Dl4jFiles.inspect(file).layers())
                .extracting(LayerSummary::name, LayerSummary::kind, summary -> summary.output()
                        .toString())
                .containsExactly(
                        tuple("layer0", "GRU", "[-1, 5, -1]"),
                        tuple("layer1", "LastTimeStep(LSTM)", "[-1, 4]"),
                        tuple("layer2", "OutputLayer", "[-1, 2]"));
        assertThat(Dl4jFiles.inspect(file).layers().get(0).options()).contains("nIn=3", "resetAfter=true");
        assertThat(Dl4jFiles.inspect(graph).layers())
                .extracting(LayerSummary::kind, summary -> summary.output().toString())
                .containsExactly(
                        tuple("Bidirectional CONCAT(GRU)", "[-1, 10, -1]"),
                        tuple("BidirectionalLastStep(Bidirectional CONCAT(GRU))", "[-1, 6]"),
                        tuple("OutputLayer", "[-1, 2]"));
    }

    @Test
    void readsNoOtherEntry() throws IOException {
        var entries = entries(chain(DataType.FLOAT));
        var trap = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(trap)) {
            out.writeObject(new Trap());
        }
        entries.put("preprocessor.bin", trap.toByteArray());
        entries.put("normalizer.bin", trap.toByteArray());
        Path file = write(entries);

        Dl4jFiles.read(file);

        assertThat(deserialised).isFalse();
        // The trap works.
        assertThatThrownBy(() -> ModelSerializer.restoreMultiLayerNetwork(file.toFile()))
                .isNotNull();
        assertThat(deserialised).isTrue();
    }

    @Test
    void createsNoForeignClasses() throws IOException {
        for (String type : new String[] {"javax.swing.JEditorPane", "org.nd4j.shade.guava.X", "com.acme.Layer"}) {
            refused(
                    configuration(chain(DataType.FLOAT), "io.github.gru4j.layer.GRU", type),
                    "configuration.json in it names the class " + type);
        }
    }

    @Test
    void refusesSizesThatAreNotThere() throws IOException {
        var network = chain(DataType.FLOAT);
        refused(configuration(network, "\"nout\" : 5", "\"nout\" : 2147483648"), "2147483648, expected at most");
        refused(configuration(network, "\"nout\" : 5", "\"nout\" : -99999999999999999999"), "-9999999999");
        refused(configuration(network, "\"nout\" : 5", "\"nout\" : 200000000"), "but the layers");
        refused(configuration(network, "\"nout\" : 5", "\"nout\" : 6"), "but the layers of configuration.json have");
        refused(configuration(network, "\"nout\" : 5", "\"nout\" : 0"), "");
    }

    @Test
    void refusesArraysThatLieAboutThemselves() throws IOException {
        var network = chain(DataType.FLOAT);
        long count = network.numParams();
        refused(coefficients(network, count, "MIXED_DATA_TYPES", count, "FLOAT"), "ends too early");
        refused(coefficients(network, 1L << 31, "MIXED_DATA_TYPES", count, "FLOAT"), "holds 2147483648 parameters");
        refused(coefficients(network, count, "MIXED_DATA_TYPES", 1L << 40, "FLOAT"), "holds 1099511627776 parameters");
        refused(coefficients(network, count, "HEAP", count, "FLOAT"), "");
        refused(coefficients(network, count, "NONSENSE", count, "FLOAT"), "mode of allocation");
        refused(coefficients(network, count, "MIXED_DATA_TYPES", count, "UTF8"), "of the type UTF8");
        refused(coefficients(network, count, "MIXED_DATA_TYPES", count, "float"), "names no data type");
    }

    @Test
    void refusesBombs() throws IOException {
        var entries = entries(chain(DataType.FLOAT));
        entries.put("configuration.json", new byte[(16 << 20) + 1]);
        refused(entries, "configuration.json in it unpacks to more than");

        // A network of 2 GB whose parameters are zeros, in a small file: the configuration itself agrees.
        var huge = configuration(chain(DataType.FLOAT), "\"nout\" : 5", "\"nout\" : 13000");
        long count = 3L * 13000 * (3 + 13000 + 2) + 4L * 4 * (5 + 4 + 1) + 10;
        var out = new ByteArrayOutputStream();
        header(new DataOutputStream(out), count, "MIXED_DATA_TYPES", count, "FLOAT");
        huge.put("coefficients.bin", out.toByteArray());
        refused(huge, "it is taken for a bomb");
    }

    @Test
    void refusesConfigurationsOfOtherThings() throws IOException {
        var entries = entries(chain(DataType.FLOAT));
        for (String json : new String[] {"", "[]", "{}", "{\"a\" : ", "null", "{\"confs\" : 3}", "{\"confs\" : []}"}) {
            entries.put("configuration.json", json.getBytes(StandardCharsets.UTF_8));
            refused(entries, "");
        }
        entries.put("configuration.json", "[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        refused(entries, "not sound JSON");
    }

    @Test
    @Timeout(300)
    void survivesFilesWithAnyByteChanged() throws IOException {
        long seed = 20_261;
        var random = new Random(seed);
        byte[] whole = Files.readAllBytes(write(entries(chain(DataType.FLOAT))));
        int refused = 0;
        for (int i = 0; i < 2500; i++) {
            byte[] bytes = whole.clone();
            if (i % 5 == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            } else {
                for (int k = 0; k <= i % 4; k++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
            }
            refused += outcome(bytes, "seed " + seed + ", file " + i);
        }
        assertThat(refused).isGreaterThan(1500);
    }

    @Test
    @Timeout(300)
    void survivesEntriesWithAnyByteChanged() throws IOException {
        long seed = 20_262;
        var random = new Random(seed);
        var whole = entries(chain(DataType.FLOAT));
        int refused = 0;
        for (int i = 0; i < 2500; i++) {
            var entries = new LinkedHashMap<>(whole);
            String name = i % 3 == 0 ? "configuration.json" : "coefficients.bin";
            byte[] bytes = entries.get(name).clone();
            // The numbers of the array would only be other numbers: its headers are at its beginning.
            int within = i % 3 == 0 ? bytes.length : 140;
            bytes[random.nextInt(within)] = (byte) random.nextInt(256);
            entries.put(name, i % 7 == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes);
            refused += outcome(Files.readAllBytes(write(entries)), "seed " + seed + ", file " + i);
        }
        assertThat(refused).isGreaterThan(800);
    }

    /** 1 if the file is refused as it should be, 0 if it is read. */
    private int outcome(byte[] bytes, String which) throws IOException {
        Path file = Files.write(folder.resolve("changed.zip"), bytes);
        long start = System.nanoTime();
        try {
            Dl4jFiles.read(file);
            return 0;
        } catch (ModelFormatException refused) {
            assertThat(refused).as(which).hasMessageStartingWith(file + ": ");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(which).isLessThan(Duration.ofSeconds(10));
            return 1;
        } catch (IOException | RuntimeException | Error other) {
            throw new AssertionError(which, other);
        }
    }

    private void refused(Map<String, byte[]> entries, String problem) throws IOException {
        Path file = write(entries);
        ThrowingCallable read = () -> Dl4jFiles.read(file);
        assertThatThrownBy(read)
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(problem);
    }

    private Map<String, byte[]> configuration(Model network, String from, String to) throws IOException {
        var entries = entries(network);
        String json = new String(entries.get("configuration.json"), StandardCharsets.UTF_8);
        assertThat(json).contains(from);
        entries.put("configuration.json", json.replace(from, to).getBytes(StandardCharsets.UTF_8));
        return entries;
    }

    private Map<String, byte[]> coefficients(Model network, long shape, String mode, long length, String type)
            throws IOException {
        var entries = entries(network);
        var out = new ByteArrayOutputStream();
        header(new DataOutputStream(out), shape, mode, length, type);
        entries.put("coefficients.bin", out.toByteArray());
        return entries;
    }

    private static void header(DataOutputStream out, long shape, String mode, long length, String type)
            throws IOException {
        out.writeUTF("LONG_SHAPE");
        out.writeLong(8);
        out.writeUTF("LONG");
        for (long number : new long[] {2, 1, shape, shape, 1, 0, 1, 'c'}) {
            out.writeLong(number);
        }
        out.writeUTF(mode);
        out.writeLong(length);
        out.writeUTF(type);
    }

    private Map<String, byte[]> entries(Model network) throws IOException {
        Path file = folder.resolve("whole.zip");
        Dl4jFiles.write(network, file);
        var entries = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    private Path write(Map<String, byte[]> entries) throws IOException {
        Path file = folder.resolve("made.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    private static MultiLayerNetwork chain(DataType type) {
        var network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(type)
                .seed(3)
                .updater(new Adam(1e-3))
                .list()
                .layer(new GRU.Builder().nOut(5).build())
                .layer(new LastTimeStep(new LSTM.Builder().nOut(4).build()))
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(2)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.recurrent(3))
                .build());
        network.init();
        return network;
    }

    private static ComputationGraph graph() {
        var network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(4)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.recurrent(3))
                .addLayer("both", new Bidirectional(new GRU.Builder().nOut(5).build()), "in")
                .addLayer(
                        "ends",
                        new BidirectionalLastStep(
                                new Bidirectional(new GRU.Builder().nOut(3).build())),
                        "both")
                .addLayer(
                        "out",
                        new OutputLayer.Builder(LossFunction.MSE)
                                .nOut(2)
                                .activation(Activation.IDENTITY)
                                .build(),
                        "ends")
                .setOutputs("out")
                .build());
        network.init();
        return network;
    }
}
