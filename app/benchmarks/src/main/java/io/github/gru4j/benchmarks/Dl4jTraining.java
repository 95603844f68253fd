package io.github.gru4j.benchmarks;

import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A layer's {@code activate} for training and its {@code backpropGradient}. */
final class Dl4jTraining implements Contestant {

    private final Layer layer;
    private final INDArray input;
    private final INDArray mask;
    private final INDArray epsilon;
    private final LayerWorkspaceMgr forward;
    private final LayerWorkspaceMgr backward;

    Dl4jTraining(MultiLayerNetwork network, Batch batch) {
        this.layer = network.getLayer(0);
        this.input = batch.problem().input().dup('f');
        this.mask = batch.problem().mask();
        this.epsilon = asFromAnOutputLayer(batch.epsilon());
        var workspaces = new Dl4jWorkspaces();
        this.forward = workspaces.forward();
        this.backward = workspaces.backward();
    }

    /** In the layout in which RnnOutputLayer hands it to the layer before it. */
    private static INDArray asFromAnOutputLayer(INDArray epsilon) {
        long[] shape = {epsilon.size(0), epsilon.size(2), epsilon.size(1)};
        return Nd4j.createUninitialized(epsilon.dataType(), shape, 'f')
                .assign(epsilon.permute(0, 2, 1))
                .permute(0, 2, 1);
    }

    @Override
    public void call() {
        run(null);
    }

    @Override
    public Map<String, INDArray> answer() {
        var answer = new HashMap<String, INDArray>();
        run(answer);
        // The gradients of the weights are views of an array that the next call writes to.
        answer.replaceAll((name, array) -> array.dup());
        return answer;
    }

    private void run(Map<String, INDArray> answer) {
        layer.setMaskArray(mask);
        try (var activations = forward.notifyScopeEntered(ArrayType.ACTIVATIONS)) {
            try (var working = forward.notifyScopeEntered(ArrayType.FF_WORKING_MEM)) {
                var states = layer.activate(input, true, forward);
                if (answer != null) {
                    answer.put(STATES, states.detach());
                }
            }
            try (var gradients = backward.notifyScopeEntered(ArrayType.ACTIVATION_GRAD);
                    var working = backward.notifyScopeEntered(ArrayType.BP_WORKING_MEM)) {
                var result = layer.backpropGradient(epsilon, backward);
                if (answer != null) {
                    answer.put("input", result.getSecond().detach());
                    answer.putAll(result.getFirst().gradientForVariable());
                }
            }
        }
        layer.clear();
    }
}
