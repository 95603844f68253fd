package io.github.gru4j.samples;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.gru4j.layer.GRU;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** The same network adds up 30 random numbers, trained in nine ways; what became of each is drawn into one figure. */
public final class TrainingStrategies {

    private static final int STEPS = 30;
    private static final int BATCH = 32;

    private final int epochs;
    private final DataSetIterator train = sums(640);
    private final DataSetIterator test = sums(320);

    private TrainingStrategies(int epochs) {
        this.epochs = epochs;
    }

    /**
     * Takes {@code --quick}, and the file for the figure; without, it is {@code training-strategies.png} in the folder at hand.
     *
     * @throws IOException if the figure cannot be written
     */
    public static void main(String... args) throws IOException {
        var arguments = Arguments.withPath("file for the figure", args);
        Path file = arguments.path().orElse(Path.of("training-strategies.png"));
        LossFigure.requireWritable(file);
        Nd4j.getRandom().setSeed(1);
        new TrainingStrategies(arguments.quick() ? 4 : 15).compare(file);
    }

    private void compare(Path file) throws IOException {
        // Recurrent weights this wide make gradients grow from step to step, back through 30 of them.
        GRU.Builder wide = gru().weightInitRecurrent(new NormalDistribution(0, 0.5));
        LossCurve exploding = train("no clipping", network(new Sgd(0.1)), wide);
        LossCurve clipped = train("clipped to norm 1", clipped(new Sgd(0.1)), wide);

        LossCurve sgd = train("SGD 0.1", clipped(new Sgd(0.1)), gru());
        LossCurve rmsProp = train("RMSProp 0.003", clipped(new RmsProp(0.003)), gru());
        LossCurve adam = train("Adam 0.003", clipped(new Adam(0.003)), gru());

        var decay = new ExponentialSchedule(ScheduleType.EPOCH, 0.03, 0.8);
        LossCurve constant = train("Adam 0.03", clipped(new Adam(0.03)), gru());
        LossCurve decaying = train("Adam 0.03, times 0.8 an epoch", clipped(new Adam(decay)), gru());

        var orthogonal = gru().weightInitRecurrent(new Orthogonal());
        LossCurve turning = train("orthogonal recurrent weights", clipped(new Adam(0.003)), orthogonal);
        LossCurve small = train("l2 0.01", clipped(new Adam(0.003)).l2(0.01), gru());

        new LossFigure(0.01, 100)
                .panel("Clipping, where gradients explode", exploding, clipped)
                .panel("Optimisers", sgd, rmsProp, adam)
                .panel("Learning rate", constant, decaying)
                .panel("Weights", adam, turning, small)
                .write(file);
        System.out.println("figure: " + file);
    }

    private static NeuralNetConfiguration.Builder network(IUpdater updater) {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .weightInit(WeightInit.XAVIER)
                .updater(updater);
    }

    private static NeuralNetConfiguration.Builder clipped(IUpdater updater) {
        return network(updater)
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(1);
    }

    private static GRU.Builder gru() {
        return new GRU.Builder().nOut(32);
    }

    /** The mean squared error on the test, before the first epoch and after each. */
    private LossCurve train(String name, NeuralNetConfiguration.Builder strategy, GRU.Builder gru) {
        var network = new MultiLayerNetwork(strategy.list()
                .layer(new LastTimeStep(gru.build()))
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .activation(Activation.IDENTITY)
                        .nOut(1)
                        .build())
                .setInputType(InputType.recurrent(1))
                .build());
        network.init();
        double[] losses = new double[epochs + 1];
        for (int epoch = 0; epoch <= epochs; epoch++) {
            if (epoch > 0) {
                network.fit(train);
            }
            losses[epoch] = network.evaluateRegression(test).meanSquaredError(0);
        }
        System.out.printf(
                Locale.ROOT,
                "%-30s error %10.3f at first, %8.3f at last; norm of the parameters %.2f%n",
                name,
                losses[0],
                losses[epochs],
                network.params().norm2Number().doubleValue());
        return LossCurve.of(name, losses);
    }

    /**
     * An orthogonal matrix for each gate, side by side in [units, 3 units]: what goes through it keeps its length, forwards and
     * backwards. DL4J 1.0.0-M2.1 has an OrthogonalDistribution, but it rests on a native SVD that for some matrices of 32 rows never
     * ends, or ends the JVM.
     */
    private static final class Orthogonal implements IWeightInit {

        private static final long serialVersionUID = 1L;

        @Override
        public INDArray init(double fanIn, double fanOut, long[] shape, char order, INDArray view) {
            INDArray weights = view.reshape(order, shape);
            long units = shape[0];
            for (long column = 0; column < shape[1]; column += units) {
                weights.get(all(), interval(column, column + units)).assign(orthogonal(units));
            }
            return weights;
        }

        /** Gram and Schmidt's way: each row loses what it has of those before it, and gets length 1. */
        private static INDArray orthogonal(long units) {
            INDArray rows = Nd4j.randn(units, units);
            for (long i = 0; i < units; i++) {
                INDArray row = rows.getRow(i);
                for (long j = 0; j < i; j++) {
                    INDArray before = rows.getRow(j);
                    row.subi(before.mul(row.mul(before).sumNumber()));
                }
                row.divi(row.norm2Number());
            }
            return rows;
        }
    }

    /** Sequences of numbers from -1 to 1, [count, 1, steps]; the answer is their sum, [count, 1]. */
    private static DataSetIterator sums(int count) {
        var numbers = Nd4j.rand(count, 1, STEPS).muli(2).subi(1);
        return new ListDataSetIterator<>(new DataSet(numbers, numbers.sum(2)).asList(), BATCH);
    }
}
