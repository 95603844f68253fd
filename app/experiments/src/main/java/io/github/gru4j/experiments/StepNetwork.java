package io.github.gru4j.experiments;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** A network that answers once, made to answer after every step: {@code rnnTimeStep} of DL4J's has no way past a LastTimeStep. */
final class StepNetwork {

    private StepNetwork() {}

    /**
     * The same layers with the same parameters, in the same order.
     *
     * @param inputSize features of a step, or tokens of the vocabulary
     */
    static MultiLayerNetwork of(MultiLayerNetwork network, int inputSize) {
        var layers = new NeuralNetConfiguration.Builder().list();
        for (NeuralNetConfiguration conf : network.getLayerWiseConfigurations().getConfs()) {
            layers.layer(ofEveryStep(conf.getLayer().clone()));
        }
        MultiLayerConfiguration conf =
                layers.setInputType(InputType.recurrent(inputSize)).build();
        var steps = new MultiLayerNetwork(conf);
        steps.init();
        steps.params().assign(network.params());
        return steps;
    }

    private static Layer ofEveryStep(Layer layer) {
        if (layer instanceof LastTimeStep last) {
            return last.getUnderlying();
        }
        if (layer instanceof OutputLayer output) {
            return new RnnOutputLayer.Builder(output.getLossFn())
                    .nIn(output.getNIn())
                    .nOut(output.getNOut())
                    .activation(output.getActivationFn())
                    .build();
        }
        return layer;
    }
}
