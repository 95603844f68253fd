package io.github.gru4j.layer.kernel;

import io.github.gru4j.layer.kernel.onednn.OneDnn;
import io.github.gru4j.layer.kernel.onednn.OneDnnGruKernel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the kernel for a layer: oneDNN's where it can serve, else the portable one.
 *
 * <p>{@code -Dgru4j.kernel=NAME} forces one; where that one cannot serve is then an error, never a fallback.
 */
public final class GruKernels {

    /** The system property that forces a kernel. */
    public static final String PROPERTY = "gru4j.kernel";

    private static final Logger LOG = LoggerFactory.getLogger(GruKernels.class);
    private static final String FORCED = "forced by -D" + PROPERTY;
    /** What has been said; of many layers alike, one line is enough. */
    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    /** A kernel, and why it is this one. */
    private record Choice(String name, String reason) {}

    private GruKernels() {}

    /** Names of all kernels, the preferred one first. */
    public static List<String> names() {
        return List.of(OneDnnGruKernel.NAME, Nd4jGruKernel.NAME);
    }

    /**
     * A kernel for one layer.
     *
     * @throws IllegalArgumentException if {@code -Dgru4j.kernel} names a kernel that does not exist, or one that cannot serve
     */
    public static GruKernel create(GruSpec spec) {
        var choice = choose(spec);
        var line = "GRU kernel: " + choice.name + " (" + choice.reason + ")";
        if (SAID.add(line)) {
            LOG.info(line);
        }
        IdleThreads.sleepSoon();
        return choice.name.equals(OneDnnGruKernel.NAME) ? new OneDnnGruKernel(spec) : new Nd4jGruKernel(spec);
    }

    /**
     * The name of the kernel that a default GRU of data type FLOAT gets in this JVM.
     *
     * @throws IllegalArgumentException as {@link #create}
     */
    public static String choice() {
        return choose(ORDINARY).name;
    }

    /** Why {@link #choice()} is what it is, in a sentence for people. */
    public static String reason() {
        return choose(ORDINARY).reason;
    }

    private static final GruSpec ORDINARY =
            new GruSpec(1, 1, true, new ActivationTanH(), new ActivationSigmoid(), false, DataType.FLOAT, false);

    private static Choice choose(GruSpec spec) {
        var forced = System.getProperty(PROPERTY);
        if (forced != null && !names().contains(forced)) {
            throw new IllegalArgumentException(
                    "-D" + PROPERTY + "=" + forced + ": no such kernel; expected one of " + String.join(", ", names()));
        }
        if (Nd4jGruKernel.NAME.equals(forced)) {
            return new Choice(Nd4jGruKernel.NAME, FORCED);
        }
        Optional<String> obstacle = OneDnn.whyNot(spec).or(OneDnn::whyNotHere);
        if (OneDnnGruKernel.NAME.equals(forced)) {
            obstacle.ifPresent(reason -> {
                throw new IllegalArgumentException("-D" + PROPERTY + "=" + forced + " cannot serve GRU " + spec.nIn()
                        + " -> " + spec.nOut() + ": " + reason);
            });
            return new Choice(OneDnnGruKernel.NAME, FORCED);
        }
        return obstacle.map(reason -> new Choice(Nd4jGruKernel.NAME, "the portable one: " + reason))
                .orElseGet(() -> new Choice(OneDnnGruKernel.NAME, "the fast one: float, tanh and sigmoid on this CPU"));
    }
}
