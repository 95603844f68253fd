package io.github.gru4j.samples;

import io.github.gru4j.networks.CellType;
import io.github.gru4j.networks.SequenceLabeller;
import java.util.Locale;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A label for each step: is it in the beginning, the middle or the end of its sequence? Only the middle is loud, so what tells the
 * beginning from the end is whether the middle came before: something that a network has to remember.
 */
public final class PartOfSequence {

    private static final String[] PARTS = {"beginning", "middle", "end"};
    private static final int LONGEST_PART = 10;
    private static final int BATCH = 32;

    private PartOfSequence() {}

    /** Takes {@code --quick}. */
    public static void main(String... args) {
        int minibatches = Arguments.of(args).quick() ? 60 : 400;
        System.out.printf(
                "Sequences of three parts of 1 to %d steps: quiet, loud, quiet again. Which part is each step in?%n",
                LONGEST_PART);
        DataSet test = sequences(500, new Random(2));
        System.out.printf(
                Locale.ROOT,
                "loudness of the step alone     %.1f %% of steps right%n",
                100 * byLoudness(test).accuracy());
        for (CellType cell : new CellType[] {CellType.GRU, CellType.BIDIRECTIONAL_GRU}) {
            MultiLayerNetwork network = new SequenceLabeller.Builder()
                    .features(1)
                    .cell(cell)
                    .hidden(16)
                    .classes(PARTS.length)
                    .learningRate(0.01)
                    .build()
                    .init();
            var random = new Random(1);
            for (int i = 0; i < minibatches; i++) {
                network.fit(sequences(BATCH, random));
            }
            var evaluation = new Evaluation(PARTS.length);
            evaluation.eval(
                    test.getLabels(),
                    network.output(test.getFeatures(), false, test.getFeaturesMaskArray(), null),
                    test.getLabelsMaskArray());
            System.out.printf(
                    Locale.ROOT,
                    "%-30s %.1f %% of steps right%n",
                    cell.id() + ", " + minibatches + " minibatches",
                    100 * evaluation.accuracy());
            show(network);
        }
        System.out.println(
                "The cell that reads forward alone hears that a part has begun when it is in it; the bidirectional one"
                        + " knows what follows, too.");
    }

    /** A batch of drawn sequences; features [count, 1, time], labels [count, 3, time], and masks [count, time]: lengths differ. */
    private static DataSet sequences(int count, Random random) {
        int time = PARTS.length * LONGEST_PART;
        var features = Nd4j.zeros(count, 1, time);
        var labels = Nd4j.zeros(count, PARTS.length, time);
        var mask = Nd4j.zeros(count, time);
        for (int i = 0; i < count; i++) {
            int t = 0;
            for (int part = 0; part < PARTS.length; part++) {
                for (int end = t + 1 + random.nextInt(LONGEST_PART); t < end; t++) {
                    features.putScalar(i, 0, t, (part == 1 ? 1 : 0.3) * random.nextGaussian());
                    labels.putScalar(i, part, t, 1);
                    mask.putScalar(i, t, 1);
                }
            }
        }
        return new DataSet(features, labels, mask, mask.dup());
    }

    /** Says "middle" of loud steps and "beginning" of quiet ones. */
    private static Evaluation byLoudness(DataSet data) {
        var loud = Nd4j.math()
                .abs(data.getFeatures())
                .gt(0.6)
                .castTo(data.getFeatures().dataType());
        var answers = Nd4j.concat(1, loud.rsub(1), loud, loud.mul(0));
        var evaluation = new Evaluation(PARTS.length);
        evaluation.eval(data.getLabels(), answers, data.getLabelsMaskArray());
        return evaluation;
    }

    /** One sequence, step by step: the first letter of its part, and below of what the network says. */
    private static void show(MultiLayerNetwork network) {
        DataSet one = sequences(1, new Random(7));
        int length = one.getFeaturesMaskArray().sumNumber().intValue();
        System.out.println("    right    " + letters(one.getLabels().argMax(1).toIntVector(), length));
        System.out.println("    network  "
                + letters(
                        network.output(one.getFeatures(), false, one.getFeaturesMaskArray(), null)
                                .argMax(1)
                                .toIntVector(),
                        length));
    }

    private static String letters(int[] parts, int length) {
        var letters = new StringBuilder();
        for (int t = 0; t < length; t++) {
            letters.append(PARTS[parts[t]].charAt(0));
        }
        return letters.toString();
    }
}
