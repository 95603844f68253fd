package io.github.gru4j.datasets.internal;

import java.util.ArrayList;
import java.util.List;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.writable.Writable;

/** Applies a DataVec transform to rows and sequences, and says which of its actions failed where. */
public final class TransformRun {

    private final TransformProcess process;
    private final int columns;

    /** What DataVec threw: the action in the message, and the step. */
    public static final class Failure extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        private final int step;

        private Failure(int step, String message, Throwable cause) {
            super(message, cause);
            this.step = step;
        }

        /** The step of the sequence that went in, counted from 0; -1 if it is none in particular. */
        public int step() {
            return step;
        }
    }

    public TransformRun(TransformProcess process) {
        this.process = process;
        this.columns = process.getFinalSchema().numColumns();
    }

    /**
     * The row after the transform.
     *
     * @param row of the initial schema; stays as it is
     * @return of the final schema; null if a filter removes it
     * @throws Failure if an action fails
     */
    public List<Writable> row(List<Writable> row) {
        List<Writable> made;
        try {
            made = process.execute(new ArrayList<>(row));
        } catch (RuntimeException e) {
            throw failure(List.of(row), false, e);
        }
        if (made != null) {
            requireColumns(made, 0);
        }
        return made;
    }

    /**
     * The sequence after the transform.
     *
     * @param steps of the initial schema; they stay as they are
     * @return of the final schema; null if a filter removes it
     * @throws Failure if an action fails
     */
    public List<List<Writable>> sequence(List<List<Writable>> steps) {
        List<List<Writable>> made;
        try {
            made = process.executeSequence(copy(steps));
        } catch (RuntimeException e) {
            throw failure(steps, true, e);
        }
        if (made != null) {
            for (int t = 0; t < made.size(); t++) {
                requireColumns(made.get(t), made.size() == steps.size() ? t : -1);
            }
        }
        return made;
    }

    private static List<List<Writable>> copy(List<List<Writable>> steps) {
        var copy = new ArrayList<List<Writable>>(steps.size());
        steps.forEach(step -> copy.add(new ArrayList<>(step)));
        return copy;
    }

    private void requireColumns(List<Writable> made, int step) {
        if (made.size() != columns) {
            throw new Failure(
                    step,
                    "the transform gives " + made.size() + " values, and its final schema has " + columns
                            + " columns; correct the transform",
                    null);
        }
    }

    /** DataVec says what it could not do, and neither by which action nor in which step; so they are taken one by one. */
    private Failure failure(List<List<Writable>> steps, boolean sequence, RuntimeException thrown) {
        var current = copy(steps);
        var actions = process.getActionList();
        for (int i = 0; i < actions.size(); i++) {
            var action = actions.get(i);
            var before = copy(current);
            try {
                if (action.getTransform() == null) {
                    if (sequence) {
                        action.getFilter().removeSequence(current);
                    } else {
                        action.getFilter().removeExample(current.get(0));
                    }
                } else {
                    current = sequence
                            ? action.getTransform().mapSequence(current)
                            : new ArrayList<>(List.of(action.getTransform().map(current.get(0))));
                }
            } catch (RuntimeException e) {
                int step = before.size() == steps.size() ? failingStep(i, before) : -1;
                return new Failure(
                        step,
                        "action " + (i + 1) + " of the transform, " + TransformActions.describe(action) + ", fails: "
                                + OneLine.of(e) + "; correct the value, or the transform",
                        e);
            }
        }
        return new Failure(-1, "the transform fails: " + OneLine.of(thrown) + "; correct the transform", thrown);
    }

    private int failingStep(int index, List<List<Writable>> steps) {
        var action = process.getActionList().get(index);
        for (int t = 0; t < steps.size(); t++) {
            try {
                if (action.getTransform() == null) {
                    action.getFilter().removeExample(steps.get(t));
                } else {
                    action.getTransform().map(steps.get(t));
                }
            } catch (UnsupportedOperationException e) {
                return steps.size() == 1 ? 0 : -1; // An operation of whole sequences.
            } catch (RuntimeException e) {
                return t;
            }
        }
        return -1;
    }
}
