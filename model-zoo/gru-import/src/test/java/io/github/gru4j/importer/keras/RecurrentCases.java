package io.github.gru4j.importer.keras;

import static io.github.gru4j.importer.keras.KerasCase.ALL;
import static io.github.gru4j.importer.keras.KerasCase.IN;
import static io.github.gru4j.importer.keras.KerasCase.UNITS;
import static io.github.gru4j.importer.keras.KerasCase.bidirectional;
import static io.github.gru4j.importer.keras.KerasCase.dense;
import static io.github.gru4j.importer.keras.KerasCase.gru;
import static io.github.gru4j.importer.keras.KerasCase.keras1;
import static io.github.gru4j.importer.keras.KerasCase.lstm;
import static io.github.gru4j.importer.keras.KerasCase.one;
import static io.github.gru4j.importer.keras.KerasCase.resetAfter;
import static io.github.gru4j.importer.keras.KerasCase.simple;
import static io.github.gru4j.importer.keras.KerasCase.twice;
import static io.github.gru4j.importer.keras.ModelBuilder.shape;

import java.util.stream.Stream;

/** GRU, LSTM and SimpleRNN of every version, with the options that change what they compute, and those that do not. */
final class RecurrentCases {

    private static final String HARD = "'units': 4, 'activation': 'tanh', 'recurrent_activation': 'hard_sigmoid'";
    private static final String HARD_1 = "'output_dim': 4, 'activation': 'tanh', 'inner_activation': 'hard_sigmoid'";

    private RecurrentCases() {}

    static Stream<KerasCase> forwards() throws Exception {
        return Stream.of(
                        one("GRU of Keras 1", 1, "GRU", HARD_1, keras1(3)),
                        one("GRU of Keras 2, no reset_after", 2, "GRU", HARD, gru(3)),
                        one("GRU of Keras 2, all steps, relu", 2, "GRU", ALL.replace("tanh", "relu"), gru(3)),
                        one("GRU, reset_after false", 2, "GRU", UNITS + ", 'reset_after': false", gru(3)),
                        one("GRU, reset_after true", 2, "GRU", UNITS + ", 'reset_after': true", resetAfter(3)),
                        one("GRU of Keras 3, no reset_after", 3, "GRU", HARD, resetAfter(3)),
                        one("GRU without bias", 2, "GRU", UNITS + ", 'use_bias': false", shape(3, 12), shape(4, 12)),
                        one(
                                "GRU with what changes nothing",
                                2,
                                "GRU",
                                UNITS + ", 'unroll': true, 'implementation': 2, 'stateful': true, 'time_major': false,"
                                        + " 'return_state': false, 'go_backwards': false",
                                gru(3)),
                        one("CuDNNGRU", 2, "CuDNNGRU", "'units': 4", shape(3, 12), shape(4, 12), shape(24)),
                        one("LSTM of Keras 1", 1, "LSTM", HARD_1, keras1(4)),
                        one("LSTM", 2, "LSTM", UNITS, lstm(3)),
                        one("LSTM of Keras 3, all steps", 3, "LSTM", HARD + ", 'return_sequences': true", lstm(3)),
                        one("LSTM without bias", 2, "LSTM", UNITS + ", 'use_bias': false", shape(3, 16), shape(4, 16)),
                        one("CuDNNLSTM", 2, "CuDNNLSTM", "'units': 4", shape(3, 16), shape(4, 16), shape(32)),
                        one("SimpleRNN", 2, "SimpleRNN", UNITS, simple(3)),
                        KerasCase.of(
                                "stacked",
                                new ModelBuilder(2)
                                        .layer("a", "GRU", IN + ", " + ALL, gru(3))
                                        .layer("drop", "Dropout", "'rate': 0.2")
                                        .layer("b", "LSTM", ALL, lstm(4))
                                        .layer("c", "GRU", UNITS + ", 'reset_after': true", resetAfter(4))
                                        .layer("out", "Dense", "'units': 2, 'activation': 'sigmoid'", dense(4, 2))
                                        .sequential()),
                        KerasCase.of(
                                "functional",
                                new ModelBuilder(2)
                                        .node("in", "InputLayer", IN, "")
                                        .node("a", "GRU", ALL, "in", gru(3))
                                        .node("b", "SimpleRNN", ALL, "in", simple(3))
                                        .node("m", "Concatenate", "'axis': -1", "a b")
                                        .node("c", "GRU", UNITS, "m", gru(8))
                                        .node("o", "Dense", "'units': 2, 'activation': 'sigmoid'", "c", dense(4, 2))
                                        .functional("in", "o")))
                .map(KerasCase::byStep);
    }

    static Stream<KerasCase> backwards() throws Exception {
        String back = ", 'go_backwards': true";
        return Stream.of(
                one("GRU backwards", 2, "GRU", UNITS + back, gru(3)),
                one("GRU backwards, all steps", 2, "GRU", ALL + back, gru(3)),
                one("LSTM backwards", 2, "LSTM", UNITS + back, lstm(3)),
                one("SimpleRNN backwards, all steps", 2, "SimpleRNN", ALL + back, simple(3)));
    }

    static Stream<KerasCase> bothWays() throws Exception {
        var cases = Stream.<KerasCase>builder();
        for (String mode : new String[] {"'concat'", "'sum'", "'mul'", "'ave'"}) {
            for (String steps : new String[] {UNITS, ALL}) {
                String name = ", " + mode + (steps.equals(ALL) ? ", all steps" : "");
                cases.add(both("Bidirectional GRU" + name, 2, "GRU", mode, steps, gru(3)));
                cases.add(both("Bidirectional LSTM" + name, 2, "LSTM", mode, steps, lstm(3)));
                cases.add(both("Bidirectional SimpleRNN" + name, 2, "SimpleRNN", mode, steps, simple(3)));
            }
        }
        for (String steps : new String[] {UNITS, ALL}) {
            cases.add(KerasCase.of(
                    "Bidirectional GRU, both outputs" + (steps.equals(ALL) ? ", all steps" : ""),
                    new ModelBuilder(2)
                            .node("in", "InputLayer", IN, "")
                            .node("both", "Bidirectional", bidirectional("GRU", "null", steps), "in", twice(gru(3)))
                            .node("m", "Subtract", "", "both both:1")
                            .node("o", "Dense", "'units': 2, 'activation': 'sigmoid'", "m", dense(4, 2))
                            .functional("in", "o")));
        }
        cases.add(KerasCase.of(
                "Bidirectional GRU, the second output alone",
                new ModelBuilder(2)
                        .node("in", "InputLayer", IN, "")
                        .node("both", "Bidirectional", bidirectional("GRU", "null", UNITS), "in", twice(gru(3)))
                        .functional("in", "both:1")));
        cases.add(both("Bidirectional GRU of Keras 1", 1, "GRU", "'concat'", HARD_1, keras1(3)));
        cases.add(both("Bidirectional LSTM of Keras 1", 1, "LSTM", "'sum'", HARD_1, keras1(4)));
        cases.add(both(
                "Bidirectional CuDNNGRU",
                2,
                "CuDNNGRU",
                "'concat'",
                "'units': 4",
                shape(3, 12),
                shape(4, 12),
                shape(24)));
        cases.add(one(
                "Bidirectional GRU of Keras 3, backward layer stated",
                3,
                "Bidirectional",
                bidirectional("GRU", "'concat'", HARD) + ", 'backward_layer': {'class_name': 'GRU', 'config': {" + HARD
                        + ", 'go_backwards': true}}",
                twice(resetAfter(3))));
        return cases.build();
    }

    private static KerasCase both(String name, int version, String kind, String mode, String config, long[]... shapes)
            throws Exception {
        return one(name, version, "Bidirectional", bidirectional(kind, mode, config), twice(shapes));
    }
}
