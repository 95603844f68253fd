package io.github.gru4j.samples;

import io.github.gru4j.layer.GRU;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Praise or blame? Sequences of integers, padded to 100, are classified twice: as numbers, as tutorials do it, and through an
 * embedding.
 *
 * <p>The reviews are drawn, not written. Each is 20 to 100 words long, and a word is an integer from 1 on. Those that end in 3
 * praise and those that end in 7 blame, so how large the integer is tells nothing; the others are neutral. A review
 * draws a quarter of its words from these two kinds, three in four of them from the kind of its class.
 */
public final class SequenceClassification {

    private static final int LENGTH = 100;
    private static final int BATCH = 128;
    private static final int EPOCHS = 10;
    private static final int EMBEDDING = 32;

    private static final int PRAISE = 3;
    private static final int BLAME = 7;
    private static final int[] NEUTRAL = {1, 2, 4, 5, 6, 8, 9, 10};

    private SequenceClassification() {}

    /** Takes {@code --quick}. */
    public static void main(String... args) {
        boolean quick = Arguments.of(args).quick();
        int words = quick ? 50 : 1000;
        int units = quick ? 32 : 100;
        var random = new Random(1);
        DataSetIterator train = reviews(quick ? 3000 : 10_000, words, random);
        DataSetIterator test = reviews(quick ? 500 : 2000, words, random);

        double numbers = accuracy("numbers", numbers(units), train, test);
        double embedded = accuracy("embedding", embedding(units, words), train, test);
        System.out.printf(
                Locale.ROOT, "test accuracy: %.3f as numbers, %.3f through an embedding%n", numbers, embedded);
        System.out.println(
                "Why: a number says that word 17 lies between 16 and 18, which means nothing. The gates are smooth in it,"
                        + " so neighbours are treated alike. An embedding gives every word a vector of its own, and learns it.");
    }

    /** The integer is the one feature of a step. */
    private static MultiLayerConfiguration numbers(int units) {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .weightInit(WeightInit.XAVIER)
                .updater(new RmsProp(1e-3))
                .list()
                .layer(new LastTimeStep(new GRU.Builder().nOut(units).build()))
                .layer(new OutputLayer.Builder(LossFunction.XENT)
                        .activation(Activation.SIGMOID)
                        .nOut(1)
                        .build())
                .setInputType(InputType.recurrent(1))
                .build();
    }

    /** The integer is the index of a vector, which is trained with the rest. */
    private static MultiLayerConfiguration embedding(int units, int words) {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .weightInit(WeightInit.XAVIER)
                .updater(new RmsProp(1e-3))
                .list()
                .layer(new EmbeddingSequenceLayer.Builder()
                        .nIn(words + 1)
                        .nOut(EMBEDDING)
                        .build())
                .layer(new LastTimeStep(new GRU.Builder().nOut(units).build()))
                .layer(new OutputLayer.Builder(LossFunction.XENT)
                        .activation(Activation.SIGMOID)
                        .nOut(1)
                        .build())
                .setInputType(InputType.recurrent(words + 1))
                .build();
    }

    private static double accuracy(
            String name, MultiLayerConfiguration configuration, DataSetIterator train, DataSetIterator test) {
        var network = new MultiLayerNetwork(configuration);
        network.init();
        double accuracy = 0;
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            network.fit(train);
            accuracy = network.evaluate(test).accuracy();
            System.out.printf(Locale.ROOT, "%-9s epoch %2d: test accuracy %.3f%n", name, epoch, accuracy);
        }
        return accuracy;
    }

    /** Features [1, 1, 100] with a mask that says where the padding is, labels [1, 1]: 1 for praise. */
    private static DataSetIterator reviews(int count, int words, Random random) {
        List<DataSet> reviews = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int praise = i % 2;
            int length = 20 + random.nextInt(LENGTH - 20 + 1);
            double[] tokens = new double[LENGTH];
            double[] mask = new double[LENGTH];
            for (int step = 0; step < length; step++) {
                tokens[step] = word(praise, words, random);
                mask[step] = 1;
            }
            reviews.add(new DataSet(
                    Nd4j.create(tokens, 1, 1, LENGTH),
                    Nd4j.create(new double[] {praise}, 1, 1),
                    Nd4j.create(mask, 1, LENGTH),
                    null));
        }
        return new ListDataSetIterator<>(reviews, BATCH);
    }

    /** From 1 to {@code words}; 0 is padding. */
    private static int word(int praise, int words, Random random) {
        int ten = 10 * random.nextInt(words / 10);
        if (random.nextInt(4) == 0) {
            boolean ofItsClass = random.nextInt(4) < 3;
            return ten + (ofItsClass == (praise == 1) ? PRAISE : BLAME);
        }
        return ten + NEUTRAL[random.nextInt(NEUTRAL.length)];
    }
}
