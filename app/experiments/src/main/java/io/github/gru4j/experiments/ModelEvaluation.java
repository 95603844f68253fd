package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.SequenceTask;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * How good a model is on splits of a data set.
 *
 * @param sequences that were put to it
 * @param metrics of all of them together, by name, in the order in which to show them; in the data's units
 * @param columns names of what {@code rows} have
 * @param rows by class, or by output of a forecast: name and then a value for each column; empty where there are none
 * @param confusion sequences (steps, where every step has an answer) by class: a row for each right class, a column for each answer;
 *     empty for other tasks
 */
public record ModelEvaluation(
        long sequences,
        Map<String, Double> metrics,
        List<String> columns,
        Map<String, List<Double>> rows,
        List<List<Integer>> confusion) {

    /** A part of a data set. */
    public enum Split {
        /** What was learnt from; shuffled. */
        TRAIN,
        /** What the training was stopped by. */
        VALIDATION,
        /** What nothing was chosen by. */
        TEST
    }

    /** Takes note of what a network answers. */
    interface Tally {

        void add(DataSet batch, INDArray output);

        Map<String, Double> metrics();

        default List<String> columns() {
            return List.of();
        }

        default Map<String, List<Double>> rows() {
            return Map.of();
        }

        default List<List<Integer>> confusion() {
            return List.of();
        }
    }

    /**
     * Puts the splits to the model, together.
     *
     * @throws IllegalArgumentException if the data are not what the model reads and answers, with what differs
     */
    public static ModelEvaluation of(ModelBundle bundle, SequenceDataset data, List<Split> splits) {
        BundleFit.refusal(bundle, data).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        SequenceTask task = data.task();
        int batchSize = bundle.record().settings().batchSize();
        long sequences = 0;
        try (var work = ArrayReclaimer.enter()) {
            Tally tally =
                    switch (task.kind()) {
                        case CLASSIFICATION, LABELLING -> new ClassTally(task);
                        case NEXT_TOKEN -> new TokenTally();
                        case FORECAST ->
                            new ForecastTally(data, bundle.pipeline().orElse(null), batchSize);
                    };
            MultiLayerNetwork network = bundle.network();
            for (Split split : splits) {
                for (DataSetIterator batches = of(data, split, batchSize); batches.hasNext(); ) {
                    ArrayReclaimer.safepoint();
                    DataSet batch = batches.next();
                    INDArray output = network.output(
                            batch.getFeatures(), false, batch.getFeaturesMaskArray(), batch.getLabelsMaskArray());
                    tally.add(batch, output);
                    sequences += output.size(0);
                }
            }
            return new ModelEvaluation(sequences, tally.metrics(), tally.columns(), tally.rows(), tally.confusion());
        }
    }

    private static DataSetIterator of(SequenceDataset data, Split split, int batchSize) {
        return switch (split) {
            case TRAIN -> data.train(batchSize, 1);
            case VALIDATION -> data.validation(batchSize);
            case TEST -> data.test(batchSize);
        };
    }
}
