package io.github.gru4j.importer.keras;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An imported network against {@link PlainKeras}. */
final class KerasParity {

    private KerasParity() {}

    /** Rows of features for each example to DL4J's [batch, features, time], or [batch, features]. */
    static INDArray input(double[][][] examples, boolean sequence) {
        INDArray whole = Nd4j.createFromArray(examples).castTo(DataType.FLOAT);
        return sequence ? whole.permute(0, 2, 1).dup('c') : whole.reshape(whole.size(0), whole.size(2));
    }

    static INDArray output(Model network, INDArray... inputs) {
        return network instanceof MultiLayerNetwork chain
                ? chain.output(inputs[0])
                : ((ComputationGraph) network).outputSingle(inputs);
    }

    /**
     * Largest difference over a batch.
     *
     * @param inputs for each input, examples of rows of features
     */
    static double difference(KerasModel model, Model network, boolean sequence, double[][][]... inputs)
            throws Exception {
        var arrays = new INDArray[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            arrays[i] = input(inputs[i], sequence);
        }
        INDArray actual = output(network, arrays);
        double largest = 0;
        for (int example = 0; example < inputs[0].length; example++) {
            var own = new double[inputs.length][][];
            for (int i = 0; i < inputs.length; i++) {
                own[i] = inputs[i][example];
            }
            double[][] expected = new PlainKeras(model).run(own);
            if ((actual.rank() == 3 && actual.size(2) != expected.length) || actual.size(1) != expected[0].length) {
                throw new AssertionError("shape " + java.util.Arrays.toString(actual.shape()) + " for "
                        + expected.length + " steps of " + expected[0].length);
            }
            for (int t = 0; t < expected.length; t++) {
                for (int f = 0; f < expected[t].length; f++) {
                    double found = actual.rank() == 3 ? actual.getDouble(example, f, t) : actual.getDouble(example, f);
                    double difference = Math.abs(found - expected[t][f]);
                    largest = Double.isNaN(difference) ? Double.NaN : Math.max(largest, difference);
                }
            }
        }
        return largest;
    }
}
