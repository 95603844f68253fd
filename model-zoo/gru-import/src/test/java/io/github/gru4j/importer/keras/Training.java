package io.github.gru4j.importer.keras;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
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

    /** {@code rnnTimeStep}: goes on from where the last call ended. */
    static INDArray step(Model network, INDArray input) {
        return network instanceof MultiLayerNetwork chain
                ? chain.rnnTimeStep(input)
                : ((ComputationGraph) network).rnnTimeStep(input)[0];
    }

    /** A view of some steps of [batch, features, time], or of word ids [batch, time]. */
    static INDArray steps(INDArray sequence, int from, int to) {
        return sequence.rank() == 2
                ? sequence.get(all(), interval(from, to))
                : sequence.get(all(), all(), interval(from, to));
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
