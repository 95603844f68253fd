package io.github.gru4j.importer.onnx;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import onnx.Onnx.NodeProto;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;

/** DL4J's activations for ONNX's, both inside recurrent nodes and as nodes of their own. */
final class Activations {

    private static final double TOLERANCE = 1e-6;
    private static final double SELU_ALPHA = 1.6732632423543772;
    private static final double SELU_GAMMA = 1.0507009873554805;

    private Activations() {}

    /**
     * Those of a recurrent node, in ONNX's order; alpha and beta go in turn to those that take one, as ONNX Runtime does it.
     *
     * @param usual of one direction, if the node names none
     * @throws IllegalArgumentException naming the activation that DL4J does not have
     */
    static List<IActivation> ofRecurrent(NodeProto node, List<String> usual, int directions) {
        List<String> names = Attributes.texts(node, "activations");
        if (names.isEmpty()) {
            names = new ArrayList<>();
            for (int i = 0; i < directions; i++) {
                names.addAll(usual);
            }
        }
        if (names.size() != usual.size() * directions) {
            throw new IllegalArgumentException(
                    "activations is " + names + "; expected " + usual.size() * directions + " names");
        }
        var alphas = Attributes.floats(node, "activation_alpha").iterator();
        var betas = Attributes.floats(node, "activation_beta").iterator();
        var found = new ArrayList<IActivation>();
        for (String name : names) {
            String key = name.toLowerCase(Locale.ROOT);
            float alpha = takesAlpha(key) ? next(alphas, key, true) : 0;
            float beta = takesBeta(key) ? next(betas, key, false) : 0;
            found.add(of(name, alpha, beta));
        }
        return found;
    }

    /** That of a node of its own, or null if it is none. */
    static IActivation ofNode(NodeProto node) {
        String key = node.getOpType().toLowerCase(Locale.ROOT);
        boolean known =
                switch (key) {
                    case "relu",
                            "sigmoid",
                            "tanh",
                            "hardsigmoid",
                            "leakyrelu",
                            "elu",
                            "softsign",
                            "softplus",
                            "selu",
                            "thresholdedrelu" -> true;
                    default -> false;
                };
        return known
                ? of(
                        node.getOpType(),
                        Attributes.number(node, "alpha", usual(key, true)),
                        Attributes.number(node, key.equals("selu") ? "gamma" : "beta", usual(key, false)))
                : null;
    }

    private static IActivation of(String name, float alpha, float beta) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "sigmoid" -> new ActivationSigmoid();
            case "tanh" -> new ActivationTanH();
            case "relu" -> new ActivationReLU();
            case "softsign" -> new ActivationSoftSign();
            case "softplus" -> new ActivationSoftPlus();
            case "selu" -> {
                require(
                        near(alpha, SELU_ALPHA) && near(beta, SELU_GAMMA),
                        name,
                        alpha,
                        beta,
                        "1.6732632 and gamma 1.0507010");
                yield new ActivationSELU();
            }
            case "leakyrelu" -> new ActivationLReLU(alpha);
            case "elu" -> new ActivationELU(alpha);
            case "thresholdedrelu" -> new ActivationThresholdedReLU(alpha);
            case "hardsigmoid" -> {
                require(near(alpha, 0.2) && near(beta, 0.5), name, alpha, beta, "0.2 and 0.5");
                yield new ActivationHardSigmoid();
            }
            case "affine" -> {
                require(near(alpha, 1) && near(beta, 0), name, alpha, beta, "1 and 0");
                yield new ActivationIdentity();
            }
            case "scaledtanh" -> {
                require(near(alpha, 1) && near(beta, 1), name, alpha, beta, "1 and 1");
                yield new ActivationTanH();
            }
            default -> throw new IllegalArgumentException("has the activation " + name + ", which DL4J does not have");
        };
    }

    private static boolean takesAlpha(String key) {
        return switch (key) {
            case "leakyrelu", "elu", "thresholdedrelu", "hardsigmoid", "affine", "scaledtanh" -> true;
            default -> false;
        };
    }

    private static boolean takesBeta(String key) {
        return switch (key) {
            case "hardsigmoid", "affine", "scaledtanh" -> true;
            default -> false;
        };
    }

    private static float next(Iterator<Float> given, String key, boolean alpha) {
        if (given.hasNext()) {
            return given.next();
        }
        // ONNX says 1 where ONNX Runtime takes 0: nobody can know which of them the model was made for.
        if (key.equals("thresholdedrelu") || key.equals("affine") || key.equals("scaledtanh")) {
            throw new IllegalArgumentException(
                    "has the activation " + key + " without its " + (alpha ? "activation_alpha" : "activation_beta")
                            + ", for which runtimes have different defaults; set it");
        }
        return usual(key, alpha);
    }

    private static float usual(String key, boolean alpha) {
        return switch (key) {
            case "leakyrelu" -> 0.01f;
            case "hardsigmoid" -> alpha ? 0.2f : 0.5f;
            case "elu", "thresholdedrelu" -> 1;
            case "affine" -> alpha ? 1 : 0;
            case "selu" -> (float) (alpha ? SELU_ALPHA : SELU_GAMMA);
            default -> Float.NaN;
        };
    }

    private static boolean near(double found, double expected) {
        return Math.abs(found - expected) < TOLERANCE;
    }

    private static void require(boolean holds, String name, float alpha, float beta, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("has the activation " + name + " with alpha " + alpha + " and beta "
                    + beta + "; DL4J has it with " + expected + " only");
        }
    }
}
