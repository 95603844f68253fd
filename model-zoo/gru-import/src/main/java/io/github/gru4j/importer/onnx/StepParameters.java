package io.github.gru4j.importer.onnx;

import io.github.gru4j.importer.GruLayers;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies the parameters of steps into the layers that {@link StepLayers} configured. */
final class StepParameters {

    private StepParameters() {}

    static void set(Layer layer, Step step) {
        if (step instanceof Step.Dense dense) {
            set(layer, dense.weights(), dense.bias());
        } else if (step instanceof Step.Embedding embedding) {
            set(layer, embedding.table(), embedding.bias());
        } else if (step instanceof Step.Cells cells && cells.node().kind().equals("GRU")) {
            GruLayers.setParameters(layer, cells.node().gru());
        } else if (step instanceof Step.Cells cells) {
            set(layer, cells.node());
        }
    }

    private static void set(Layer layer, INDArray weights, INDArray bias) {
        layer.getParam("W").assign(weights);
        if (bias != null) {
            layer.getParam("b").assign(bias);
        }
    }

    private static void set(Layer layer, Recurrent node) {
        var table = layer.paramTable();
        for (int i = 0; i < node.directions(); i++) {
            String prefix = node.directions() == 1 ? "" : i == 0 ? "f" : "b";
            var cell = node.cells().get(i);
            table.get(prefix + "W").assign(cell.w());
            table.get(prefix + "RW").assign(cell.rw());
            if (cell.b() == null) {
                table.get(prefix + "b").assign(0.0);
            } else {
                table.get(prefix + "b").assign(cell.b());
            }
        }
    }
}
