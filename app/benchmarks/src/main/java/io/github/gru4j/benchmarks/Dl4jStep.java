package io.github.gru4j.benchmarks;

import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer's {@code rnnTimeStep}. */
final class Dl4jStep implements Contestant {

    private final RecurrentLayer layer;
    private final INDArray input;
    private final LayerWorkspaceMgr workspaces = new Dl4jWorkspaces().forward();

    Dl4jStep(MultiLayerNetwork network, Batch batch) {
        this.layer = (RecurrentLayer) network.getLayer(0);
        this.input = batch.problem().input().dup('f');
    }

    @Override
    public void call() {
        run(null);
    }

    @Override
    public Map<String, INDArray> answer() {
        var answer = new HashMap<String, INDArray>();
        for (int i = 0; i < STEPS_OF_AN_ANSWER; i++) {
            run(answer);
        }
        return answer;
    }

    private void run(Map<String, INDArray> answer) {
        try (var working = workspaces.notifyScopeEntered(ArrayType.FF_WORKING_MEM);
                var activations = workspaces.notifyScopeEntered(ArrayType.ACTIVATIONS)) {
            var states = layer.rnnTimeStep(input, workspaces);
            if (answer != null) {
                answer.put(STATES, states.detach());
            }
        }
        layer.clear();
    }
}
