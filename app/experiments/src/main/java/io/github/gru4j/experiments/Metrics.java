package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.TaskKind;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.evaluation.IEvaluation;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.regression.RegressionEvaluation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Loss and metric of a network on a split, from one pass over it. */
final class Metrics {

    /** What DL4J's cross-entropy takes for the least probability; log(0) would make the loss of a whole split infinite. */
    private static final double LEAST_PROBABILITY = 1e-10;

    private Metrics() {}

    /**
     * A network on a split; both are NaN if its outputs are not all finite.
     *
     * @param loss mean over the sequences
     * @param metric the task's metric, in the task's unit
     */
    record Score(double loss, double metric) {}

    static Score score(MultiLayerNetwork network, SequenceDataset data, DataSetIterator split) {
        SequenceTask task = data.task();
        boolean classes = task.kind() == TaskKind.CLASSIFICATION;
        IEvaluation<?> evaluation =
                classes ? new Evaluation(task.outputSize()) : new RegressionEvaluation(task.outputSize());
        ILossFunction lossFunction =
                ((BaseOutputLayer) network.getOutputLayer().conf().getLayer()).getLossFn();
        double loss = 0;
        long sequences = 0;
        while (split.hasNext()) {
            ArrayReclaimer.safepoint();
            DataSet batch = split.next();
            INDArray output = network.output(batch.getFeatures(), false, batch.getFeaturesMaskArray(), null);
            if (!Double.isFinite(output.sumNumber().doubleValue())) {
                return new Score(Double.NaN, Double.NaN);
            }
            INDArray labels = batch.getLabels();
            evaluation.eval(data.toUnits(labels), data.toUnits(output));
            if (classes) {
                output = Transforms.max(output, LEAST_PROBABILITY);
            }
            loss += lossFunction.computeScore(labels, output, new ActivationIdentity(), null, false);
            sequences += labels.size(0);
        }
        return new Score(loss / sequences, metric(evaluation));
    }

    private static double metric(IEvaluation<?> evaluation) {
        return evaluation instanceof RegressionEvaluation regression
                // Root of the mean over all outputs, not mean of the roots by column.
                ? Math.sqrt(regression.averageMeanSquaredError())
                : ((Evaluation) evaluation).accuracy();
    }
}
