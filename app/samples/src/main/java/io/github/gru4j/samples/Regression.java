package io.github.gru4j.samples;

import io.github.gru4j.layer.GRU;
import java.util.Locale;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.evaluation.regression.RegressionEvaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A GRU of 10 units and a dense output learn to add up ten random numbers. */
public final class Regression {

    private static final int STEPS = 10;
    private static final int BATCH = 32;

    private Regression() {}

    /** Takes {@code --quick}. */
    public static void main(String... args) {
        int epochs = Arguments.of(args).quick() ? 15 : 100;
        Nd4j.getRandom().setSeed(1);
        DataSetIterator train = sums(1000);
        DataSetIterator test = sums(200);

        var network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.003))
                .list()
                .layer(new LastTimeStep(new GRU.Builder().nOut(10).build()))
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .activation(Activation.IDENTITY)
                        .nOut(1)
                        .build())
                .setInputType(InputType.recurrent(1))
                .build());
        network.init();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            network.fit(train);
            if (epoch % 5 == 0) {
                RegressionEvaluation seen = network.evaluateRegression(test);
                System.out.printf(
                        Locale.ROOT,
                        "epoch %3d: mean squared error on the test %.5f%n",
                        epoch,
                        seen.meanSquaredError(0));
            }
        }
        RegressionEvaluation result = network.evaluateRegression(test);
        System.out.printf(
                Locale.ROOT,
                "test: mean squared error %.5f, R2 %.4f; always answering 0 has %.2f%n",
                result.meanSquaredError(0),
                result.rSquared(0),
                STEPS / 3.0);
    }

    /** Sequences of numbers from -1 to 1, [count, 1, steps]; the answer is their sum, [count, 1]. */
    private static DataSetIterator sums(int count) {
        var numbers = Nd4j.rand(count, 1, STEPS).muli(2).subi(1);
        return new ListDataSetIterator<>(new DataSet(numbers, numbers.sum(2)).asList(), BATCH);
    }
}
