package io.github.gru4j.layer.kernel;

import java.util.Set;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationRationalTanh;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationRectifiedTanh;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.same.OneMinus;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.api.ops.impl.transforms.same.TimesOneMinus;
import org.nd4j.linalg.factory.Nd4j;

/** How an {@link IActivation} is differentiated with few ND4J calls. */
final class ActivationSlope {

    /** Those that act on each element alone, so that any grouping of elements gives the same result. */
    private static final Set<Class<? extends IActivation>> ELEMENTWISE = Set.of(
            ActivationCube.class,
            ActivationELU.class,
            ActivationGELU.class,
            ActivationHardSigmoid.class,
            ActivationHardTanH.class,
            ActivationIdentity.class,
            ActivationLReLU.class,
            ActivationMish.class,
            ActivationRationalTanh.class,
            ActivationReLU.class,
            ActivationReLU6.class,
            ActivationRectifiedTanh.class,
            ActivationSELU.class,
            ActivationSigmoid.class,
            ActivationSoftPlus.class,
            ActivationSoftSign.class,
            ActivationSwish.class,
            ActivationTanH.class,
            ActivationThresholdedReLU.class);

    private ActivationSlope() {}

    static boolean isElementwise(IActivation activation) {
        return ELEMENTWISE.contains(activation.getClass());
    }

    /** Whether the slope follows from the activation's value alone, so that its input need not be kept. */
    static boolean isFunctionOfValue(IActivation activation) {
        return activation instanceof ActivationSigmoid
                || activation instanceof ActivationTanH
                || activation instanceof ActivationIdentity;
    }

    /** The slope at every element, from the activation's values, which {@code into} may be; for {@link #isFunctionOfValue} only. */
    static INDArray slopeOfValues(IActivation activation, INDArray values, INDArray into) {
        if (activation instanceof ActivationIdentity) {
            return into.assign(1.0);
        }
        var executioner = Nd4j.getExecutioner();
        if (activation instanceof ActivationTanH) {
            executioner.exec(new Square(values, into));
            return executioner.exec(new OneMinus(into, into));
        }
        return executioner.exec(new TimesOneMinus(values, into));
    }

    /**
     * The slope at every element, from the activation's inputs, which may be overwritten; for {@link #isElementwise} only.
     *
     * @param ones an array of ones of the same shape; may be overwritten too
     */
    static INDArray slopeOfInputs(IActivation activation, INDArray inputs, INDArray ones) {
        return activation.backprop(inputs, ones).getFirst();
    }
}
