package io.github.gru4j.importer.onnx;

import static io.github.gru4j.importer.onnx.OnnxAttributes.attribute;

import java.util.List;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationRectifiedTanh;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;

/** DL4J's activations in ONNX: as nodes, and as the names that recurrent operators take. */
final class OnnxActivationWriter {

    /**
     * An activation of a recurrent operator.
     *
     * @param alpha null if it has none
     * @param beta null if it has none
     */
    record Named(String name, Float alpha, Float beta) {}

    /** DL4J's hard sigmoid is min(1, max(0, 0.2 x + 0.5)), which is ONNX's default. */
    private static final float HARD_SIGMOID_SLOPE = 0.2f;

    private static final float HARD_SIGMOID_OFFSET = 0.5f;

    private final OnnxGraphWriter graph;

    OnnxActivationWriter(OnnxGraphWriter graph) {
        this.graph = graph;
    }

    /** The activation as GRU, LSTM and RNN of ONNX name it. */
    static Named recurrent(IActivation activation) {
        if (activation instanceof ActivationSigmoid) {
            return new Named("Sigmoid", null, null);
        } else if (activation instanceof ActivationTanH) {
            return new Named("Tanh", null, null);
        } else if (activation instanceof ActivationIdentity) {
            return new Named("Affine", 1f, 0f);
        } else if (activation instanceof ActivationHardSigmoid) {
            return new Named("HardSigmoid", HARD_SIGMOID_SLOPE, HARD_SIGMOID_OFFSET);
        } else if (activation instanceof ActivationSoftSign) {
            return new Named("Softsign", null, null);
        } else if (activation instanceof ActivationSoftPlus) {
            return new Named("Softplus", null, null);
        } else if (activation instanceof ActivationELU elu) {
            return new Named("Elu", (float) elu.getAlpha(), null);
        } else if (activation instanceof ActivationThresholdedReLU relu) {
            return new Named("ThresholdedRelu", (float) relu.getTheta(), null);
        } else if (activation instanceof ActivationLReLU relu) {
            return new Named("LeakyRelu", (float) relu.getAlpha(), null);
        } else if (activation instanceof ActivationReLU relu && relu.getMax() == null && isThresholdFree(relu)) {
            float slope = leakySlope(relu);
            return slope == 0 ? new Named("Relu", null, null) : new Named("LeakyRelu", slope, null);
        }
        throw new OnnxExportException(
                "activation " + activation + " is none of those that ONNX's recurrent operators have:"
                        + " sigmoid, tanh, identity, relu, leakyrelu, thresholdedrelu, elu, hardsigmoid, softsign, softplus");
    }

    /** Throws if the activation has no nodes. */
    static void requireNodes(IActivation activation) {
        new OnnxActivationWriter(new OnnxGraphWriter()).write(activation, "", "", -1);
    }

    /**
     * Adds the nodes of an activation.
     *
     * @param softmaxAxis over which a softmax sums to one
     * @return the name of the result
     */
    String write(IActivation activation, String value, String layer, int softmaxAxis) {
        List<String> input = List.of(value);
        if (activation instanceof ActivationIdentity) {
            return value;
        } else if (activation instanceof ActivationSoftmax) {
            return graph.node("Softmax", layer + "/Softmax", input, attribute("axis", softmaxAxis));
        } else if (activation instanceof ActivationSELU) {
            return graph.node("Selu", layer + "/Selu", input);
        } else if (activation instanceof ActivationHardTanH) {
            return clip(value, layer, -1, 1);
        } else if (activation instanceof ActivationReLU6) {
            return clip(value, layer, 0, 6);
        } else if (activation instanceof ActivationReLU relu && relu.getMax() != null) {
            return cappedRelu(relu, value, layer);
        } else if (activation instanceof ActivationRectifiedTanh) {
            return graph.node("Relu", layer + "/Relu", List.of(graph.node("Tanh", layer + "/Tanh", input)));
        } else if (activation instanceof ActivationCube) {
            String square = graph.node("Mul", layer + "/Mul", List.of(value, value));
            return graph.node("Mul", layer + "/Mul", List.of(square, value));
        } else if (activation instanceof ActivationSwish) {
            String gate = graph.node("Sigmoid", layer + "/Sigmoid", input);
            return graph.node("Mul", layer + "/Mul", List.of(value, gate));
        } else if (activation instanceof ActivationMish) {
            String plus = graph.node("Softplus", layer + "/Softplus", input);
            String gate = graph.node("Tanh", layer + "/Tanh", List.of(plus));
            return graph.node("Mul", layer + "/Mul", List.of(value, gate));
        } else if (activation instanceof ActivationGELU gelu && !gelu.isPrecise()) {
            // DL4J's fast form: x sigmoid(1.702 x).
            String scale = graph.floats(layer + "/scale", new float[] {1.702f});
            String scaled = graph.node("Mul", layer + "/Mul", List.of(value, scale));
            String gate = graph.node("Sigmoid", layer + "/Sigmoid", List.of(scaled));
            return graph.node("Mul", layer + "/Mul", List.of(value, gate));
        }
        return named(activation, value, layer);
    }

    private String named(IActivation activation, String value, String layer) {
        Named named;
        try {
            named = recurrent(activation);
        } catch (OnnxExportException e) {
            throw new OnnxExportException("activation " + activation + " has no counterpart in ONNX");
        }
        String name = layer + "/" + named.name();
        if (named.beta() != null) {
            return graph.node(
                    named.name(),
                    name,
                    List.of(value),
                    attribute("alpha", named.alpha()),
                    attribute("beta", named.beta()));
        } else if (named.alpha() != null) {
            return graph.node(named.name(), name, List.of(value), attribute("alpha", named.alpha()));
        }
        return graph.node(named.name(), name, List.of(value));
    }

    private String cappedRelu(ActivationReLU relu, String value, String layer) {
        if (!isThresholdFree(relu) || leakySlope(relu) != 0) {
            throw new OnnxExportException(
                    "activation relu with a maximum and a threshold or slope has no counterpart in ONNX");
        }
        return clip(value, layer, 0, relu.getMax().floatValue());
    }

    private String clip(String value, String layer, float from, float to) {
        return graph.node(
                "Clip",
                layer + "/Clip",
                List.of(
                        value,
                        graph.floats(layer + "/from", new float[] {from}, new long[0]),
                        graph.floats(layer + "/to", new float[] {to}, new long[0])));
    }

    private static boolean isThresholdFree(ActivationReLU relu) {
        return relu.getThreshold() == null || relu.getThreshold() == 0;
    }

    private static float leakySlope(ActivationReLU relu) {
        return relu.getNegativeSlope() == null ? 0 : relu.getNegativeSlope().floatValue();
    }
}
