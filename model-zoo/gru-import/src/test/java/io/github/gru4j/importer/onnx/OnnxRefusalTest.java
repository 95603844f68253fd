package io.github.gru4j.importer.onnx;

import static io.github.gru4j.importer.onnx.OnnxModels.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.importer.ModelFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import onnx.Onnx.AttributeProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/** Graphs whose numbers DL4J's layers would not give are refused, by the name of the node and of what is wrong with it. */
final class OnnxRefusalTest {

    private static final int TIME = 5;
    private static final int BATCH = 3;

    @TempDir
    private Path folder;

    private final Exporters graph = new Exporters(13, 1);

    @Test
    void initialStatesOtherThanZero() throws Exception {
        input("output");
        graph.model.weights("h0", graph.values(1, BATCH, 6));
        graph.gru("input", "- h0", 4, 6, "forward", "y h").squeeze("y", "output", 1);
        refused("an initial state (\"h0\") that is neither zero nor an input");
    }

    @Test
    void clip() throws Exception {
        input("output");
        graph.cell("LSTM", "input", "", 4, 6, "forward", "y h", attribute("clip", 2f))
                .squeeze("y", "output", 1);
        refused("LSTM", "clip=2.0");
    }

    @Test
    void otherActivationsBackward() throws Exception {
        input("y");
        graph.cell("GRU", "input", "", 4, 6, "bidirectional", "y h", texts("Sigmoid", "Tanh", "Sigmoid", "Relu"));
        refused("other activations backward", "Relu");
    }

    @Test
    void activationsThatNoBodyKnows() throws Exception {
        input("y");
        graph.cell("GRU", "input", "", 4, 6, "forward", "y h", texts("Sigmoid", "Sinusoid"));
        refused("Sinusoid");
    }

    @Test
    void aPartOfTheInput() throws Exception {
        input("output");
        graph.slice("input", "x", 0, 1, 5).gru("x", "", 4, 6, "forward", "y h").squeeze("y", "output", 1);
        refused("reads \"x\"");
    }

    @Test
    void directionsThatAreNotBesideFeatures() throws Exception {
        input("output");
        // [time, directions, batch, features] is no [time, batch, directions * features].
        graph.gru("input", "", 4, 6, "bidirectional", "y h")
                .reshape("y", "r", 0, BATCH, 12)
                .linear("r", 12, 2, "output");
        refused("Reshape", "another shape");
    }

    @Test
    void stepsAndFeaturesJoined() throws Exception {
        input("output");
        graph.gru("input", "", 4, 6, "forward", "y h").squeeze("y", "s", 1).transpose("s", "t", 1, 0, 2);
        graph.node("Flatten", "t", "f").linear("f", TIME * 6, 2, "output");
        refused("Flatten", "to one axis");
    }

    @Test
    void eachDirectionThroughTheSameMatrix() throws Exception {
        input("output");
        graph.gru("input", "", 4, 6, "bidirectional", "y h").dense("y", 6, 2, "output");
        refused("each direction");
    }

    @Test
    void theBackwardDirectionFirst() throws Exception {
        input("output");
        graph.gru("input", "", 4, 6, "bidirectional", "y h")
                .gather("y", "f", 1, 0)
                .gather("y", "b", 1, 1);
        graph.node("Concat", "b f", "output", attribute("axis", -1L));
        refused("in this order");
    }

    @Test
    void oneDirectionOnly() throws Exception {
        input("output");
        graph.gru("input", "", 4, 6, "bidirectional", "y h").gather("y", "output", 1, 1);
        refused("one direction");
    }

    @Test
    void whatALayerReadBesidesItsActivation() throws Exception {
        input("output");
        graph.gru("input", "", 4, 6, "forward", "y h").squeeze("y", "s", 1).dense("s", 6, 6, "d");
        graph.node("Relu", "d", "r").dense("r", 6, 6, "e").node("Add", "e d", "output");
        refused("the graph branches here");
    }

    @Test
    void theValueBeforeAnActivation() throws Exception {
        input("output").output("other");
        graph.gru("input", "", 4, 6, "forward", "y h").squeeze("y", "s", 1).dense("s", 6, 6, "d");
        graph.node("Relu", "d", "other").dense("d", 6, 2, "output");
        refused("the graph branches here");
    }

    @Test
    void weightsForOtherFeatures() throws Exception {
        input("output");
        graph.gru("input", "", 4, 6, "forward", "y h").squeeze("y", "s", 1);
        graph.gru("s", "", 5, 6, "forward", "z i").squeeze("z", "output", 1);
        refused("reads 6 features, but its W is for 5");
    }

    @Test
    void lengthsForSomeLayersOnly() throws Exception {
        input("output").integers("lens", BATCH);
        graph.gru("input", "lens", 4, 6, "forward", "y h").squeeze("y", "s", 1);
        graph.gru("s", "", 6, 6, "reverse", "z i").squeeze("z", "output", 1);
        refused("reads the padding of sequences");
    }

    @Test
    void bidirectionalLstmWithLengths() throws Exception {
        input("y").integers("lens", BATCH);
        graph.cell("LSTM", "input", "lens", 4, 6, "bidirectional", "y h");
        refused("bidirectional LSTM with sequence_lens");
    }

    @Test
    void theLastStepOfPaddedSequences() throws Exception {
        input("output").integers("lens", BATCH);
        graph.gru("input", "lens", 4, 6, "forward", "y h").squeeze("y", "s", 1).gather("s", "output", 0, -1);
        refused("which is padding");
    }

    @Test
    void lengthsThatAreConstants() throws Exception {
        input("y");
        graph.gru("input", graph.longs(5, 2, 3), 4, 6, "forward", "y h");
        refused("has sequence_lens");
    }

    @Test
    void aStepInTheMiddle() throws Exception {
        input("output");
        graph.gru("input", "", 4, 6, "forward", "y h").squeeze("y", "s", 1).gather("s", "output", 0, 2);
        refused("takes index 2 of time");
    }

    @Test
    void dataRoundedToHalves() throws Exception {
        input("output");
        graph.gru("input", "", 4, 6, "forward", "y h").node("Cast", "y", "output", attribute("to", 10L));
        refused("casts data to type 10");
    }

    @Test
    void columnsOfATable() throws Exception {
        graph.model.whole("input", TIME, BATCH).output("y");
        graph.node("Gather", graph.weights(4, 11) + " input", "x", attribute("axis", 1L));
        graph.gru("x", "", 4, 6, "forward", "y h");
        refused("columns of a table");
    }

    @Test
    void attributesThatOnnxDoesNotHave() throws Exception {
        input("y");
        graph.cell("GRU", "input", "", 4, 6, "forward", "y h", attribute("zoneout", 1f));
        refused("an attribute zoneout");
    }

    @Test
    void axesThatNothingTells() throws Exception {
        input("output");
        graph.dense("input", 4, 2, "output");
        refused("no recurrent layer that tells");
    }

    @Test
    void peepholesAndCoupledGates() throws Exception {
        input("y");
        graph.model.weights("P", Nd4j.ones(1, 18));
        graph.cell("LSTM", "input", "- - - P", 4, 6, "forward", "y h");
        refused("has peepholes");
        var other = new Exporters(13, 1);
        other.model.input("input", TIME, BATCH, 4).output("y");
        other.cell("LSTM", "input", "", 4, 6, "forward", "y h", attribute("input_forget", 1L));
        refused(other, "has input_forget=1");
    }

    @Test
    void inspectionSaysAllOfIt() throws Exception {
        input("output");
        graph.cell("GRU", "input", "", 4, 6, "forward", "y h", attribute("clip", 2f))
                .node("LpNormalization", "y", "z");
        graph.node("Erf", "z", "output");
        var layers = OnnxImport.inspect(write(graph)).layers();
        assertThat(layers.stream().map(layer -> layer.problem()).toList())
                .hasSize(3)
                .doesNotContainNull();
    }

    private OnnxModels input(String output) {
        return graph.model.input("input", TIME, BATCH, 4).output(output);
    }

    private static AttributeProto texts(String... names) {
        return OnnxAttributes.stringsAttribute("activations", List.of(names));
    }

    private Path write(Exporters written) throws Exception {
        return Files.write(folder.resolve("model.onnx"), written.model.bytes());
    }

    private void refused(String... parts) throws Exception {
        refused(graph, parts);
    }

    private void refused(Exporters written, String... parts) throws Exception {
        Path file = write(written);
        var thrown = assertThatThrownBy(() -> OnnxImport.load(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(file.toString());
        for (String part : parts) {
            thrown.hasMessageContaining(part);
        }
        // Asked what is in the file, it says so instead of failing.
        OnnxImport.inspect(file);
    }
}
