package io.github.gru4j.datasets.internal;

import java.util.function.Supplier;
import org.nd4j.linalg.factory.Nd4j;

/** Keeps arrays that outlive a call out of the caller's ND4J workspace, which would reuse their memory. */
public final class Workspaces {

    private Workspaces() {}

    /** Runs {@code work} outside of any workspace. */
    @SuppressWarnings("try") // Opened for its effect; there is nothing to call on it.
    public static <T> T outside(Supplier<T> work) {
        try (var scope = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return work.get();
        }
    }
}
