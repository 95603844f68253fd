package io.github.gru4j.benchmarks;

import io.github.gru4j.layer.GRU;
import io.github.gru4j.layer.kernel.GruKernels;
import io.github.gru4j.peers.GruWeights;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * A recurrent layer of DL4J: ours or DL4J's own.
 *
 * @param kernel what our layer is forced to use; null to let it choose
 * @param layer its configuration for a width of the state
 */
record Dl4jPeer(String name, Cell cell, String kernel, Function<Integer, Layer> layer) implements Peer {

    static final String OURS = "gru4j";

    private static final long SEED = 7;
    private static final double RATE = 1e-3;
    private static final int CLASSES = 10;

    /** With the kernel that the layer chooses. */
    static Dl4jPeer ours() {
        return new Dl4jPeer(OURS, Cell.GRU, null, Dl4jPeer::gru);
    }

    /** With the kernel that computes everything everywhere. */
    static Dl4jPeer portable() {
        return new Dl4jPeer(OURS + "-nd4j", Cell.GRU, "nd4j", Dl4jPeer::gru);
    }

    static Dl4jPeer lstm() {
        return new Dl4jPeer("dl4j-lstm", Cell.OTHER, null, nOut -> new LSTM.Builder()
                .nOut(nOut)
                .activation(Activation.TANH)
                .build());
    }

    static Dl4jPeer simpleRnn() {
        return new Dl4jPeer("dl4j-simplernn", Cell.OTHER, null, nOut -> new SimpleRnn.Builder()
                .nOut(nOut)
                .activation(Activation.TANH)
                .build());
    }

    private static Layer gru(int nOut) {
        return new GRU.Builder().nOut(nOut).build();
    }

    /** DL4J's own layers do not stop at the end of a sequence: a mask makes them no faster. */
    @Override
    public boolean can(Task task) {
        return task.lengths() == Lengths.FULL || cell != Cell.OTHER;
    }

    @Override
    public Contestant open(Batch batch) {
        return switch (batch.task().kind()) {
            case INFER -> new Dl4jInference(network(batch, false), batch);
            case TRAIN -> new Dl4jTraining(network(batch, false), batch);
            case STEP -> new Dl4jStep(network(batch, false), batch);
            case FIT -> new Dl4jFit(network(batch, true), batch, CLASSES);
        };
    }

    private MultiLayerNetwork network(Batch batch, boolean output) {
        var shape = batch.task().shape();
        var layers = new NeuralNetConfiguration.Builder()
                .seed(SEED)
                .updater(new Sgd(RATE))
                .list()
                .layer(layer.apply(shape.nOut()));
        if (output) {
            layers.layer(new RnnOutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                    .nOut(CLASSES)
                    .activation(Activation.SOFTMAX)
                    .build());
        }
        var network = new MultiLayerNetwork(layers.setInputType(InputType.recurrent(shape.nIn(), shape.time()))
                .build());
        init(network);
        network.initGradientsView();
        if (cell != Cell.OTHER) {
            assign(batch.problem().cells().get(0), network.getLayer(0).paramTable());
        }
        return network;
    }

    /** A kernel is chosen when its layer is made. */
    private void init(MultiLayerNetwork network) {
        if (kernel == null) {
            network.init();
            return;
        }
        var before = System.getProperty(GruKernels.PROPERTY);
        System.setProperty(GruKernels.PROPERTY, kernel);
        try {
            network.init();
        } finally {
            if (before == null) {
                System.clearProperty(GruKernels.PROPERTY);
            } else {
                System.setProperty(GruKernels.PROPERTY, before);
            }
        }
    }

    private void assign(GruWeights weights, Map<String, INDArray> table) {
        table.get("W").assign(weights.w());
        table.get("RW").assign(weights.rw());
        table.get("b").assign(weights.b());
        table.get("rb").assign(weights.rb());
    }
}
