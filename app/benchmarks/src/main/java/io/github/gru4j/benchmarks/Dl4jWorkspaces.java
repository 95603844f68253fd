package io.github.gru4j.benchmarks;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;

/**
 * Workspaces for a layer alone, of the kinds that {@code MultiLayerNetwork} of DL4J 1.0.0-M2.1 opens around each layer. Without
 * them the allocation of arrays is much of the time, and nobody runs a layer so.
 */
final class Dl4jWorkspaces {

    private static final WorkspaceConfiguration CONFIGURATION = WorkspaceConfiguration.builder()
            .initialSize(0)
            .overallocationLimit(0.05)
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policyReset(ResetPolicy.BLOCK_LEFT)
            .policySpill(SpillPolicy.REALLOCATE)
            .policyAllocation(AllocationPolicy.OVERALLOCATE)
            .build();

    /** Names of workspaces are a thread's, and their sizes those of the first use: each contestant has its own. */
    private static int last;

    private final String suffix = "_" + ++last;

    LayerWorkspaceMgr forward() {
        return loops().with(ArrayType.INPUT, "ACTIVATIONS" + suffix, CONFIGURATION)
                .with(ArrayType.ACTIVATIONS, "ACTIVATIONS" + suffix, CONFIGURATION)
                .build();
    }

    LayerWorkspaceMgr backward() {
        return loops().with(ArrayType.INPUT, "ACTIVATIONS" + suffix, CONFIGURATION)
                .with(ArrayType.ACTIVATIONS, "WORKING" + suffix, CONFIGURATION)
                .with(ArrayType.ACTIVATION_GRAD, "GRADIENTS" + suffix, CONFIGURATION)
                .build();
    }

    private LayerWorkspaceMgr.Builder loops() {
        return LayerWorkspaceMgr.builder()
                .with(ArrayType.FF_WORKING_MEM, "WORKING" + suffix, CONFIGURATION)
                .with(ArrayType.BP_WORKING_MEM, "WORKING" + suffix, CONFIGURATION)
                .with(ArrayType.RNN_FF_LOOP_WORKING_MEM, "LOOP" + suffix, CONFIGURATION)
                .with(ArrayType.RNN_BP_LOOP_WORKING_MEM, "LOOP" + suffix, CONFIGURATION);
    }
}
