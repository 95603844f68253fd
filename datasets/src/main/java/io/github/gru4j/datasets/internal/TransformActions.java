package io.github.gru4j.datasets.internal;

import java.util.ArrayList;
import java.util.List;
import org.datavec.api.transform.DataAction;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.schema.Schema;
import org.datavec.api.transform.sequence.expansion.BaseSequenceExpansionTransform;

/** The actions of a DataVec transform: what they are called, and which ones fit which data. */
public final class TransformActions {

    private static final int LONGEST = 160;

    private TransformActions() {}

    /**
     * The transform, if it makes one row of one row.
     *
     * @throws IllegalArgumentException if it needs several rows, with the action
     */
    public static TransformProcess forRows(TransformProcess process) {
        requirePerRecord(process);
        for (int i = 0; i < process.getActionList().size(); i++) {
            var action = process.getActionList().get(i);
            if (isOfSequences(action)) {
                throw new IllegalArgumentException("Action " + (i + 1) + " of the transform, " + describe(action)
                        + ", is for sequences, and rows of a series are transformed one by one; leave it out.");
            }
        }
        return process;
    }

    /**
     * The transform, if it makes one sequence of one sequence.
     *
     * @throws IllegalArgumentException if it needs several sequences, with the action
     */
    public static TransformProcess forSequences(TransformProcess process) {
        requirePerRecord(process);
        return process;
    }

    private static void requirePerRecord(TransformProcess process) {
        for (int i = 0; i < process.getActionList().size(); i++) {
            var action = process.getActionList().get(i);
            if (action.getTransform() == null && action.getFilter() == null) {
                var instead = action.getConvertToSequence() != null
                        ? "; say which rows are a sequence with idColumn and timeColumn"
                        : "; leave it out";
                throw new IllegalArgumentException("Action " + (i + 1) + " of the transform, " + describe(action)
                        + ", is neither a transform nor a filter of one row or one sequence" + instead + ".");
            }
        }
    }

    private static boolean isOfSequences(DataAction action) {
        // DataVec has no mark for these; they live in packages of this name, and the texts that become several steps do
        // not.
        var operation = operation(action);
        return operation.getClass().getPackageName().contains(".sequence")
                || operation instanceof BaseSequenceExpansionTransform
                || operation.toString().contains("SequenceLengthCondition");
    }

    /** The filters, as they describe themselves. */
    public static List<String> filters(TransformProcess process) {
        return process.getActionList().stream()
                .filter(action -> action.getFilter() != null)
                .map(TransformActions::describe)
                .toList();
    }

    /** What a schema has, in words: "price Double, day String". */
    public static String describe(Schema schema) {
        var columns = new ArrayList<String>();
        for (int i = 0; i < schema.numColumns(); i++) {
            columns.add(schema.getName(i) + " " + schema.getType(i));
        }
        return String.join(", ", columns);
    }

    /** An action in one line, never with the address of an object. */
    public static String describe(DataAction action) {
        var operation = operation(action);
        var name = operation.getClass().getSimpleName();
        String text;
        try {
            text = OneLine.of(operation.toString());
        } catch (RuntimeException e) {
            text = "";
        }
        if (!text.startsWith(name) || text.contains("@")) {
            text = name;
        }
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    private static Object operation(DataAction action) {
        for (var operation : new Object[] {
            action.getTransform(),
            action.getFilter(),
            action.getConvertToSequence(),
            action.getConvertFromSequence(),
            action.getSequenceSplit(),
            action.getReducer(),
            action.getCalculateSortedRank()
        }) {
            if (operation != null) {
                return operation;
            }
        }
        throw new IllegalArgumentException("An action of the transform does nothing.");
    }
}
