package io.github.gru4j.importer.keras;

import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A dense layer, which is another layer of DL4J inside of a network than at its end. */
record KerasDense(long nIn, long nOut, IActivation activation, boolean hasBias, boolean sequence) {

    KerasDense with(IActivation other) {
        return new KerasDense(nIn, nOut, other, hasBias, sequence);
    }

    Layer hidden() {
        var layer = new DenseLayer.Builder()
                .nIn(nIn)
                .nOut(nOut)
                .activation(activation)
                .hasBias(hasBias)
                .weightInit(WeightInit.XAVIER)
                .updater(new Adam())
                .build();
        return sequence ? new TimeDistributed(layer) : layer;
    }

    Layer output() {
        if (sequence) {
            return new RnnOutputLayer.Builder(loss(activation))
                    .nIn(nIn)
                    .nOut(nOut)
                    .activation(activation)
                    .hasBias(hasBias)
                    .weightInit(WeightInit.XAVIER)
                    .updater(new Adam())
                    .build();
        }
        return new OutputLayer.Builder(loss(activation))
                .nIn(nIn)
                .nOut(nOut)
                .activation(activation)
                .hasBias(hasBias)
                .weightInit(WeightInit.XAVIER)
                .updater(new Adam())
                .build();
    }

    /** The loss that goes with an activation. */
    static LossFunction loss(IActivation activation) {
        if (activation instanceof ActivationSoftmax) {
            return LossFunction.MCXENT;
        }
        return activation instanceof ActivationSigmoid ? LossFunction.XENT : LossFunction.MSE;
    }
}
