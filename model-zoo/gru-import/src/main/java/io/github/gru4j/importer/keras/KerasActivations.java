package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.databind.JsonNode;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Keras's activations by name, as each version defined them. */
final class KerasActivations {

    private KerasActivations() {}

    /** @param value of the configuration; absent and null mean linear */
    static IActivation of(JsonNode value, int version) throws UnsupportedLayerException {
        if (value.isMissingNode() || value.isNull()) {
            return new ActivationIdentity();
        }
        JsonNode name = value.isObject() ? value.path("config") : value;
        return switch (name.isTextual()
                ? name.asText()
                : value.path("class_name").asText("")) {
            case "linear" -> new ActivationIdentity();
            case "tanh" -> new ActivationTanH();
            case "sigmoid" -> new ActivationSigmoid();
            case "hard_sigmoid" -> version >= 3 ? new KerasHardSigmoid() : new ActivationHardSigmoid();
            case "relu" -> new ActivationReLU();
            case "relu6" -> new ActivationReLU6();
            case "elu" -> new ActivationELU();
            case "selu" -> new ActivationSELU();
            case "softplus" -> new ActivationSoftPlus();
            case "softsign" -> new ActivationSoftSign();
            case "softmax" -> new ActivationSoftmax();
            case "swish", "silu" -> new ActivationSwish();
            case "leaky_relu" -> new ActivationLReLU(0.2);
            default ->
                throw new UnsupportedLayerException("activation " + value
                        + " is not known here; expected one of linear, tanh, sigmoid, hard_sigmoid, relu, relu6, elu, selu,"
                        + " softplus, softsign, softmax, swish, silu, leaky_relu");
        };
    }

    /** For the cell of a recurrent layer: a softmax there would be over the features of all gates. */
    static IActivation ofCell(JsonNode value, int version, String fallback) throws UnsupportedLayerException {
        IActivation activation = value.isMissingNode()
                ? of(com.fasterxml.jackson.databind.node.TextNode.valueOf(fallback), version)
                : of(value, version);
        if (activation instanceof ActivationSoftmax) {
            throw new UnsupportedLayerException("softmax inside a recurrent cell cannot be imported");
        }
        return activation;
    }
}
