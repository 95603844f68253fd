package io.github.gru4j.layer.kernel;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the kernel for a layer.
 *
 * <p>{@code -Dgru4j.kernel=NAME} forces one; a name that does not exist is then an error, never a fallback.
 */
public final class GruKernels {

    /** The system property that forces a kernel. */
    public static final String PROPERTY = "gru4j.kernel";

    private static final Logger LOG = LoggerFactory.getLogger(GruKernels.class);

    private GruKernels() {}

    /** Names of all kernels, the preferred one first. */
    public static List<String> names() {
        return List.of(Nd4jGruKernel.NAME);
    }

    /**
     * A kernel for one layer.
     *
     * @throws IllegalArgumentException if {@code -Dgru4j.kernel} names a kernel that does not exist
     */
    public static GruKernel create(GruSpec spec) {
        var name = choice();
        LOG.info("GRU {} -> {}: kernel {} ({})", spec.nIn(), spec.nOut(), name, reason());
        return new Nd4jGruKernel(spec);
    }

    /**
     * The name of the kernel that a default GRU gets in this JVM.
     *
     * @throws IllegalArgumentException if {@code -Dgru4j.kernel} names a kernel that does not exist
     */
    public static String choice() {
        var forced = System.getProperty(PROPERTY);
        if (forced != null && !names().contains(forced)) {
            throw new IllegalArgumentException(
                    "-D" + PROPERTY + "=" + forced + ": no such kernel; expected one of " + String.join(", ", names()));
        }
        return Nd4jGruKernel.NAME;
    }

    /** Why {@link #choice()} is what it is, in a sentence for people. */
    public static String reason() {
        return System.getProperty(PROPERTY) != null
                ? "forced by -D" + PROPERTY
                : "the portable kernel: every backend, data type and activation";
    }
}
