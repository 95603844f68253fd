package io.github.gru4j.importer.keras;

import static io.github.gru4j.importer.keras.KerasCase.ALL;
import static io.github.gru4j.importer.keras.KerasCase.IN;
import static io.github.gru4j.importer.keras.KerasCase.UNITS;
import static io.github.gru4j.importer.keras.KerasCase.dense;
import static io.github.gru4j.importer.keras.KerasCase.gru;
import static io.github.gru4j.importer.keras.KerasCase.one;
import static io.github.gru4j.importer.keras.KerasCase.simple;
import static io.github.gru4j.importer.keras.ModelBuilder.shape;

import java.util.List;
import java.util.stream.Stream;

/** What stands around recurrent layers: step by step, over windows, between sequences and vectors, with several inputs. */
final class OtherCases {

    private static final String TWO = "'units': 2, 'activation': 'linear'";

    private static final List<String> ACTIVATIONS = List.of(
            "tanh",
            "sigmoid",
            "hard_sigmoid",
            "relu",
            "relu6",
            "elu",
            "selu",
            "softplus",
            "softsign",
            "softmax",
            "swish",
            "leaky_relu");

    private OtherCases() {}

    static Stream<KerasCase> steps() throws Exception {
        var cases = Stream.<KerasCase>builder();
        for (String activation : ACTIVATIONS) {
            cases.add(activation(activation, 2));
        }
        cases.add(activation("hard_sigmoid", 3));
        cases.add(one("BatchNormalization", 2, "BatchNormalization", "'epsilon': 0.001, 'axis': -1", normal(4)));
        cases.add(one(
                "BatchNormalization without scale",
                2,
                "BatchNormalization",
                "'epsilon': 0.001, 'axis': [2], 'scale': false",
                normal(3)));
        cases.add(one(
                "TimeDistributed Dense",
                2,
                "TimeDistributed",
                "'layer': {'class_name': 'Dense', 'config': {'name': 'd', 'units': 4, 'activation': 'softmax'}}",
                dense(3, 4)));
        cases.add(before("ReLU", ""));
        cases.add(before("LeakyReLU", "'alpha': 0.3"));
        cases.add(before("LeakyReLU", "'alpha': {'type': 'ndarray', 'value': 0.1}"));
        cases.add(before("ELU", "'alpha': 1.0"));
        cases.add(before("Softmax", "'axis': -1"));
        cases.add(KerasCase.of(
                "Dense steps, softmax in between, SpatialDropout1D",
                new ModelBuilder(2)
                        .layer("d", "Dense", IN + ", 'units': 4, 'activation': 'relu', 'use_bias': false", shape(3, 4))
                        .layer("s", "SpatialDropout1D", "'rate': 0.1")
                        .layer("n", "GaussianNoise", "'stddev': 0.1")
                        .layer("a", "Activation", "'activation': 'softmax'")
                        .layer("p", "GlobalAveragePooling1D", "")
                        .sequential()));
        return cases.build();
    }

    private static long[][] normal(int arrays) {
        return Stream.generate(() -> shape(3)).limit(arrays).toArray(long[][]::new);
    }

    private static KerasCase activation(String activation, int version) throws Exception {
        return KerasCase.of(
                "Dense, " + activation + " of Keras " + version,
                new ModelBuilder(version)
                        .layer("d", "Dense", IN + ", 'units': 4, 'activation': '" + activation + "'", dense(3, 4))
                        .layer("o", "Dense", TWO, dense(4, 2))
                        .sequential());
    }

    private static KerasCase before(String kind, String config) throws Exception {
        return KerasCase.of(
                kind,
                new ModelBuilder(2)
                        .layer("a", kind, IN + (config.isEmpty() ? "" : ", " + config))
                        .layer("o", "Dense", TWO, dense(3, 2))
                        .sequential());
    }

    static Stream<KerasCase> windows() throws Exception {
        return Stream.of(
                conv1d("valid", 1, 1),
                conv1d("same", 1, 1),
                conv1d("same", 2, 1),
                conv1d("same", 1, 2),
                conv1d("valid", 1, 2),
                conv1d("causal", 1, 1),
                conv1d("causal", 2, 1),
                conv1d("causal", 1, 2),
                one(
                        "Convolution1D of Keras 1",
                        1,
                        "Convolution1D",
                        "'nb_filter': 4, 'filter_length': 3, 'subsample_length': 2, 'border_mode': 'same',"
                                + " 'activation': 'relu'",
                        shape(3, 1, 3, 4),
                        shape(4)),
                pool("MaxPooling1D", "valid"),
                pool("MaxPooling1D", "same"),
                pool("AveragePooling1D", "valid"),
                pool("AveragePooling1D", "same"),
                whole("GlobalMaxPooling1D"),
                whole("GlobalAveragePooling1D"),
                KerasCase.of(
                        "Conv1D, MaxPooling1D, GRU",
                        new ModelBuilder(2)
                                .layer("c", "Conv1D", IN + ", " + conv("causal", 1, 1), shape(3, 3, 4), shape(4))
                                .layer("p", "MaxPooling1D", "'pool_size': [2], 'strides': [2], 'padding': 'valid'")
                                .layer("g", "GRU", UNITS, gru(4))
                                .sequential()));
    }

    private static String conv(String padding, int stride, int dilation) {
        return "'filters': 4, 'kernel_size': [3], 'strides': [" + stride + "], 'dilation_rate': [" + dilation
                + "], 'padding': '" + padding + "', 'activation': 'relu'";
    }

    private static KerasCase conv1d(String padding, int stride, int dilation) throws Exception {
        return one(
                "Conv1D, " + padding + ", " + stride + ", " + dilation,
                2,
                "Conv1D",
                conv(padding, stride, dilation),
                shape(3, 3, 4),
                shape(4));
    }

    private static KerasCase pool(String kind, String padding) throws Exception {
        return KerasCase.of(
                kind + ", " + padding,
                new ModelBuilder(2)
                        .layer("p", kind, IN + ", 'pool_size': [3], 'strides': [2], 'padding': '" + padding + "'")
                        .layer("d", "Dense", TWO, dense(3, 2))
                        .sequential());
    }

    private static KerasCase whole(String kind) throws Exception {
        return KerasCase.of(
                kind,
                new ModelBuilder(2)
                        .layer("p", kind, IN)
                        .layer("d", "Dense", TWO, dense(3, 2))
                        .sequential());
    }

    static Stream<KerasCase> shapes() throws Exception {
        return Stream.of(
                KerasCase.of(
                        "Flatten, Dense, BatchNormalization, RepeatVector",
                        new ModelBuilder(2)
                                .layer("f", "Flatten", IN)
                                .layer("d", "Dense", "'units': 4, 'activation': 'elu'", dense(18, 4))
                                .layer(
                                        "n",
                                        "BatchNormalization",
                                        "'epsilon': 0.001, 'axis': -1",
                                        shape(4),
                                        shape(4),
                                        shape(4),
                                        shape(4))
                                .layer("r", "RepeatVector", "'n': 5")
                                .layer("g", "GRU", ALL, gru(4))
                                .layer("o", "Dense", TWO, dense(4, 2))
                                .layer("a", "Activation", "'activation': 'softmax'")
                                .sequential()),
                KerasCase.of(
                        "Flatten after GRU",
                        new ModelBuilder(2)
                                .layer("g", "GRU", IN + ", " + ALL, gru(3))
                                .layer("f", "Flatten", "")
                                .layer("o", "Dense", TWO, dense(24, 2))
                                .sequential()));
    }

    static Stream<KerasCase> merges() throws Exception {
        var cases = Stream.<KerasCase>builder();
        for (String kind : new String[] {"Concatenate", "Add", "Multiply", "Average", "Maximum", "Subtract"}) {
            cases.add(merge(kind, 2, kind, ""));
        }
        cases.add(merge("Merge of Keras 1, concat", 1, "Merge", "'mode': 'concat', 'concat_axis': -1"));
        cases.add(merge("Merge of Keras 1, sum", 1, "Merge", "'mode': 'sum'"));
        return cases.build();
    }

    private static KerasCase merge(String name, int version, String kind, String config) throws Exception {
        int size = name.toLowerCase(java.util.Locale.ROOT).contains("concat") ? 8 : 4;
        return KerasCase.of(
                name.replace("sum", "Add"),
                new ModelBuilder(version)
                        .node("in", "InputLayer", IN, "")
                        .node("a", "GRU", UNITS, "in", gru(3))
                        .node("b", "SimpleRNN", UNITS, "in", simple(3))
                        .node("m", kind, config, "a b")
                        .node("o", "Dense", "'units': 2, 'activation': 'sigmoid'", "m", dense(size, 2))
                        .functional("in", "o"));
    }
}
