package io.github.gru4j.importer.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What every imported network must do. */
final class ImportedChecks {

    private static final int STEPS = 50;
    private static final double TOLERANCE = 1e-5;

    private ImportedChecks() {}

    static INDArray output(Model network, INDArray x) {
        return network instanceof MultiLayerNetwork list
                ? list.output(x.dup())
                : ((ComputationGraph) network).outputSingle(x.dup());
    }

    static INDArray output(Model network, INDArray x, INDArray mask) {
        return network instanceof MultiLayerNetwork list
                ? list.output(x.dup(), false, mask, null)
                : ((ComputationGraph) network).output(false, new INDArray[] {x.dup()}, new INDArray[] {mask})[0];
    }

    /** As ONNX Runtime computes the file. */
    static Map<String, INDArray> expected(Path file, Map<String, INDArray> inputs, int[] lengths) throws Exception {
        try (var model = new OnnxRuntimeModel(file)) {
            return model.run(inputs, lengths);
        }
    }

    static void same(INDArray found, INDArray expected) {
        assertThat(Dl4jGru.difference(expected, found)).isLessThan(TOLERANCE);
    }

    /** Fifty steps of training lower the loss. */
    static void trains(Model network, INDArray x) {
        INDArray output = output(network, x);
        // Shares of classes want one class, others any numbers.
        boolean shares = output.sum(1).sub(1).amaxNumber().doubleValue() < TOLERANCE;
        INDArray target = shares
                ? output.eq(output.min(true, 1).broadcast(output.shape())).castTo(output.dataType())
                : output.mul(0.5);
        var data = new DataSet(x.dup(), target);
        double before = score(network, data);
        for (int i = 0; i < STEPS; i++) {
            if (network instanceof MultiLayerNetwork list) {
                list.fit(data.copy());
            } else {
                ((ComputationGraph) network).fit(data.copy());
            }
        }
        assertThat(score(network, data)).isLessThan(before);
    }

    private static double score(Model network, DataSet data) {
        return network instanceof MultiLayerNetwork list
                ? list.score(data.copy())
                : ((ComputationGraph) network).score(data.copy());
    }

    /** Saved and loaded it gives the same numbers. */
    static void saves(Model network, INDArray x, Path folder) throws Exception {
        Path file = Files.createTempFile(folder, "network", ".zip");
        ModelSerializer.writeModel(network, file.toFile(), true);
        Model back = network instanceof MultiLayerNetwork
                ? ModelSerializer.restoreMultiLayerNetwork(file.toFile())
                : ModelSerializer.restoreComputationGraph(file.toFile());
        assertThat(back.params()).isEqualTo(network.params());
        assertThat(Dl4jGru.difference(output(network, x), output(back, x))).isZero();
    }

    /** Step by step as in one pass; for networks that read forward and give all steps. */
    static void steps(MultiLayerNetwork network, INDArray x) {
        network.rnnClearPreviousState();
        List<INDArray> parts = new ArrayList<>();
        for (int t = 0; t < x.size(2); t++) {
            INDArray step = x.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(t, t + 1))
                    .dup();
            INDArray out = network.rnnTimeStep(step);
            parts.add(out.dup().reshape(out.size(0), out.size(1), 1));
        }
        same(Nd4j.concat(2, parts.toArray(new INDArray[0])), output(network, x));
        network.rnnClearPreviousState();
    }

    /** The last of all steps, taken one by one, gives what one pass gives. */
    static void lastStep(MultiLayerNetwork network, INDArray x) {
        network.rnnClearPreviousState();
        INDArray last = null;
        for (int t = 0; t < x.size(2); t++) {
            last = network.rnnTimeStep(x.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(t, t + 1))
                    .dup());
        }
        INDArray whole = output(network, x);
        // Rows of all steps end with those of the last step.
        long rows = x.size(0);
        same(last, whole.get(NDArrayIndex.interval(whole.size(0) - rows, whole.size(0)), NDArrayIndex.all()));
        network.rnnClearPreviousState();
    }
}
