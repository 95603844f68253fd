package io.github.gru4j.layer.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/** What a forward pass leaves for the backward pass of the same kernel. */
public interface GruTape {

    /** Whether the memory that the tape lies in still holds it: a workspace may have been left since. */
    boolean isValid();

    /** Whether an array's workspace, if it has one, has not been left since the array was made. */
    static boolean isOpen(INDArray array) {
        if (!array.isAttached()) {
            return true;
        }
        var workspace = array.data().getParentWorkspace();
        return workspace.isScopeActive()
                && workspace.getGenerationId() == array.data().getGenerationId();
    }
}
