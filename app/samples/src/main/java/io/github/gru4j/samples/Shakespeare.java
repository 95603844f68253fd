package io.github.gru4j.samples;

import io.github.gru4j.datasets.text.PlainTextDataset;
import io.github.gru4j.datasets.text.PlainTextOptions;
import io.github.gru4j.datasets.text.Vocabulary;
import io.github.gru4j.networks.CellType;
import io.github.gru4j.networks.SequenceLanguageModel;
import java.util.Locale;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** A GRU learns to name the next character of a text, of Shakespeare's for instance, and then writes on its own. */
public final class Shakespeare {

    private static final double TEMPERATURE = 0.8;

    private Shakespeare() {}

    /** Takes a text file, and {@code --quick}. */
    public static void main(String... args) {
        var arguments = Arguments.withPath("text file", args);
        boolean quick = arguments.quick();
        var options = new PlainTextOptions.Builder()
                .data(arguments.required("a text file"))
                .window(quick ? 32 : 64)
                .fractions(0.90, 0.05, 0.05)
                .build();
        var text = PlainTextDataset.load(options, quick ? 640 : 0);
        var task = text.task();
        System.out.println(task.provenance().source() + ": " + task.provenance().split());

        MultiLayerNetwork network = new SequenceLanguageModel.Builder()
                .tokens(task.inputSize(), 32)
                .cell(CellType.GRU)
                .hidden(quick ? 64 : 256)
                .outputs(task.outputSize())
                .learningRate(quick ? 1e-2 : 3e-3)
                .build()
                .init();
        var train = text.train(32, 1);
        for (int epoch = 1; epoch <= 5; epoch++) {
            network.fit(train);
            System.out.printf(
                    Locale.ROOT, "epoch %d: %.3f nats per character%n", epoch, nats(network, text.validation(32)));
        }
        System.out.printf(
                Locale.ROOT,
                "test: %.3f nats per character; naming all characters alike has %.3f%n",
                nats(network, text.test(32)),
                Math.log(task.outputSize()));
        System.out.println(write(network, text.vocabulary(), quick ? 200 : 500, new Random(1)));
    }

    /** The network's loss of a sequence is the sum over its characters. */
    private static double nats(MultiLayerNetwork network, DataSetIterator split) {
        double sum = 0;
        double characters = 0;
        while (split.hasNext()) {
            DataSet batch = split.next();
            sum += network.score(batch) * batch.numExamples();
            characters += batch.getLabels().sumNumber().doubleValue();
        }
        return sum / characters;
    }

    /** Begins with a new line; every character drawn is what the network reads next. */
    private static String write(MultiLayerNetwork network, Vocabulary vocabulary, int length, Random random) {
        var text = new StringBuilder();
        network.rnnClearPreviousState();
        int token = vocabulary.indexOf("\n");
        for (int i = 0; i < length; i++) {
            INDArray next = network.rnnTimeStep(Nd4j.scalar((float) token).reshape(1, 1, 1));
            token = draw(next.reshape(vocabulary.size()), random);
            text.append(vocabulary.token(token));
        }
        return text.toString();
    }

    /** Below 1, the temperature makes what is likely likelier. Padding and the unknown are never drawn. */
    private static int draw(INDArray probabilities, Random random) {
        int size = (int) probabilities.length();
        double[] weights = new double[size];
        double sum = 0;
        for (int token = Vocabulary.UNKNOWN + 1; token < size; token++) {
            weights[token] = Math.pow(probabilities.getDouble(token), 1 / TEMPERATURE);
            sum += weights[token];
        }
        double left = sum * random.nextDouble();
        for (int token = Vocabulary.UNKNOWN + 1; token < size; token++) {
            left -= weights[token];
            if (left < 0) {
                return token;
            }
        }
        return size - 1;
    }
}
