package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gru4j.layer.kernel.onednn.OneDnn;
import org.bytedeco.javacpp.Loader;

/** Whether this machine has the fast kernel. */
public final class FastKernel {

    /** The platform that the project's own builds run on: there the kernel must not go missing unnoticed. */
    private static final String REQUIRED_ON = "linux-x86_64";

    private FastKernel() {}

    /** Skips a test where oneDNN has no natives, and says so; on Linux on x86-64 it fails. */
    public static void require() {
        var obstacle = OneDnn.whyNotHere();
        if (Loader.getPlatform().equals(REQUIRED_ON)) {
            assertThat(obstacle).as("what keeps oneDNN from this machine").isEmpty();
        }
        assumeTrue(obstacle.isEmpty(), () -> "skipped without the fast kernel: " + obstacle.get());
    }
}
