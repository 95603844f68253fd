package io.github.gru4j.importer.keras;

import static io.github.gru4j.importer.keras.KerasCase.ALL;
import static io.github.gru4j.importer.keras.KerasCase.IN;
import static io.github.gru4j.importer.keras.KerasCase.UNITS;
import static io.github.gru4j.importer.keras.KerasCase.bidirectional;
import static io.github.gru4j.importer.keras.KerasCase.dense;
import static io.github.gru4j.importer.keras.KerasCase.gru;
import static io.github.gru4j.importer.keras.KerasCase.resetAfter;
import static io.github.gru4j.importer.keras.KerasCase.twice;
import static io.github.gru4j.importer.keras.ModelBuilder.shape;
import static io.github.gru4j.importer.keras.ModelBuilder.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.importer.ModelFormatException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be imported is named, all of it at once; what only matters to training does not stop an import. */
class KerasRefusalTest {

    @Test
    void namesEveryLayerThatCannotBeImported() throws Exception {
        var model = new ModelBuilder(2)
                .layer("odd", "ConvLSTM2D", IN)
                .layer("gru", "GRU", UNITS.replace("sigmoid", "snake"), shape(3, 12))
                .layer("two", "Bidirectional", bidirectional("GRU", "null", UNITS), twice(gru(3)))
                .layer("dense", "Dense", "'units': 2, 'activation': 'linear'", shape(5, 3), shape(2))
                .sequential();

        assertThatThrownBy(() -> KerasNetworks.build(model))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("4 layers cannot be imported")
                .hasMessageContaining("\"odd\" (ConvLSTM2D)")
                .hasMessageContaining("\"snake\"")
                .hasMessageContaining("\"two\" (Bidirectional(GRU)): expected merge_mode")
                .hasMessageContaining("\"dense\" (Dense): expected array \"dense/0\" to have the shape");
        assertThat(KerasNetworks.inspect(model).layers())
                .filteredOn(layer -> layer.problem() != null)
                .hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'return_state': true; return_state is true",
                "'time_major': true; time_major is true",
                "'activation': 'softmax'; softmax inside a recurrent cell",
                "'dropout': 1.5; expected dropout from 0 to below 1",
            })
    void refusesOptionsOfRecurrentLayers(String option, String problem) throws Exception {
        String key = option.substring(0, option.indexOf(':'));
        String config =
                key.equals("'activation'") ? UNITS.replace("'activation': 'tanh'", option) : UNITS + ", " + option;

        assertRefused(KerasCase.one("", 2, "GRU", config, gru(3)).model(), "\"layer\" (GRU): " + problem);
        assertRefused(
                KerasCase.one("", 2, "Bidirectional", bidirectional("GRU", "'sum'", config), twice(gru(3)))
                        .model(),
                "\"layer\" (Bidirectional(GRU)): " + problem);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refuses(String problem, KerasModel model) {
        assertRefused(model, problem);
    }

    static Stream<Arguments> refuses() throws Exception {
        return Stream.of(
                Arguments.of(
                        "\"layer\" (Bidirectional(GRU)): expected merge_mode concat, sum, mul, ave or null, found \"max\"",
                        KerasCase.one("", 2, "Bidirectional", bidirectional("GRU", "'max'", UNITS), twice(gru(3)))
                                .model()),
                Arguments.of(
                        "\"layer\" (Bidirectional(GRU)): expected a backward_layer with the forward layer's options",
                        KerasCase.one(
                                        "",
                                        2,
                                        "Bidirectional",
                                        bidirectional("GRU", "'sum'", UNITS)
                                                + ", 'backward_layer': {'class_name': 'GRU', 'config': {"
                                                + UNITS.replace("tanh", "relu") + ", 'go_backwards': true}}",
                                        twice(gru(3)))
                                .model()),
                Arguments.of(
                        "\"b\" (GRU): expected one input, found [in, a, a]; an initial state from another layer",
                        two("GRU", "in a a")),
                Arguments.of("\"b\" (GRU): it reads a output 1, but only the first output of \"a\"", two("GRU", "a:1")),
                Arguments.of(
                        "\"b\" (GRU): it is called with [initial_state]",
                        called("'kwargs': {'initial_state': " + tensor("a") + "}")),
                Arguments.of("\"b\" (GRU): it is called with [training]", called("'kwargs': {'training': true}")),
                Arguments.of(
                        "\"b\" (GRU): it is called with the mask \"a\", which is not the one that its input carries",
                        called("'kwargs': {'mask': " + tensor("a") + "}")),
                Arguments.of(
                        "\"m\" (Add): expected inputs with the same mask",
                        new ModelBuilder(2)
                                .node("in", "InputLayer", IN, "")
                                .node("masked", "Masking", "'mask_value': 0.0", "in")
                                .node("m", "Add", "", "in masked")
                                .functional("in", "m")));
    }

    private static KerasModel two(String kind, String inputs) throws Exception {
        return new ModelBuilder(2)
                .node("in", "InputLayer", IN, "")
                .node("a", "GRU", ALL, "in", gru(3))
                .node("b", kind, UNITS, inputs, gru(4))
                .functional("in", "b");
    }

    private static KerasModel called(String arguments) throws Exception {
        return new ModelBuilder(3)
                .node("in", "InputLayer", IN, "")
                .node("a", "GRU", UNITS, "in", resetAfter(3))
                .call("b", "GRU", UNITS, "{'args': [" + tensor("in") + "], " + arguments + "}", resetAfter(3))
                .node("m", "Add", "", "a b")
                .functional("in", "m");
    }

    @Test
    void refusesArgumentsAsKeras2WritesThem() throws Exception {
        var model = new ModelBuilder(2)
                .node("in", "InputLayer", IN, "")
                .node("a", "GRU", UNITS, "in", gru(3))
                .call("b", "GRU", UNITS, "[['in', 0, 0, {'initial_state': ['a', 0, 0]}]]", gru(3))
                .node("m", "Add", "", "a b")
                .functional("in", "m");

        assertRefused(model, "\"b\" (GRU): it is called with [initial_state]");
    }

    @Test
    void refusesLayersThatAreCalledTwice() throws Exception {
        var model = new ModelBuilder(2)
                .node("in", "InputLayer", IN, "")
                .call("a", "GRU", UNITS, "[['in', 0, 0, {}]], [['in', 0, 0, {}]]", gru(3))
                .functional("in", "a");

        assertRefused(model, "layer \"a\" is called 2 times");
    }

    @Test
    void refusesTwoTablesOfWordsForOneInput() throws Exception {
        var model = new ModelBuilder(2)
                .node("in", "InputLayer", "'batch_input_shape': [null, 6]", "")
                .node("a", "Embedding", "'input_dim': 9, 'output_dim': 3", "in", shape(9, 3))
                .node("b", "Embedding", "'input_dim': 8, 'output_dim': 3", "in", shape(8, 3))
                .node("m", "Add", "", "a b")
                .functional("in", "m");

        assertRefused(model, "\"b\" (Embedding): expected one number of words");
    }

    private static void assertRefused(KerasModel model, String problem) {
        assertThatThrownBy(() -> KerasNetworks.build(model))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith("made.h5: ")
                .hasMessageContaining(problem);
    }

    @Test
    void warnsOnceOfWhatOnlyMattersToTraining() throws Exception {
        var imported = KerasNetworks.build(new ModelBuilder(2)
                .layer(
                        "gru",
                        "GRU",
                        IN + ", " + ALL + ", 'stateful': true, 'kernel_regularizer': {'class_name': 'L2'},"
                                + " 'kernel_initializer': {'class_name': 'Mine'}",
                        gru(3))
                .layer("noise", "GaussianNoise", "'stddev': 0.1")
                .layer(
                        "both",
                        "TimeDistributed",
                        "'layer': {'class_name': 'Dense', 'config': {'name': 'd', 'units': 2, 'activation': 'linear',"
                                + " 'bias_constraint': {'class_name': 'Mine'}}}",
                        dense(4, 2))
                .sequential());

        assertThat(imported.warnings()).hasSize(4).doesNotHaveDuplicates();
    }
}
