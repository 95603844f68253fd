package io.github.gru4j.layer.kernel.onednn;

import io.github.gru4j.layer.kernel.GruSpec;
import java.util.Optional;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Whether oneDNN can serve. Names none of its classes, so that it can be asked without its jars. */
public final class OneDnn {

    /** How to get it. */
    public static final String HOW = "add org.bytedeco:dnnl:2.5.2-1.5.7, and the same and org.bytedeco:opencl:3.0-1.5.7"
            + " with the classifier of your platform (linux-x86_64, say)";

    private static final String PROBE = "io.github.gru4j.layer.kernel.onednn.Native";

    private OneDnn() {}

    /** Why this machine cannot; empty if it can. */
    public static Optional<String> whyNotHere() {
        return Installation.OBSTACLE;
    }

    /** Why a GRU cannot run on oneDNN, whatever the machine; empty if it can. */
    public static Optional<String> whyNot(GruSpec spec) {
        if (spec.dataType() != DataType.FLOAT) {
            return Optional.of("its data type is " + spec.dataType() + ", and oneDNN's GRU takes FLOAT");
        }
        if (!(spec.activation() instanceof ActivationTanH)) {
            return Optional.of("its activation is " + spec.activation() + ", and oneDNN's GRU has tanh");
        }
        if (!(spec.gateActivation() instanceof ActivationSigmoid)) {
            return Optional.of("its gate activation is " + spec.gateActivation() + ", and oneDNN's GRU has sigmoid");
        }
        if (spec.recurrentDropout()) {
            return Optional.of("it has recurrent dropout, and oneDNN's GRU has none");
        }
        return Optional.empty();
    }

    /** Looked into once: natives that did not load do not load later. */
    private static final class Installation {

        static final Optional<String> OBSTACLE = obstacle();

        private static Optional<String> obstacle() {
            // ND4J first: oneDNN then shares its OpenMP.
            if (!Nd4j.getEnvironment().isCPU()) {
                return Optional.of("ND4J's backend is not the CPU's");
            }
            try {
                Class.forName(PROBE);
                return Optional.empty();
            } catch (ClassNotFoundException | LinkageError e) {
                var root = root(e);
                boolean missing = root instanceof ClassNotFoundException || root instanceof NoClassDefFoundError;
                return Optional.of("oneDNN " + (missing ? "is missing" : "does not load") + " (" + root + "): " + HOW);
            }
        }

        private static Throwable root(Throwable failure) {
            var root = failure;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return root;
        }
    }
}
