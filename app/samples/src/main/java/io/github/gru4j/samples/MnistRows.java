package io.github.gru4j.samples;

import io.github.gru4j.datasets.EmbeddedDatasets;
import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.images.ImageDataset;
import io.github.gru4j.datasets.images.Mnist;
import io.github.gru4j.layer.GRU;
import java.nio.file.Path;
import java.util.Locale;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** An image is a sequence of its 28 rows: two GRU layers, one on the other, name the digit. */
public final class MnistRows {

    private static final int ROWS = 28;
    private static final int DIGITS = 10;
    private static final int BATCH = 32;

    private MnistRows() {}

    /** Takes {@code --quick}, and a folder with MNIST's four files; without, they are looked for where {@code data fetch} puts them. */
    public static void main(String... args) {
        var arguments = Arguments.withPath("folder of IDX files", args);
        SequenceDataset digits = digits(arguments.path().orElse(null), arguments.quick() ? 1600 : 0);
        var task = digits.task();
        System.out.println((task.name().equals(Mnist.NAME) ? "real MNIST: " : "no MNIST here, so drawn digits: ")
                + task.provenance().source() + ", " + task.provenance().train() + " to learn from, "
                + task.provenance().test() + " to test on");

        var network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .weightInit(WeightInit.XAVIER)
                .updater(new Adam(1e-3))
                .list()
                .layer(new GRU.Builder().nOut(128).build())
                .layer(new LastTimeStep(new GRU.Builder().nOut(10).build()))
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .nOut(DIGITS)
                        .build())
                .setInputType(InputType.recurrent(ROWS))
                .build());
        network.init();
        DataSetIterator train = digits.train(BATCH, 1);
        for (int epoch = 1; epoch <= 5; epoch++) {
            network.fit(train);
            System.out.printf(
                    Locale.ROOT,
                    "epoch %d: accuracy on validation %.4f%n",
                    epoch,
                    network.evaluate(digits.validation(500)).accuracy());
        }
        System.out.printf(
                Locale.ROOT,
                "test accuracy %.4f; always the most frequent digit has %.4f%n",
                network.evaluate(digits.test(500)).accuracy(),
                task.baselines().get(0).value());
    }

    private static SequenceDataset digits(Path given, int maxTrain) {
        if (given == null && !Mnist.isIn(Mnist.cache())) {
            return EmbeddedDatasets.load("digits", maxTrain);
        }
        return ImageDataset.load(
                Mnist.options(given == null ? Mnist.cache() : given).build(), maxTrain);
    }
}
