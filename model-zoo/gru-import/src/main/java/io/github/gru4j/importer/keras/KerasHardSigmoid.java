package io.github.gru4j.importer.keras;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.BooleanIndexing;
import org.nd4j.linalg.indexing.conditions.Conditions;

/**
 * Hard sigmoid as Keras 3 has it: min(1, max(0, x / 6 + 1 / 2)).
 *
 * <p>Keras 1 and 2 have min(1, max(0, x / 5 + 1 / 2)), which is DL4J's {@code ActivationHardSigmoid}.
 */
public final class KerasHardSigmoid extends BaseActivationFunction {

    private static final long serialVersionUID = 1L;

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        in.divi(6).addi(0.5);
        BooleanIndexing.replaceWhere(in, 0.0, Conditions.lessThan(0.0));
        BooleanIndexing.replaceWhere(in, 1.0, Conditions.greaterThan(1.0));
        return in;
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        assertShape(in, epsilon);
        INDArray inside = in.gt(-3).castTo(in.dataType()).muli(in.lt(3).castTo(in.dataType()));
        in.assign(inside.muli(epsilon).divi(6));
        return new Pair<>(in, null);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KerasHardSigmoid;
    }

    @Override
    public int hashCode() {
        return KerasHardSigmoid.class.hashCode();
    }

    @Override
    public String toString() {
        return "kerashardsigmoid";
    }
}
