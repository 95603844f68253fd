package io.github.gru4j.importer.keras;

import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/** What both kinds of network can do, under one name. */
final class Training {

    private Training() {}

    static void fit(Model network, DataSet data) {
        if (network instanceof MultiLayerNetwork chain) {
            chain.fit(data);
        } else {
            ((ComputationGraph) network).fit(data);
        }
    }

    static double loss(Model network, DataSet data) {
        return network instanceof MultiLayerNetwork chain
                ? chain.score(data)
                : ((ComputationGraph) network).score(data);
    }

    static Model saveAndLoad(Model network, Path file) throws IOException {
        if (network instanceof MultiLayerNetwork chain) {
            chain.save(file.toFile(), true);
            return MultiLayerNetwork.load(file.toFile(), true);
        }
        ((ComputationGraph) network).save(file.toFile(), true);
        return ComputationGraph.load(file.toFile(), true);
    }
}
