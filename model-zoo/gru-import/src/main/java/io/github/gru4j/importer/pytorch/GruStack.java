package io.github.gru4j.importer.pytorch;

import io.github.gru4j.importer.ImportedGru;
import io.github.gru4j.importer.ImportedGru.Direction;
import io.github.gru4j.layer.GRU;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/** A network of GRU layers, one upon the other. */
final class GruStack {

    private static final double LEARNING_RATE = 1e-3;

    private GruStack() {}

    static MultiLayerNetwork network(List<ImportedGru> grus) {
        var list = new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .updater(new Adam(LEARNING_RATE))
                .list();
        for (var gru : grus) {
            var layer = new GRU.Builder()
                    .nIn(gru.nIn())
                    .nOut(gru.nOut())
                    .resetAfter(true)
                    .hasBias(gru.cells().get(0).b() != null)
                    .build();
            list.layer(
                    gru.direction() == Direction.BIDIRECTIONAL
                            ? new Bidirectional(Bidirectional.Mode.CONCAT, layer)
                            : layer);
        }
        var net = new MultiLayerNetwork(list.build());
        net.init();
        for (int i = 0; i < grus.size(); i++) {
            var gru = grus.get(i);
            var table = net.getLayer(i).paramTable();
            boolean both = gru.direction() == Direction.BIDIRECTIONAL;
            assign(table, both ? "f" : "", gru.cells().get(0));
            if (both) {
                assign(table, "b", gru.cells().get(1));
            }
        }
        return net;
    }

    private static void assign(Map<String, INDArray> table, String prefix, ImportedGru.Cell cell) {
        table.get(prefix + "W").assign(cell.w());
        table.get(prefix + "RW").assign(cell.rw());
        if (cell.b() != null) {
            table.get(prefix + "b").assign(cell.b());
            table.get(prefix + "rb").assign(cell.rb());
        }
    }
}
