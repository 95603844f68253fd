package io.github.gru4j.importer.keras;

import static io.github.gru4j.importer.keras.ModelBuilder.shape;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Every kind of layer computes what Keras's documents say, trains, and is the same after saving and loading. */
class LayerParityTest {

    private static final int STEPS = 6;
    private static final int SIZE = 3;
    private static final String IN = "'batch_input_shape': [null, 6, 3]";
    private static final String GRU = "'activation': 'tanh', 'recurrent_activation': 'sigmoid'";

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0}")
    @MethodSource({"recurrent", "wrapped", "masked", "others"})
    void computesWhatKerasDoes(String name, KerasModel model, boolean words) throws Exception {
        Model network = KerasNetworks.build(model).network();
        double[][][] examples = words ? words() : steps();

        assertThat(KerasParity.difference(model, network, !words, examples)).isLessThan(1e-5);
        INDArray input = KerasParity.input(examples, !words);
        INDArray before = KerasParity.output(network, input).dup();
        Model again = Training.saveAndLoad(network, directory.resolve("model.zip"));
        assertThat(KerasParity.output(again, input)).isEqualTo(before);

        var data = new DataSet(input, Nd4j.onesLike(before).divi(before.size(1)));
        double loss = Training.loss(network, data);
        for (int i = 0; i < 50; i++) {
            Training.fit(network, data);
        }
        assertThat(Training.loss(network, data)).isLessThan(loss);
    }

    static Stream<Arguments> recurrent() throws Exception {
        return Stream.of(
                one("GRU before", 2, "GRU", "'units': 4, " + GRU, shape(3, 12), shape(4, 12), shape(12)),
                one(
                        "GRU after",
                        2,
                        "GRU",
                        "'units': 4, 'reset_after': true, " + GRU,
                        shape(3, 12),
                        shape(4, 12),
                        shape(2, 12)),
                one("GRU without bias", 2, "GRU", "'units': 4, 'use_bias': false, " + GRU, shape(3, 12), shape(4, 12)),
                one(
                        "GRU backwards",
                        2,
                        "GRU",
                        "'units': 4, 'go_backwards': true, " + GRU,
                        shape(3, 12),
                        shape(4, 12),
                        shape(12)),
                one(
                        "GRU backwards, all steps",
                        2,
                        "GRU",
                        "'units': 4, 'go_backwards': true, 'return_sequences': true, " + GRU,
                        shape(3, 12),
                        shape(4, 12),
                        shape(12)),
                one(
                        "GRU of Keras 3 with hard_sigmoid",
                        3,
                        "GRU",
                        "'units': 4, 'reset_after': true, 'activation': 'tanh', 'recurrent_activation': 'hard_sigmoid'",
                        shape(3, 12),
                        shape(4, 12),
                        shape(2, 12)),
                one(
                        "GRU of Keras 2 with hard_sigmoid",
                        2,
                        "GRU",
                        "'units': 4, 'activation': 'relu', 'recurrent_activation': 'hard_sigmoid', 'return_sequences': true",
                        shape(3, 12),
                        shape(4, 12),
                        shape(12)),
                one(
                        "GRU of Keras 1",
                        1,
                        "GRU",
                        "'output_dim': 4, 'activation': 'tanh', 'inner_activation': 'hard_sigmoid'",
                        keras1(3)),
                one(
                        "LSTM of Keras 1",
                        1,
                        "LSTM",
                        "'output_dim': 4, 'activation': 'tanh', 'inner_activation': 'hard_sigmoid'",
                        keras1(4)),
                one("CuDNNGRU", 2, "CuDNNGRU", "'units': 4", shape(3, 12), shape(4, 12), shape(24)),
                one("CuDNNLSTM", 2, "CuDNNLSTM", "'units': 4", shape(3, 16), shape(4, 16), shape(32)),
                one("LSTM", 2, "LSTM", "'units': 4, " + GRU, shape(3, 16), shape(4, 16), shape(16)),
                one(
                        "LSTM, all steps, hard_sigmoid of Keras 3",
                        3,
                        "LSTM",
                        "'units': 4, 'return_sequences': true, 'activation': 'tanh', 'recurrent_activation': 'hard_sigmoid'",
                        shape(3, 16),
                        shape(4, 16),
                        shape(16)),
                one(
                        "SimpleRNN",
                        2,
                        "SimpleRNN",
                        "'units': 4, 'activation': 'tanh'",
                        shape(3, 4),
                        shape(4, 4),
                        shape(4)));
    }

    static Stream<Arguments> wrapped() throws Exception {
        var cases = Stream.<Arguments>builder();
        for (String mode : new String[] {"concat", "sum", "mul", "ave"}) {
            for (boolean all : new boolean[] {false, true}) {
                cases.add(one(
                        "Bidirectional GRU, " + mode + ", " + all,
                        2,
                        "Bidirectional",
                        bidirectional("GRU", mode, all),
                        twice(shape(3, 12), shape(4, 12), shape(2, 12))));
                cases.add(one(
                        "Bidirectional LSTM, " + mode + ", " + all,
                        2,
                        "Bidirectional",
                        bidirectional("LSTM", mode, all),
                        twice(shape(3, 16), shape(4, 16), shape(16))));
            }
        }
        cases.add(one(
                "TimeDistributed",
                2,
                "TimeDistributed",
                "'layer': {'class_name': 'Dense', 'config': {'name': 'd', 'units': 4, 'activation': 'softmax'}}",
                shape(3, 4),
                shape(4)));
        return cases.build();
    }

    static Stream<Arguments> masked() throws Exception {
        String seq = "'return_sequences': true, ";
        return Stream.of(
                Arguments.of(
                        "Masking, GRU, GRU, Dense",
                        masking(2)
                                .layer(
                                        "a",
                                        "GRU",
                                        seq + "'units': 4, 'reset_after': true, " + GRU,
                                        shape(3, 12),
                                        shape(4, 12),
                                        shape(2, 12))
                                .layer("drop", "Dropout", "'rate': 0.2")
                                .layer("b", "GRU", "'units': 4, " + GRU, shape(4, 12), shape(4, 12), shape(12))
                                .layer("out", "Dense", "'units': 2, 'activation': 'linear'", shape(4, 2), shape(2))
                                .sequential(),
                        false),
                Arguments.of(
                        "Masking, GRU, all steps",
                        masking(2)
                                .layer("a", "GRU", seq + "'units': 4, " + GRU, shape(3, 12), shape(4, 12), shape(12))
                                .layer("out", "Dense", "'units': 2, 'activation': 'sigmoid'", shape(4, 2), shape(2))
                                .sequential(),
                        false),
                Arguments.of(
                        "Masking, GRU backwards",
                        masking(2)
                                .layer(
                                        "a",
                                        "GRU",
                                        "'go_backwards': true, 'units': 4, " + GRU,
                                        shape(3, 12),
                                        shape(4, 12),
                                        shape(12))
                                .sequential(),
                        false),
                Arguments.of(
                        "Masking, Bidirectional GRU",
                        masking(2)
                                .layer(
                                        "a",
                                        "Bidirectional",
                                        bidirectional("GRU", "sum", false),
                                        twice(shape(3, 12), shape(4, 12), shape(2, 12)))
                                .sequential(),
                        false),
                Arguments.of(
                        "Masking, Bidirectional GRU, all steps",
                        masking(2)
                                .layer(
                                        "a",
                                        "Bidirectional",
                                        bidirectional("GRU", "concat", true),
                                        twice(shape(3, 12), shape(4, 12), shape(2, 12)))
                                .sequential(),
                        false),
                Arguments.of(
                        "Masking, average",
                        masking(2)
                                .layer("a", "GlobalAveragePooling1D", "")
                                .layer("out", "Dense", "'units': 2, 'activation': 'linear'", shape(3, 2), shape(2))
                                .sequential(),
                        false),
                Arguments.of(
                        "Embedding with mask_zero",
                        new ModelBuilder(2)
                                .layer(
                                        "e",
                                        "Embedding",
                                        "'input_dim': 9, 'output_dim': 3, 'mask_zero': true, 'batch_input_shape': [null, 6]",
                                        shape(9, 3))
                                .layer("a", "GRU", "'units': 4, " + GRU, shape(3, 12), shape(4, 12), shape(12))
                                .layer("out", "Dense", "'units': 2, 'activation': 'softmax'", shape(4, 2), shape(2))
                                .sequential(),
                        true),
                Arguments.of(
                        "Embedding of open length, Conv1D",
                        new ModelBuilder(2)
                                .layer(
                                        "e",
                                        "Embedding",
                                        "'input_dim': 9, 'output_dim': 3, 'batch_input_shape': [null, null]",
                                        shape(9, 3))
                                .layer("c", "Conv1D", conv("same", 1, 1), shape(3, 3, 4), shape(4))
                                .layer("p", "GlobalMaxPooling1D", "")
                                .sequential(),
                        true),
                Arguments.of(
                        "Embedding with mask_zero, LSTM",
                        new ModelBuilder(2)
                                .layer(
                                        "e",
                                        "Embedding",
                                        "'input_dim': 9, 'output_dim': 3, 'mask_zero': true, 'batch_input_shape': [null, 6]",
                                        shape(9, 3))
                                .layer("a", "LSTM", "'units': 4, " + GRU, shape(3, 16), shape(4, 16), shape(16))
                                .sequential(),
                        true));
    }

    static Stream<Arguments> others() throws Exception {
        return Stream.of(
                one(
                        "BatchNormalization",
                        2,
                        "BatchNormalization",
                        "'epsilon': 0.001, 'axis': -1",
                        shape(3),
                        shape(3),
                        shape(3),
                        shape(3)),
                one(
                        "BatchNormalization without scale",
                        2,
                        "BatchNormalization",
                        "'epsilon': 0.001, 'axis': [2], 'scale': false",
                        shape(3),
                        shape(3),
                        shape(3)),
                conv1d("valid", 1, 1),
                conv1d("same", 1, 1),
                conv1d("same", 2, 1),
                conv1d("causal", 1, 1),
                conv1d("causal", 1, 2),
                pool("MaxPooling1D", "valid"),
                pool("MaxPooling1D", "same"),
                pool("AveragePooling1D", "valid"),
                pool("AveragePooling1D", "same"),
                Arguments.of(
                        "Flatten, Dense, BatchNormalization, RepeatVector",
                        new ModelBuilder(2)
                                .layer("f", "Flatten", IN)
                                .layer("d", "Dense", "'units': 4, 'activation': 'elu'", shape(18, 4), shape(4))
                                .layer(
                                        "n",
                                        "BatchNormalization",
                                        "'epsilon': 0.001, 'axis': -1",
                                        shape(4),
                                        shape(4),
                                        shape(4),
                                        shape(4))
                                .layer("r", "RepeatVector", "'n': 5")
                                .layer(
                                        "g",
                                        "GRU",
                                        "'units': 4, 'return_sequences': true, " + GRU,
                                        shape(4, 12),
                                        shape(4, 12),
                                        shape(12))
                                .layer("o", "Dense", "'units': 2, 'activation': 'linear'", shape(4, 2), shape(2))
                                .layer("a", "Activation", "'activation': 'softmax'")
                                .sequential(),
                        false),
                Arguments.of(
                        "Dense steps, softmax in between, SpatialDropout1D",
                        new ModelBuilder(2)
                                .layer(
                                        "d",
                                        "Dense",
                                        IN + ", 'units': 4, 'activation': 'relu', 'use_bias': false",
                                        shape(3, 4))
                                .layer("s", "SpatialDropout1D", "'rate': 0.1")
                                .layer("a", "Activation", "'activation': 'softmax'")
                                .layer("p", "GlobalAveragePooling1D", "")
                                .sequential(),
                        false),
                merge("Concatenate", 8),
                merge("Add", 4),
                merge("Multiply", 4),
                merge("Maximum", 4));
    }

    private static Arguments one(String name, int version, String kind, String config, long[]... shapes)
            throws Exception {
        return Arguments.of(
                name,
                new ModelBuilder(version)
                        .layer("layer", kind, IN + ", " + config, shapes)
                        .sequential(),
                false);
    }

    private static long[][] keras1(int gates) {
        var shapes = new long[3 * gates][];
        for (int i = 0; i < gates; i++) {
            shapes[3 * i] = shape(3, 4);
            shapes[3 * i + 1] = shape(4, 4);
            shapes[3 * i + 2] = shape(4);
        }
        return shapes;
    }

    private static long[][] twice(long[]... shapes) {
        return Stream.concat(Arrays.stream(shapes), Arrays.stream(shapes)).toArray(long[][]::new);
    }

    private static String bidirectional(String kind, String mode, boolean all) {
        return "'merge_mode': '" + mode + "', 'layer': {'class_name': '" + kind
                + "', 'config': {'name': 'inner', 'units': 4," + (kind.equals("GRU") ? "'reset_after': true, " : "")
                + "'return_sequences': " + all + ", " + GRU + "}}";
    }

    private static ModelBuilder masking(int version) {
        return new ModelBuilder(version).layer("m", "Masking", IN + ", 'mask_value': -1.0");
    }

    private static String conv(String padding, int stride, int dilation) {
        return "'filters': 4, 'kernel_size': [3], 'strides': [" + stride + "], 'dilation_rate': [" + dilation
                + "], 'padding': '" + padding + "', 'activation': 'relu'";
    }

    private static Arguments conv1d(String padding, int stride, int dilation) throws Exception {
        return one(
                "Conv1D, " + padding + ", " + stride + ", " + dilation,
                2,
                "Conv1D",
                conv(padding, stride, dilation),
                shape(3, 3, 4),
                shape(4));
    }

    private static Arguments pool(String kind, String padding) throws Exception {
        return Arguments.of(
                kind + ", " + padding,
                new ModelBuilder(2)
                        .layer("p", kind, IN + ", 'pool_size': [3], 'strides': [2], 'padding': '" + padding + "'")
                        .layer("d", "Dense", "'units': 2, 'activation': 'linear'", shape(3, 2), shape(2))
                        .sequential(),
                false);
    }

    private static Arguments merge(String kind, int size) throws Exception {
        return Arguments.of(
                kind,
                new ModelBuilder(2)
                        .node("in", "InputLayer", IN, "")
                        .node("a", "GRU", "'units': 4, " + GRU, "in", shape(3, 12), shape(4, 12), shape(12))
                        .node(
                                "b",
                                "SimpleRNN",
                                "'units': 4, 'activation': 'tanh'",
                                "in",
                                shape(3, 4),
                                shape(4, 4),
                                shape(4))
                        .node("m", kind, "", "a b")
                        .node("o", "Dense", "'units': 2, 'activation': 'sigmoid'", "m", shape(size, 2), shape(2))
                        .functional("in", "o"),
                false);
    }

    /** Of the first two examples some steps are all -1: at the ends and in the middle. */
    private static double[][][] steps() {
        var random = new Random(5);
        var values = new double[4][STEPS][SIZE];
        for (double[][] example : values) {
            for (double[] step : example) {
                for (int i = 0; i < SIZE; i++) {
                    step[i] = (float) random.nextGaussian();
                }
            }
        }
        for (int[] masked : new int[][] {{0, 4}, {0, 5}, {1, 0}, {1, 3}}) {
            Arrays.fill(values[masked[0]][masked[1]], -1);
        }
        return values;
    }

    /** Zeros at the ends only, where DL4J's LSTM can be right too. */
    private static double[][][] words() {
        return new double[][][] {{{1, 2, 3, 4, 5, 6}}, {{7, 8, 1, 0, 0, 0}}, {{0, 0, 3, 3, 2, 8}}};
    }
}
