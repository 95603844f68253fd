package io.github.gru4j.importer.keras;

import static io.github.gru4j.importer.keras.ModelBuilder.shape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.importer.ModelFormatException;
import org.junit.jupiter.api.Test;

/** What cannot be imported is named, all of it at once; what only matters to training does not stop an import. */
class KerasRefusalTest {

    private static final String IN = "'batch_input_shape': [null, 6, 3]";

    @Test
    void namesEveryLayerThatCannotBeImported() throws Exception {
        var model = new ModelBuilder(2)
                .layer("odd", "ConvLSTM2D", IN)
                .layer("gru", "GRU", "'units': 4, 'activation': 'tanh', 'recurrent_activation': 'snake'", shape(3, 12))
                .layer(
                        "two",
                        "Bidirectional",
                        "'merge_mode': null, 'layer': {'class_name': 'GRU', 'config': {'units': 4,"
                                + " 'activation': 'tanh', 'recurrent_activation': 'sigmoid'}}",
                        shape(3, 12),
                        shape(4, 12),
                        shape(12),
                        shape(3, 12),
                        shape(4, 12),
                        shape(12))
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

    @Test
    void warnsOnceOfWhatOnlyMattersToTraining() throws Exception {
        var imported = KerasNetworks.build(new ModelBuilder(2)
                .layer(
                        "gru",
                        "GRU",
                        IN + ", 'units': 4, 'activation': 'tanh', 'recurrent_activation': 'sigmoid', 'stateful': true,"
                                + " 'kernel_regularizer': {'class_name': 'L2'}, 'kernel_initializer': {'class_name': 'Mine'}",
                        shape(3, 12),
                        shape(4, 12),
                        shape(12))
                .layer("noise", "GaussianNoise", "'stddev': 0.1")
                .sequential());

        assertThat(imported.warnings()).hasSize(3).doesNotHaveDuplicates();
    }
}
