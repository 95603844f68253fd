package io.github.gru4j.importer.keras;

import static io.github.gru4j.importer.keras.KerasCase.ALL;
import static io.github.gru4j.importer.keras.KerasCase.IN;
import static io.github.gru4j.importer.keras.KerasCase.UNITS;
import static io.github.gru4j.importer.keras.KerasCase.bidirectional;
import static io.github.gru4j.importer.keras.KerasCase.dense;
import static io.github.gru4j.importer.keras.KerasCase.gru;
import static io.github.gru4j.importer.keras.KerasCase.lstm;
import static io.github.gru4j.importer.keras.KerasCase.resetAfter;
import static io.github.gru4j.importer.keras.KerasCase.twice;
import static io.github.gru4j.importer.keras.ModelBuilder.shape;
import static io.github.gru4j.importer.keras.ModelBuilder.tensor;

import java.util.stream.Stream;

/** Models that mask steps themselves, with Masking or with an Embedding. */
final class MaskCases {

    private static final String TWO = "'units': 2, 'activation': 'linear'";

    private MaskCases() {}

    private static ModelBuilder masking(int version) {
        return new ModelBuilder(version).layer("m", "Masking", IN + ", 'mask_value': -1.0");
    }

    private static ModelBuilder embedding(boolean maskZero) {
        return new ModelBuilder(2)
                .layer(
                        "e",
                        "Embedding",
                        "'input_dim': 9, 'output_dim': 3, 'mask_zero': " + maskZero + ", 'batch_input_shape': [null, "
                                + (maskZero ? "6]" : "null]"),
                        shape(9, 3));
    }

    static Stream<KerasCase> masking() throws Exception {
        return Stream.of(
                KerasCase.of(
                                "Masking, GRU, GRU, Dense",
                                masking(2)
                                        .layer("a", "GRU", ALL + ", 'reset_after': true", resetAfter(3))
                                        .layer("drop", "Dropout", "'rate': 0.2")
                                        .layer("b", "GRU", UNITS, gru(4))
                                        .layer("out", "Dense", TWO, dense(4, 2))
                                        .sequential())
                        .byStep(),
                KerasCase.of(
                                "Masking, GRU, all steps",
                                masking(2)
                                        .layer("a", "GRU", ALL, gru(3))
                                        .layer("out", "Dense", "'units': 2, 'activation': 'sigmoid'", dense(4, 2))
                                        .sequential())
                        .byStep(),
                KerasCase.of(
                                "Masking of Keras 3, GRU, zeros at masked steps",
                                masking(3)
                                        .layer("a", "GRU", ALL + ", 'zero_output_for_mask': true", resetAfter(3))
                                        .sequential())
                        .byStep(),
                KerasCase.of(
                        "Masking, GRU backwards",
                        masking(2)
                                .layer("a", "GRU", "'go_backwards': true, " + UNITS, gru(3))
                                .sequential()),
                KerasCase.of(
                        "Masking, Bidirectional GRU",
                        masking(2)
                                .layer("a", "Bidirectional", bidirectional("GRU", "'sum'", UNITS), twice(gru(3)))
                                .sequential()),
                KerasCase.of(
                        "Masking, Bidirectional GRU, all steps",
                        masking(2)
                                .layer("a", "Bidirectional", bidirectional("GRU", "'concat'", ALL), twice(gru(3)))
                                .sequential()),
                KerasCase.of(
                        "Masking, Bidirectional GRU, all steps, of TensorFlow's Keras",
                        ofTensorflow(masking(2)
                                .layer("a", "Bidirectional", bidirectional("GRU", "'concat'", ALL), twice(gru(3)))
                                .sequential())),
                KerasCase.of(
                        "Masking, Bidirectional GRU, both outputs",
                        new ModelBuilder(2)
                                .node("in", "InputLayer", IN, "")
                                .node("mask", "Masking", "'mask_value': -1.0", "in")
                                .node("a", "Bidirectional", bidirectional("GRU", "null", ALL), "mask", twice(gru(3)))
                                .node("m", "Concatenate", "'axis': -1", "a:1 a")
                                .node("b", "GRU", UNITS, "m", gru(8))
                                .functional("in", "b")),
                KerasCase.of(
                        "Masking that no layer heeds",
                        masking(2)
                                .layer("d", "Dense", TWO, dense(3, 2))
                                .layer("f", "Flatten", "")
                                .layer("o", "Dense", TWO, dense(12, 2))
                                .sequential()),
                KerasCase.of(
                        "Masking, average",
                        masking(2)
                                .layer("a", "GlobalAveragePooling1D", "")
                                .layer("out", "Dense", TWO, dense(3, 2))
                                .sequential()),
                KerasCase.of(
                        "Masking, TimeDistributed, Bidirectional GRU",
                        masking(2)
                                .layer(
                                        "t",
                                        "TimeDistributed",
                                        "'layer': {'class_name': 'Dense', 'config': {'name': 'd', " + TWO + "}}",
                                        dense(3, 2))
                                .layer("a", "Bidirectional", bidirectional("GRU", "'ave'", UNITS), twice(gru(2)))
                                .sequential()));
    }

    private static KerasModel ofTensorflow(KerasModel model) {
        return new KerasModel(model.file(), "Keras 2.3.0-tf, HDF5", 2, model.config(), model.weights());
    }

    static Stream<KerasCase> words() throws Exception {
        return Stream.of(
                        KerasCase.of(
                                        "Embedding with mask_zero, GRU",
                                        embedding(true)
                                                .layer("a", "GRU", UNITS, gru(3))
                                                .layer(
                                                        "out",
                                                        "Dense",
                                                        "'units': 2, 'activation': 'softmax'",
                                                        dense(4, 2))
                                                .sequential())
                                .byStep(),
                        KerasCase.of(
                                "Embedding with mask_zero, Bidirectional GRU",
                                embedding(true)
                                        .layer(
                                                "a",
                                                "Bidirectional",
                                                bidirectional("GRU", "'concat'", ALL),
                                                twice(gru(3)))
                                        .layer(
                                                "b",
                                                "Bidirectional",
                                                bidirectional("GRU", "'mul'", UNITS),
                                                twice(gru(8)))
                                        .sequential()),
                        KerasCase.of(
                                "Embedding with mask_zero, maximum",
                                embedding(true)
                                        .layer("p", "GlobalMaxPooling1D", "")
                                        .sequential()),
                        KerasCase.of(
                                "Embedding with mask_zero, LSTM",
                                embedding(true)
                                        .layer("a", "LSTM", UNITS, lstm(3))
                                        .sequential()),
                        KerasCase.of(
                                "Embedding with mask_zero, LSTM backwards",
                                embedding(true)
                                        .layer("a", "LSTM", UNITS + ", 'go_backwards': true", lstm(3))
                                        .sequential()),
                        KerasCase.of(
                                "Embedding with mask_zero, Bidirectional LSTM",
                                embedding(true)
                                        .layer(
                                                "a",
                                                "Bidirectional",
                                                bidirectional("LSTM", "'concat'", UNITS),
                                                twice(lstm(3)))
                                        .sequential()),
                        KerasCase.of(
                                "Embedding of open length, Conv1D",
                                embedding(false)
                                        .layer(
                                                "c",
                                                "Conv1D",
                                                "'filters': 4, 'kernel_size': [3], 'padding': 'same', 'activation': 'relu'",
                                                shape(3, 3, 4),
                                                shape(4))
                                        .layer("p", "GlobalMaxPooling1D", "")
                                        .sequential()),
                        statedByKeras3())
                .map(KerasCase::onWords);
    }

    /** Functional models of Keras 3 have the operations that make a mask among their layers. */
    private static KerasCase statedByKeras3() throws Exception {
        String masked = "'kwargs': {'mask': " + tensor("not_equal") + ", 'training': false}";
        return KerasCase.of(
                        "functional of Keras 3, Embedding with mask_zero",
                        new ModelBuilder(3)
                                .node("in", "InputLayer", "'batch_shape': [null, 6]", "")
                                .call(
                                        "e",
                                        "Embedding",
                                        "'input_dim': 9, 'output_dim': 3, 'mask_zero': true",
                                        "{'args': [" + tensor("in") + "], 'kwargs': {}}",
                                        shape(9, 3))
                                .call("not_equal", "NotEqual", "", "{'args': [" + tensor("in") + ", 0], 'kwargs': {}}")
                                .call(
                                        "a",
                                        "GRU",
                                        ALL + ", 'reset_after': true",
                                        "{'args': [" + tensor("e") + "], " + masked + "}",
                                        resetAfter(3))
                                .call(
                                        "b",
                                        "GRU",
                                        UNITS + ", 'reset_after': true",
                                        "{'args': [" + tensor("a") + "], " + masked + "}",
                                        resetAfter(4))
                                .functional("in", "b"))
                .byStep();
    }

    static Stream<KerasCase> maskingStatedByKeras3() throws Exception {
        return Stream.of(KerasCase.of(
                        "functional of Keras 3, Masking",
                        new ModelBuilder(3)
                                .node("in", "InputLayer", "'batch_shape': [null, 6, 3]", "")
                                .call(
                                        "m",
                                        "Masking",
                                        "'mask_value': -1.0",
                                        "{'args': [" + tensor("in") + "], 'kwargs': {}}")
                                .call(
                                        "not_equal",
                                        "NotEqual",
                                        "",
                                        "{'args': [" + tensor("in") + ", -1.0], 'kwargs': {}}")
                                .call(
                                        "any",
                                        "Any",
                                        "'axis': -1, 'keepdims': false",
                                        "{'args': [" + tensor("not_equal") + "], 'kwargs': {}}")
                                .call(
                                        "a",
                                        "GRU",
                                        UNITS + ", 'reset_after': true",
                                        "{'args': [" + tensor("m") + "], 'kwargs': {'mask': " + tensor("any") + "}}",
                                        resetAfter(3))
                                .functional("in", "a"))
                .byStep());
    }
}
