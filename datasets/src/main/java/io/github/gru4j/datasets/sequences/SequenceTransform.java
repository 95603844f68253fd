package io.github.gru4j.datasets.sequences;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.github.gru4j.datasets.internal.TransformDocument;
import io.github.gru4j.datasets.internal.TransformRun;
import java.util.ArrayList;
import java.util.List;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;

/**
 * What DataVec does to a raw sequence before its features are taken.
 *
 * <p>A transform whose initial schema has the label cannot do without a value there, and nobody knows the label when the network is to
 * tell it. So features are made with one and the same label for all sequences, in training, too.
 *
 * @param process makes one sequence of one
 * @param label where in its initial schema the label is, counted from 0; null if it is not there
 * @param anyLabel what stands there; null without a label
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SequenceTransform(
        @JsonSerialize(using = TransformDocument.Writer.class) @JsonDeserialize(using = TransformDocument.Reader.class)
        TransformProcess process,

        Integer label,
        String anyLabel) {

    public SequenceTransform {
        if (process == null) {
            throw new IllegalArgumentException("the transform of a pipeline is missing");
        }
        int columns = process.getInitialSchema().numColumns();
        if ((label == null) != (anyLabel == null) || (label != null && (label < 0 || label >= columns))) {
            throw new IllegalArgumentException("the label of a transform must be one of its " + columns + " columns");
        }
    }

    /** The columns that a raw step has: those of the initial schema but for the label. */
    List<String> rawColumns() {
        var columns = new ArrayList<>(process.getInitialSchema().getColumnNames());
        if (label != null) {
            columns.remove(label.intValue());
        }
        return columns;
    }

    /** The steps with the same label for all. */
    List<List<Writable>> withAnyLabel(List<List<Writable>> steps) {
        if (label == null) {
            return steps;
        }
        var with = new ArrayList<List<Writable>>();
        for (var step : steps) {
            var other = new ArrayList<>(step);
            other.set(label, new Text(anyLabel));
            with.add(other);
        }
        return with;
    }

    /**
     * The features of a raw sequence.
     *
     * @param steps with or without the label
     * @throws IllegalArgumentException if the sequence does not fit, with the step
     */
    List<List<Writable>> features(List<List<Writable>> steps, List<String> features) {
        var schema = process.getFinalSchema();
        List<List<Writable>> made;
        try {
            made = new TransformRun(process).sequence(withAnyLabel(complete(steps)));
        } catch (TransformRun.Failure e) {
            var place = e.step() < 0 ? "" : "Step " + (e.step() + 1) + ": ";
            throw new IllegalArgumentException(place + e.getMessage() + ".", e);
        }
        if (made == null) {
            throw new IllegalArgumentException(
                    "The sequence is one that the transform removes, and the network was not" + " trained on such.");
        }
        int[] places = features.stream().mapToInt(schema::getIndexOfColumn).toArray();
        return made.stream().map(step -> pick(step, places)).toList();
    }

    private List<List<Writable>> complete(List<List<Writable>> steps) {
        int columns = process.getInitialSchema().numColumns();
        var complete = new ArrayList<List<Writable>>();
        for (int t = 0; t < steps.size(); t++) {
            var step = new ArrayList<>(steps.get(t));
            if (label != null && step.size() == columns - 1) {
                step.add(label, new Text(anyLabel));
            }
            if (step.size() != columns) {
                throw new IllegalArgumentException(
                        "Step " + (t + 1) + " has " + steps.get(t).size() + " values, and "
                                + rawColumns().size() + " were expected, as the transform reads them ("
                                + String.join(", ", rawColumns()) + ").");
            }
            complete.add(step);
        }
        return complete;
    }

    static List<Writable> pick(List<Writable> step, int[] places) {
        var picked = new ArrayList<Writable>(places.length);
        for (int place : places) {
            picked.add(step.get(place));
        }
        return picked;
    }
}
