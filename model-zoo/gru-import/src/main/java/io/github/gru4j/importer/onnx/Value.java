package io.github.gru4j.importer.onnx;

import java.util.List;

/** What is known of a value in a graph without computing it. */
sealed interface Value {

    /** What was done to data that is no layer of its own, but part of one. */
    enum Form {
        PLAIN,
        /** Padded steps are zero. */
        ZEROED,
        /** Padded steps are less than any number. */
        LOWEST,
        /** All steps but the last valid one are zero. */
        AT_LAST,
        /** Without signs. */
        MAGNITUDES,
        /** Without signs, to a power. */
        POWERS,
        /** End states where a layer holds its state: those of the forward direction, and zeros. */
        HELD
    }

    /**
     * Data on its way through the layers.
     *
     * @param at the state of the chain of layers that computes it
     * @param half which direction of a bidirectional layer, or -1
     * @param power of {@link Form#POWERS}
     */
    record Data(int at, List<Axis> axes, Step.Ends ends, int half, Form form, double power) implements Value {

        public Data {
            axes = List.copyOf(axes);
        }

        Data(int at, List<Axis> axes) {
            this(at, axes, Step.Ends.ALL_STEPS, -1, Form.PLAIN, 0);
        }

        Data with(List<Axis> changed) {
            return new Data(at, changed, ends, half, form, power);
        }

        Data with(Step.Ends changed) {
            return new Data(at, axes, changed, half, form, power);
        }

        Data with(Form changed) {
            return new Data(at, axes, ends, half, changed, power);
        }

        Data half(int which) {
            return new Data(at, axes, ends, which, form, power);
        }

        Axis last() {
            return axes.isEmpty() ? null : axes.get(axes.size() - 1);
        }

        /** The index of an axis that may be counted from the end. */
        int axis(long axis) {
            long at = axis < 0 ? axis + axes.size() : axis;
            if (at < 0 || at >= axes.size()) {
                throw new IllegalArgumentException("names axis " + axis + " of a value of rank " + axes.size());
            }
            return (int) at;
        }
    }

    /** An input of the graph before it is known what it is for. */
    record Input(String name, Data data) implements Value {}

    /** A part of an input, which may be an initial state but no data. */
    record InputPart(String name) implements Value {}

    /** States of several layers on top of each other, as PyTorch gives h_n back. */
    record Stack(List<Data> parts) implements Value {

        public Stack {
            parts = List.copyOf(parts);
        }
    }

    /** Numbers made of shapes; one that stands for a vector full of it too. */
    record Sizes(List<Size> entries, boolean scalar) implements Value {

        public Sizes {
            entries = List.copyOf(entries);
        }
    }

    /** An array that holds one number, or what else is neither data nor sizes. */
    record Filled(boolean zero) implements Value {}

    /** How many steps of each sequence count, plus a number. */
    record Lengths(long plus, List<Axis> axes) implements Value {

        public Lengths {
            axes = List.copyOf(axes);
        }
    }

    /** 0, 1, 2 ... along time. */
    record Steps(List<Axis> axes) implements Value {

        public Steps {
            axes = List.copyOf(axes);
        }
    }

    /** Which steps count, or which is the last of them. */
    record Kept(List<Axis> axes, boolean last) implements Value {

        public Kept {
            axes = List.copyOf(axes);
        }
    }

    /** How many steps of each sequence count, as numbers to divide by. */
    record Counts() implements Value {}

    /** Indices as vectors with a single one; their last axis is new. */
    record OneHot(Data indices, long depth) implements Value {}

    /** Comes out of a node that is not understood. */
    record Unknown() implements Value {}
}
