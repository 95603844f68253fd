package io.github.gru4j.benchmarks;

import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** A network's {@code fit} of one minibatch. */
final class Dl4jFit implements Contestant {

    private final MultiLayerNetwork network;
    private final DataSet minibatch;

    Dl4jFit(MultiLayerNetwork network, Batch batch, int classes) {
        this.network = network;
        this.minibatch = new DataSet(
                batch.problem().input().dup('f'), batch.labels(classes).dup('f'));
    }

    @Override
    public void call() {
        network.fit(minibatch);
    }

    /** The update is the gradient times the learning rate; the parameters themselves hardly differ before and after. */
    @Override
    public Map<String, INDArray> answer() {
        network.fit(minibatch);
        return Map.of("update", network.getGradientsViewArray().dup(), "score", Nd4j.createFromArray((float)
                network.score()));
    }
}
