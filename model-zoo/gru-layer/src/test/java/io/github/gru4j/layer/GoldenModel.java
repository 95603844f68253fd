package io.github.gru4j.layer;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Writes the model file that later versions must read, and its outputs. Run {@code main} with a folder once for a version that
 * changes what is written; the files of older versions stay.
 */
final class GoldenModel {

    private static final int N_IN = 3;
    private static final int TIME = 5;

    private GoldenModel() {}

    public static void main(String[] args) throws IOException {
        var folder = new File(args[0]);
        var net = network();
        ModelSerializer.writeModel(net, new File(folder, "gru-0.1.0.zip"), true);
        var outputs = Arrays.stream(net.output(input()).dup('c').data().asDouble())
                .mapToObj(Double::toString)
                .collect(Collectors.joining("\n"));
        Files.writeString(folder.toPath().resolve("gru-0.1.0.outputs.txt"), outputs + "\n", StandardCharsets.UTF_8);
    }

    /** Input [4, 3, 5] that does not depend on ND4J's generator. */
    static INDArray input() {
        return GruNetworks.input(new Random(2015), DataType.FLOAT, RNNFormat.NCW, 4, N_IN, TIME);
    }

    private static MultiLayerNetwork network() {
        var net = new MultiLayerNetwork(GruNetworks.configuration(DataType.FLOAT)
                .updater(new Adam(0.01))
                .list()
                .layer(new Bidirectional(
                        Bidirectional.Mode.CONCAT, new GRU.Builder().nOut(4).build()))
                .layer(new LastTimeStep(new GRU.Builder()
                        .nOut(3)
                        .resetAfter(false)
                        .gateActivationFunction(Activation.HARDSIGMOID)
                        .maskMode(MaskMode.HOLD)
                        .updateGateBiasInit(1.0)
                        .recurrentDropOut(0.9)
                        .build()))
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(N_IN))
                .build());
        net.init();
        for (int i = 0; i < 3; i++) {
            net.fit(new DataSet(input(), GruNetworks.labels(new Random(1), DataType.FLOAT, 4, 2)));
        }
        return net;
    }
}
