package io.github.gru4j.layer;

import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Small networks and random batches for the tests of this module. */
final class GruNetworks {

    private GruNetworks() {}

    /** A network of one recurrent layer and a softmax over its steps. */
    static MultiLayerNetwork perStep(Layer recurrent, InputType input, int classes, DataType type) {
        return init(configuration(type)
                .list()
                .layer(recurrent)
                .layer(softmax(classes))
                .setInputType(input)
                .build());
    }

    /** A softmax over every step. */
    static RnnOutputLayer softmax(int classes) {
        return new RnnOutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build();
    }

    /** A network of one layer that ends a sequence and a softmax over its output. */
    static MultiLayerNetwork lastStep(Layer recurrent, InputType input, int classes, DataType type) {
        return init(configuration(type)
                .list()
                .layer(recurrent)
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nOut(classes)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(input)
                .build());
    }

    static NeuralNetConfiguration.Builder configuration(DataType type) {
        return new NeuralNetConfiguration.Builder().seed(7).dataType(type).updater(new NoOp());
    }

    private static MultiLayerNetwork init(org.deeplearning4j.nn.conf.MultiLayerConfiguration configuration) {
        var net = new MultiLayerNetwork(configuration);
        net.init();
        // For tests that call a layer's backward pass themselves.
        net.initGradientsView();
        return net;
    }

    /** Replaces all parameters by values that are large enough for every path of the gradient to count. */
    static void randomise(MultiLayerNetwork net, Random random) {
        net.setParams(random(random, net.getLayerWiseConfigurations().getDataType(), 0.6, 1, net.numParams()));
    }

    /** Normal values with the given standard deviation, 'c' order. */
    static INDArray random(Random random, DataType type, double sd, long... shape) {
        double[] values = new double[(int) java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = sd * random.nextGaussian();
        }
        return Nd4j.createFromArray(values).castTo(type).reshape('c', shape);
    }

    /** Input of one batch in the given format. */
    static INDArray input(Random random, DataType type, RNNFormat format, int batch, int nIn, int time) {
        var ncw = random(random, type, 1.0, batch, nIn, time);
        return format == RNNFormat.NWC ? ncw.permute(0, 2, 1).dup('c') : ncw;
    }

    /** Random masks [batch, time] with gaps; every sequence has a valid step. */
    static INDArray mask(Random random, DataType type, int batch, int time) {
        var mask = Nd4j.zeros(type, batch, time);
        for (int b = 0; b < batch; b++) {
            mask.putScalar(b, random.nextInt(time), 1.0);
            for (int t = 0; t < time; t++) {
                if (random.nextDouble() < 0.6) {
                    mask.putScalar(b, t, 1.0);
                }
            }
        }
        return mask;
    }

    /** One-hot labels [batch, classes]. */
    static INDArray labels(Random random, DataType type, int batch, int classes) {
        var labels = Nd4j.zeros(type, batch, classes);
        for (int b = 0; b < batch; b++) {
            labels.putScalar(b, random.nextInt(classes), 1.0);
        }
        return labels;
    }

    /** One-hot labels of every step in the given format. */
    static INDArray stepLabels(Random random, DataType type, RNNFormat format, int batch, int classes, int time) {
        var labels = Nd4j.zeros(type, batch, classes, time);
        for (int b = 0; b < batch; b++) {
            for (int t = 0; t < time; t++) {
                labels.putScalar(new int[] {b, random.nextInt(classes), t}, 1.0);
            }
        }
        return format == RNNFormat.NWC ? labels.permute(0, 2, 1).dup('c') : labels;
    }
}
