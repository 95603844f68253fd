package io.github.gru4j.importer.pytorch;

import io.github.gru4j.importer.GruLayers;
import io.github.gru4j.importer.ImportedGru;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
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
        grus.forEach(gru -> list.layer(GruLayers.layer(gru)));
        var net = new MultiLayerNetwork(list.build());
        net.init();
        for (int i = 0; i < grus.size(); i++) {
            GruLayers.setParameters(net.getLayer(i), grus.get(i));
        }
        return net;
    }
}
