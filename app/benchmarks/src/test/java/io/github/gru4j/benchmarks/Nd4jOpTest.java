package io.github.gru4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Why libnd4j's operation is measured forward only. When this fails, ND4J has been mended, and it can be measured in training. */
class Nd4jOpTest {

    private static final double STEP = 1e-6;

    @Test
    void theWayBackIsNotTheGradientOfTheWayThere() {
        Nd4j.getRandom().setSeed(3);
        var inputs = new INDArray[] {normal(3, 2, 3), normal(2, 4), normal(3, 12), normal(4, 12), normal(12)};
        var epsilon = normal(3, 2, 4);
        var gradients = Arrays.stream(inputs).map(INDArray::ulike).toArray(INDArray[]::new);
        var backwardInputs = Arrays.copyOf(inputs, inputs.length + 1);
        backwardInputs[inputs.length] = epsilon;
        Nd4j.exec(DynamicCustomOp.builder("gru_bp")
                .addInputs(backwardInputs)
                .addOutputs(gradients)
                .build());

        double before = loss(inputs, epsilon);
        double value = inputs[0].getDouble(0, 0, 0);
        inputs[0].putScalar(0, 0, 0, value + STEP);
        double numeric = (loss(inputs, epsilon) - before) / STEP;

        assertThat(gradients[0].getDouble(0, 0, 0)).isNotCloseTo(numeric, withinPercentage(1));
    }

    private static INDArray normal(long... shape) {
        return Nd4j.randn(DataType.DOUBLE, shape);
    }

    private static double loss(INDArray[] inputs, INDArray epsilon) {
        var states = epsilon.ulike();
        Nd4j.exec(DynamicCustomOp.builder("gru")
                .addInputs(inputs)
                .addOutputs(states)
                .build());
        return states.mul(epsilon).sumNumber().doubleValue();
    }
}
