package io.github.gru4j.importer.onnx;

import io.github.gru4j.layer.BidirectionalLastStep;
import io.github.gru4j.layer.GRU;
import io.github.gru4j.layer.MaskMode;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks over all the layers that are written, drawn by a seed, with random biases too. */
final class RandomNetworks {

    static final int WORDS = 11;

    private static final Activation[] CELL = {
        Activation.TANH,
        Activation.TANH,
        Activation.TANH,
        Activation.SOFTSIGN,
        Activation.RELU,
        Activation.LEAKYRELU,
        Activation.ELU,
        Activation.HARDSIGMOID,
        Activation.IDENTITY
    };
    private static final Activation[] GATE = {
        Activation.SIGMOID, Activation.SIGMOID, Activation.HARDSIGMOID, Activation.SOFTSIGN
    };
    private static final Activation[] DENSE = {
        Activation.TANH,
        Activation.RELU,
        Activation.SIGMOID,
        Activation.IDENTITY,
        Activation.SELU,
        Activation.SOFTPLUS,
        Activation.SWISH,
        Activation.MISH,
        Activation.GELU,
        Activation.HARDTANH,
        Activation.RELU6,
        Activation.CUBE,
        Activation.RECTIFIEDTANH,
        Activation.THRESHOLDEDRELU,
        Activation.SOFTMAX,
        Activation.LEAKYRELU
    };

    /**
     * A network and what it takes.
     *
     * @param nIn features, or 0 for indices
     */
    record Drawn(MultiLayerNetwork network, RNNFormat format, int nIn, String description) {}

    private final Random random;
    private final RNNFormat format;
    private final StringBuilder description = new StringBuilder();

    private RandomNetworks(long seed) {
        this.random = new Random(seed);
        this.format = random.nextInt(3) == 0 ? RNNFormat.NWC : RNNFormat.NCW;
    }

    static Drawn draw(long seed) {
        return new RandomNetworks(seed).draw();
    }

    private Drawn draw() {
        int nIn = random.nextInt(4) == 0 ? 0 : size();
        var list = new NeuralNetConfiguration.Builder()
                .seed(random.nextLong())
                .weightInit(WeightInit.XAVIER)
                .list();
        if (nIn == 0) {
            add(
                    list,
                    new EmbeddingSequenceLayer.Builder()
                            .nIn(WORDS)
                            .nOut(size())
                            .inferInputLength(true)
                            .hasBias(random.nextBoolean())
                            .activation(pick(Activation.IDENTITY, Activation.TANH))
                            .outputDataFormat(format)
                            .build());
        }
        int middle = random.nextInt(3);
        for (int i = 0; i < middle; i++) {
            add(list, between(i == 0 && nIn > 0));
        }
        end(list);
        list.setInputType(nIn == 0 ? InputType.recurrent(WORDS, 5, format) : InputType.recurrent(nIn, format));
        var network = new MultiLayerNetwork(list.build());
        network.init();
        network.params().addi(Nd4j.rand(network.params().shape()).subi(0.5).muli(0.4));
        return new Drawn(network, format, nIn, format + description.toString());
    }

    private void add(NeuralNetConfiguration.ListBuilder list, Layer layer) {
        description.append(' ').append(brief(layer));
        list.layer(layer);
    }

    private static String brief(Layer layer) {
        if (layer instanceof Bidirectional both) {
            return "Bidirectional " + both.getMode() + "(" + brief(both.getFwd()) + ")";
        } else if (layer instanceof BaseWrapperLayer wrapper) {
            return layer.getClass().getSimpleName() + "(" + brief(wrapper.getUnderlying()) + ")";
        }
        String own = layer.getClass().getSimpleName();
        if (layer instanceof GRU gru) {
            own += gru.isResetAfter() + gru.getGateActivationFn().toString() + gru.getMaskMode();
        }
        return layer instanceof BaseLayer base ? own + " " + base.getActivationFn() : own;
    }

    private Layer between(boolean first) {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> cell();
            case 3, 4 -> new Bidirectional(mode(), cell());
            case 5 ->
                new DenseLayer.Builder()
                        .nOut(size())
                        .activation(pick(DENSE))
                        .hasBias(random.nextBoolean())
                        .dropOut(0.5)
                        .build();
            // DL4J's own check of workspaces fails for one behind some layers.
            case 6 -> first ? new ActivationLayer(pick(Activation.SOFTMAX, Activation.TANH)) : cell();
            default -> withDropout(cell());
        };
    }

    /** Which must vanish. A DropoutLayer on masked sequences DL4J itself refuses. */
    private static Layer withDropout(BaseRecurrentLayer cell) {
        cell.setIDropout(new Dropout(0.5));
        return cell;
    }

    private void end(NeuralNetConfiguration.ListBuilder list) {
        switch (random.nextInt(9)) {
            case 0 -> add(list, cell());
            case 1 -> add(list, new Bidirectional(mode(), cell()));
            case 2 -> {
                add(list, cell());
                add(list, rnnOutput());
            }
            case 3 -> {
                add(list, new LastTimeStep(cell()));
                add(list, output());
            }
            case 4 -> {
                add(list, new BidirectionalLastStep(new Bidirectional(cell())));
                add(list, new DropoutLayer.Builder(0.5).build());
                add(list, output());
            }
            case 5 -> {
                if (format == RNNFormat.NWC) {
                    add(list, new LastTimeStep(new Bidirectional(mode(), cell())));
                } else {
                    add(list, cell());
                    add(list, new GlobalPoolingLayer(pick(PoolingType.values())));
                }
                add(list, output());
            }
            case 6 -> {
                add(list, cell());
                add(list, output()); // per step, as rows
            }
            case 7 -> {
                add(list, new LastTimeStep(new Bidirectional(mode(), cell())));
                add(
                        list,
                        new DenseLayer.Builder()
                                .nOut(size())
                                .activation(pick(DENSE))
                                .build());
                add(
                        list,
                        new LossLayer.Builder(LossFunction.MSE)
                                .activation(pick(DENSE))
                                .build());
            }
            default -> {
                add(list, new Bidirectional(mode(), cell()));
                add(
                        list,
                        new RnnLossLayer.Builder(LossFunction.MSE)
                                .activation(pick(DENSE))
                                .dataFormat(format)
                                .build());
            }
        }
    }

    private Layer output() {
        return new OutputLayer.Builder(LossFunction.MSE)
                .nOut(size())
                .activation(pick(DENSE))
                .hasBias(random.nextBoolean())
                .build();
    }

    private Layer rnnOutput() {
        return new RnnOutputLayer.Builder(LossFunction.MSE)
                .nOut(size())
                .activation(pick(DENSE))
                .dataFormat(format)
                .build();
    }

    private BaseRecurrentLayer cell() {
        return switch (random.nextInt(4)) {
            case 0 ->
                new LSTM.Builder()
                        .nOut(size())
                        .activation(pick(CELL))
                        .gateActivationFunction(pick(GATE))
                        .dataFormat(format)
                        .build();
            case 1 ->
                new SimpleRnn.Builder()
                        .nOut(size())
                        .activation(pick(CELL))
                        .dataFormat(format)
                        .build();
            default ->
                new GRU.Builder()
                        .nOut(size())
                        .activation(pick(CELL))
                        .gateActivationFunction(pick(GATE))
                        .resetAfter(random.nextBoolean())
                        .hasBias(random.nextInt(4) > 0)
                        .maskMode(random.nextBoolean() ? MaskMode.ZERO : MaskMode.HOLD)
                        .dataFormat(format)
                        .build();
        };
    }

    private Bidirectional.Mode mode() {
        return pick(Bidirectional.Mode.values());
    }

    @SafeVarargs
    private <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private int size() {
        return 1 + random.nextInt(7);
    }

    /** Features as DL4J takes them. */
    static INDArray features(Drawn drawn, int batch, int time, Random random) {
        if (drawn.nIn() == 0) {
            var indices = new float[batch][time];
            for (var row : indices) {
                for (int t = 0; t < time; t++) {
                    row[t] = random.nextInt(WORDS);
                }
            }
            return Nd4j.create(indices);
        }
        var values = new float[batch * drawn.nIn() * time];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return drawn.format() == RNNFormat.NCW
                ? Nd4j.create(values, new int[] {batch, drawn.nIn(), time}, 'c')
                : Nd4j.create(values, new int[] {batch, time, drawn.nIn()}, 'c');
    }
}
