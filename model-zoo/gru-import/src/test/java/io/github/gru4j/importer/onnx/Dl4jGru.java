package io.github.gru4j.importer.onnx;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import io.github.gru4j.importer.GruLayers;
import io.github.gru4j.importer.ImportedGru;
import io.github.gru4j.importer.ImportedGru.Direction;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a GRU node gives, computed by DL4J: each direction as a layer of its own, so that initial states can be given. */
final class Dl4jGru {

    private Dl4jGru() {}

    record Outputs(INDArray y, INDArray yh) {}

    /**
     * @param x [time, batch, nIn]
     * @param h0 [directions, batch, nOut] or null
     * @param lengths of the sequences or null
     */
    static Outputs run(ImportedGru gru, INDArray x, INDArray h0, int[] lengths) {
        int directions = gru.cells().size();
        int time = (int) x.size(0);
        int batch = (int) x.size(1);
        var ends = lengths;
        if (ends == null) {
            ends = new int[batch];
            java.util.Arrays.fill(ends, time);
        }
        INDArray y = Nd4j.create(time, directions, batch, gru.nOut());
        INDArray yh = Nd4j.create(directions, batch, gru.nOut());
        for (int d = 0; d < directions; d++) {
            boolean back = d == 1 || gru.direction() == Direction.REVERSE;
            var single = new ImportedGru(
                    gru.name(),
                    gru.nIn(),
                    gru.nOut(),
                    gru.resetAfter(),
                    gru.activation(),
                    gru.gateActivation(),
                    Direction.FORWARD,
                    List.of(gru.cells().get(d)));
            var network = network(single);
            INDArray input = Nd4j.create(batch, gru.nIn(), time);
            INDArray mask = Nd4j.create(batch, time);
            for (int b = 0; b < batch; b++) {
                for (int t = 0; t < ends[b]; t++) {
                    mask.putScalar(b, t, 1);
                    input.get(point(b), all(), point(t))
                            .assign(x.get(point(back ? ends[b] - 1 - t : t), point(b), all()));
                }
            }
            if (h0 != null) {
                ((BaseRecurrentLayer<?>) network.getLayer(0))
                        .rnnSetPreviousState(
                                Map.of("prevAct", h0.get(point(d), all(), all()).dup()));
            }
            if (lengths != null) {
                network.setLayerMaskArrays(mask, null);
            }
            INDArray output = h0 == null ? network.output(input) : network.rnnTimeStep(input);
            for (int b = 0; b < batch; b++) {
                for (int t = 0; t < ends[b]; t++) {
                    INDArray step = output.get(point(b), all(), point(t));
                    y.get(point(back ? ends[b] - 1 - t : t), point(d), point(b), all())
                            .assign(step);
                    if (t == ends[b] - 1) {
                        yh.get(point(d), point(b), all()).assign(step);
                    }
                }
            }
        }
        return new Outputs(y, yh);
    }

    static MultiLayerNetwork network(ImportedGru gru) {
        var network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(GruLayers.layer(gru))
                .build());
        network.init();
        GruLayers.setParameters(network.getLayer(0), gru);
        return network;
    }

    static double difference(INDArray expected, INDArray found) {
        org.assertj.core.api.Assertions.assertThat(found.shape()).isEqualTo(expected.shape());
        double worst = 0;
        double[] a = expected.dup('c').data().asDouble();
        double[] b = found.dup('c').data().asDouble();
        for (int i = 0; i < a.length; i++) {
            double gap = Math.abs(a[i] - b[i]);
            worst = gap <= worst ? worst : gap;
        }
        return worst;
    }
}
