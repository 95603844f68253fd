package io.github.gru4j.experiments;

import io.github.gru4j.datasets.Metric;
import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.SequenceTask;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.regression.RegressionEvaluation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
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
     * @param loss mean over the sequences, without what L2 adds
     * @param metric the task's metric, in the task's unit
     * @param detail null where it was not asked for, or there is nothing to show
     */
    record Score(double loss, double metric, TestDetail detail) {

        static final Score NONE = new Score(Double.NaN, Double.NaN, null);
    }

    /** Adds up what a network says about batches. */
    private interface Tally {

        /** @return the loss of the batch, summed over its sequences */
        double add(DataSet batch, INDArray output);

        double metric();

        /** What there is to show of it; null if nothing. */
        default TestDetail detail() {
            return null;
        }
    }

    static Score score(MultiLayerNetwork network, SequenceDataset data, DataSetIterator split) {
        return score(network, split, tally(network, data), false);
    }

    /** As {@link #score(MultiLayerNetwork, SequenceDataset, DataSetIterator)}, with what there is to show. */
    static Score detailed(MultiLayerNetwork network, SequenceDataset data, DataSetIterator split) {
        return score(network, split, tally(network, data), true);
    }

    private static Score score(MultiLayerNetwork network, DataSetIterator split, Tally tally, boolean detailed) {
        double loss = 0;
        long sequences = 0;
        while (split.hasNext()) {
            ArrayReclaimer.safepoint();
            DataSet batch = split.next();
            INDArray output = network.output(
                    batch.getFeatures(), false, batch.getFeaturesMaskArray(), batch.getLabelsMaskArray());
            if (!Double.isFinite(output.sumNumber().doubleValue())) {
                return Score.NONE;
            }
            loss += tally.add(batch, output);
            sequences += output.size(0);
        }
        return new Score(loss / sequences, tally.metric(), detailed ? tally.detail() : null);
    }

    private static Tally tally(MultiLayerNetwork network, SequenceDataset data) {
        SequenceTask task = data.task();
        ILossFunction loss = ((BaseOutputLayer) network.getOutputLayer().conf().getLayer()).getLossFn();
        Metric metric = Metric.labelled(task.metric());
        boolean fits =
                switch (task.kind()) {
                    case CLASSIFICATION -> metric == Metric.ACCURACY;
                    case FORECAST -> metric == Metric.RMSE || metric == Metric.MSE || metric == Metric.MAE;
                    case NEXT_TOKEN -> metric == Metric.BITS_PER_TOKEN;
                    case LABELLING -> metric == Metric.NATS_PER_STEP || metric == Metric.ACCURACY_PER_STEP;
                };
        if (!fits) {
            throw new IllegalArgumentException(
                    "task " + task.name() + " is of kind " + task.kind() + ", which has no metric " + metric.label());
        }
        return switch (metric) {
            case ACCURACY -> new Accuracy(loss, new Evaluation(task.outputSize()));
            case RMSE, MSE, MAE ->
                new Deviation(
                        data,
                        loss,
                        metric,
                        new RegressionEvaluation(task.outputSize()),
                        new ArrayList<>(),
                        new ArrayList<>());
            case BITS_PER_TOKEN -> new CrossEntropy(Math.log(2));
            case NATS_PER_STEP -> new CrossEntropy(1);
            case ACCURACY_PER_STEP -> new StepAccuracy(new CrossEntropy(1), new Evaluation(task.outputSize()));
        };
    }

    private record Accuracy(ILossFunction loss, Evaluation evaluation) implements Tally {

        @Override
        public double add(DataSet batch, INDArray output) {
            evaluation.eval(batch.getLabels(), output);
            return loss.computeScore(
                    batch.getLabels(),
                    Transforms.max(output, LEAST_PROBABILITY),
                    new ActivationIdentity(),
                    null,
                    false);
        }

        @Override
        public double metric() {
            return evaluation.accuracy();
        }

        @Override
        public TestDetail detail() {
            return TestDetail.of(evaluation.getConfusion());
        }
    }

    private record Deviation(
            SequenceDataset data,
            ILossFunction loss,
            Metric measure,
            RegressionEvaluation evaluation,
            List<Double> expected,
            List<Double> predicted)
            implements Tally {

        @Override
        public double add(DataSet batch, INDArray output) {
            // In double: far from zero, the unit's values are not told apart by 32 bits.
            INDArray labels = data.toUnits(batch.getLabels().castTo(DataType.DOUBLE));
            INDArray forecasts = data.toUnits(output.castTo(DataType.DOUBLE));
            evaluation.eval(labels, forecasts);
            for (int i = 0; i < labels.size(0) && expected.size() < TestDetail.MOST_FORECASTS; i++) {
                expected.add(labels.getDouble(i, 0));
                predicted.add(forecasts.getDouble(i, 0));
            }
            return loss.computeScore(batch.getLabels(), output, new ActivationIdentity(), null, false);
        }

        @Override
        public double metric() {
            return switch (measure) {
                case MAE -> evaluation.averageMeanAbsoluteError();
                case MSE -> evaluation.averageMeanSquaredError();
                // Root of the mean over all outputs, not mean of the roots by column.
                case RMSE -> Math.sqrt(evaluation.averageMeanSquaredError());
                default -> throw new AssertionError(measure);
            };
        }

        @Override
        public TestDetail detail() {
            return new TestDetail(List.of(), expected, predicted);
        }
    }

    /** Of every step; the loss of a sequence is the sum over its steps. */
    private static final class CrossEntropy implements Tally {

        private final double natsOfUnit;
        private double nats;
        private double steps;

        /** @param natsOfUnit what a unit of the metric is in nats */
        CrossEntropy(double natsOfUnit) {
            this.natsOfUnit = natsOfUnit;
        }

        @Override
        public double add(DataSet batch, INDArray output) {
            // [batch, time]: one label is 1 at every step.
            INDArray ofSteps = Transforms.log(Transforms.max(output, LEAST_PROBABILITY), false)
                    .muli(batch.getLabels())
                    .sum(1);
            INDArray mask = batch.getLabelsMaskArray();
            if (mask != null) {
                ofSteps.muli(mask);
            }
            double ofBatch = -ofSteps.sumNumber().doubleValue();
            nats += ofBatch;
            steps += mask == null ? ofSteps.length() : mask.sumNumber().doubleValue();
            return ofBatch;
        }

        @Override
        public double metric() {
            return nats / steps / natsOfUnit;
        }
    }

    /** Of every step that the labels mask keeps. */
    private record StepAccuracy(CrossEntropy loss, Evaluation evaluation) implements Tally {

        @Override
        public double add(DataSet batch, INDArray output) {
            evaluation.eval(batch.getLabels(), output, batch.getLabelsMaskArray());
            return loss.add(batch, output);
        }

        @Override
        public double metric() {
            return evaluation.accuracy();
        }

        @Override
        public TestDetail detail() {
            return TestDetail.of(evaluation.getConfusion());
        }
    }
}
