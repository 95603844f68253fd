package io.github.gru4j.importer.keras;

import static io.github.gru4j.importer.keras.ModelBuilder.shape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.importer.Parity;
import io.github.gru4j.importer.SharedData;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.deeplearning4j.nn.modelimport.keras.KerasLayer;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J's own importer, once it knows our GRU, computes what ours does. */
class Dl4jImporterTest {

    private static final String IN = "'batch_input_shape': [null, 6, 3], 'units': 4, ";
    private static final String GATES = "'activation': 'tanh', 'recurrent_activation': 'hard_sigmoid', ";
    private static final String DENSE = "'units': 2, 'activation': 'linear', 'use_bias': true,"
            + " 'kernel_initializer': {'class_name': 'VarianceScaling', 'config': {'scale': 1.0, 'mode': 'fan_avg',"
            + " 'distribution': 'uniform'}}";

    @TempDir
    private Path directory;

    @BeforeEach
    void register() {
        KerasImport.registerWithDl4j();
    }

    @AfterEach
    void forget() {
        KerasLayer.clearCustomLayers();
    }

    @ParameterizedTest
    @CsvSource({"keras_traffic_flow/gru.h5, 12, 1", "keras_circuit_gru/gru_model.h5, 8, 2"})
    void agreesWithOursOnRealFiles(String name, int steps, int size) throws Exception {
        Path file = SharedData.file(name);

        var network = KerasModelImport.importKerasSequentialModelAndWeights(file.toString());

        assertAgrees(network, file, steps, size);
    }

    @Test
    void agreesWithOursOnWords() throws Exception {
        Path file = SharedData.file("keras_imdb_embedding_gru/gru.h5");
        var network = KerasModelImport.importKerasModelAndWeights(file.toString(), false);
        INDArray words = Nd4j.rand(DataType.FLOAT, 2, 500)
                .muli(5000)
                .castTo(DataType.INT32)
                .castTo(DataType.FLOAT);

        INDArray expected = KerasParity.output(KerasImport.load(file).network(), words);

        assertThat(Parity.of(expected, network.outputSingle(words)).largest()).isLessThan(1e-5);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void agreesWithOursOnEveryLayout(String name, KerasModel model) throws Exception {
        Path file = KerasWriter.write(model, directory.resolve("model.h5"));

        var network = KerasModelImport.importKerasSequentialModelAndWeights(file.toString());

        assertAgrees(network, file, 6, 3);
    }

    static Stream<Arguments> agreesWithOursOnEveryLayout() throws Exception {
        long[] one = shape(12);
        long[] two = shape(2, 12);
        return Stream.of(
                model("no reset_after", "GRU", GATES + "'return_sequences': false", one),
                model("reset_after false", "GRU", GATES + "'reset_after': false, 'return_sequences': true", one),
                model("reset_after true", "GRU", GATES + "'reset_after': true, 'return_sequences': true", two),
                model("no bias", "GRU", GATES + "'use_bias': false, 'return_sequences': false", null),
                model("CuDNNGRU", "CuDNNGRU", "'return_sequences': false", shape(24)),
                model(
                        "what only matters to training",
                        "GRU",
                        GATES + "'return_sequences': false, 'dropout': 0.1, 'recurrent_dropout': 0.1,"
                                + " 'bias_regularizer': {'class_name': 'L1L2', 'config': {'l1': 0.1, 'l2': 0.0}},"
                                + " 'kernel_constraint': {'class_name': 'Mine', 'config': {}}",
                        one),
                Arguments.of("Keras 1", keras1()));
    }

    private static Arguments model(String name, String kind, String config, long[] bias) throws Exception {
        long[][] shapes = bias == null
                ? new long[][] {shape(3, 12), shape(4, 12)}
                : new long[][] {shape(3, 12), shape(4, 12), bias};
        var builder = new ModelBuilder(2).layer("gru_1", kind, IN + config, shapes);
        // DL4J's importer gives what a Dense makes of a sequence as rows, of all examples in turn.
        if (config.contains("'return_sequences': false")) {
            builder.layer("dense_1", "Dense", DENSE, shape(4, 2), shape(2));
        }
        return Arguments.of(name, builder.sequential());
    }

    private static KerasModel keras1() throws Exception {
        var shapes = new long[9][];
        for (int gate = 0; gate < 3; gate++) {
            shapes[3 * gate] = shape(3, 4);
            shapes[3 * gate + 1] = shape(4, 4);
            shapes[3 * gate + 2] = shape(4);
        }
        return new ModelBuilder(1)
                .layer(
                        "gru_1",
                        "GRU",
                        "'batch_input_shape': [null, 6, 3], 'output_dim': 4, 'activation': 'tanh',"
                                + " 'inner_activation': 'hard_sigmoid', 'return_sequences': false",
                        shapes)
                .layer(
                        "dense_1",
                        "Dense",
                        "'output_dim': 2, 'activation': 'linear', 'bias': true, 'init': 'glorot_uniform'",
                        shape(4, 2),
                        shape(2))
                .sequential();
    }

    private static void assertAgrees(MultiLayerNetwork network, Path file, int steps, int size) throws Exception {
        INDArray input = Nd4j.rand(DataType.FLOAT, 3, size, steps);
        INDArray expected =
                inKerasOrder(KerasParity.output(KerasImport.load(file).network(), input));

        assertThat(Parity.of(expected, network.output(inKerasOrder(input))).largest())
                .isLessThan(1e-5);
    }

    private static INDArray inKerasOrder(INDArray array) {
        return array.rank() == 3 ? array.permute(0, 2, 1).dup('c') : array;
    }

    @Test
    void namesWhatDl4jCannotCarryOut() throws Exception {
        var model = new ModelBuilder(2)
                .layer(
                        "back",
                        "GRU",
                        IN + GATES + "'return_sequences': false, 'go_backwards': true",
                        shape(3, 12),
                        shape(4, 12),
                        shape(12))
                .sequential();
        Path file = KerasWriter.write(model, directory.resolve("model.h5"));

        assertThatThrownBy(() -> KerasModelImport.importKerasSequentialModelAndWeights(file.toString()))
                .hasStackTraceContaining("layer \"back\" (GRU): go_backwards is true")
                .hasStackTraceContaining("KerasImport.load");
    }

    /** DL4J decides so before it looks for layers that it was taught. */
    @Test
    void dl4jRefusesBidirectionalGru() {
        String file = SharedData.file("keras_medaka_bigru/r941_flip_model.hdf5").toString();

        assertThatThrownBy(() -> KerasModelImport.importKerasSequentialModelAndWeights(file))
                .hasMessageContaining("GRU");
    }

    @Test
    void saysWhichArtifactIsMissing() throws Exception {
        Class<?> without = Class.forName(KerasImport.class.getName(), true, new WithoutImporter());

        assertThatThrownBy(() -> without.getMethod("registerWithDl4j").invoke(null))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("org.deeplearning4j:deeplearning4j-modelimport")
                .hasMessageContaining("KerasImport.load");
    }

    /** The class path without DL4J's importer. */
    private static final class WithoutImporter extends ClassLoader {

        WithoutImporter() {
            super(KerasImport.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(KerasLayer.class.getPackageName())) {
                throw new ClassNotFoundException(name);
            }
            return name.startsWith(KerasImport.class.getPackageName()) ? own(name) : super.loadClass(name, resolve);
        }

        private Class<?> own(String name) throws ClassNotFoundException {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] code = in.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (java.io.IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
