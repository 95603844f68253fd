package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.TaskKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Right and wrong classes, of sequences or of their steps. */
final class ClassTally implements ModelEvaluation.Tally {

    private static final double LEAST_PROBABILITY = 1e-10;

    private final SequenceTask task;
    private final Evaluation evaluation;
    private double nats;
    private double answers;

    ClassTally(SequenceTask task) {
        this.task = task;
        this.evaluation = new Evaluation(task.outputSize());
    }

    @Override
    public void add(DataSet batch, INDArray output) {
        INDArray mask = batch.getLabelsMaskArray();
        evaluation.eval(batch.getLabels(), output, mask);
        INDArray ofAnswers = Transforms.log(Transforms.max(output, LEAST_PROBABILITY), false)
                .muli(batch.getLabels())
                .sum(1);
        if (mask != null) {
            ofAnswers.muli(mask);
        }
        nats -= ofAnswers.sumNumber().doubleValue();
        answers += mask == null ? ofAnswers.length() : mask.sumNumber().doubleValue();
    }

    @Override
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("accuracy", evaluation.accuracy());
        metrics.put("macro F1", macroF1());
        metrics.put(task.kind() == TaskKind.LABELLING ? "nats per step" : "cross-entropy (nats)", nats / answers);
        return metrics;
    }

    /** Mean over the classes that are there, as scikit-learn's; of a class that is never answered it is 0. */
    private double macroF1() {
        return IntStream.range(0, task.outputSize())
                .filter(label -> evaluation.getConfusion().getActualTotal(label) > 0)
                .mapToDouble(evaluation::f1)
                .average()
                .orElse(Double.NaN);
    }

    @Override
    public List<String> columns() {
        return List.of("count", "precision", "recall", "F1");
    }

    @Override
    public Map<String, List<Double>> rows() {
        Map<String, List<Double>> rows = new LinkedHashMap<>();
        for (int label = 0; label < task.outputSize(); label++) {
            rows.put(
                    name(label),
                    List.of(
                            (double) evaluation.getConfusion().getActualTotal(label),
                            evaluation.precision(label),
                            evaluation.recall(label),
                            evaluation.f1(label)));
        }
        return rows;
    }

    private String name(int label) {
        return task.labels().isEmpty() ? Integer.toString(label) : task.labels().get(label);
    }

    @Override
    public List<List<Integer>> confusion() {
        return IntStream.range(0, task.outputSize())
                .mapToObj(right -> IntStream.range(0, task.outputSize())
                        .mapToObj(answer -> evaluation.getConfusion().getCount(right, answer))
                        .toList())
                .toList();
    }
}
