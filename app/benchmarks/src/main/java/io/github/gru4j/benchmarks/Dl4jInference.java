package io.github.gru4j.benchmarks;

import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer's {@code activate} for inference. */
final class Dl4jInference implements Contestant {

    private final Layer layer;
    private final INDArray input;
    private final INDArray mask;
    private final LayerWorkspaceMgr workspaces = new Dl4jWorkspaces().forward();

    Dl4jInference(MultiLayerNetwork network, Batch batch) {
        this.layer = network.getLayer(0);
        this.input = batch.problem().input().dup('f');
        this.mask = batch.problem().mask();
    }

    @Override
    public void call() {
        run(null);
    }

    @Override
    public Map<String, INDArray> answer() {
        var answer = new HashMap<String, INDArray>();
        run(answer);
        return answer;
    }

    private void run(Map<String, INDArray> answer) {
        layer.setMaskArray(mask);
        try (var working = workspaces.notifyScopeEntered(ArrayType.FF_WORKING_MEM);
                var activations = workspaces.notifyScopeEntered(ArrayType.ACTIVATIONS)) {
            var states = layer.activate(input, false, workspaces);
            if (answer != null) {
                answer.put(STATES, states.detach());
            }
        }
        layer.clear();
    }
}
