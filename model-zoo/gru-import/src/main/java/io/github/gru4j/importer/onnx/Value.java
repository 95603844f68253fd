package io.github.gru4j.importer.onnx;

import java.util.List;

/** What is known of a value in a graph without computing it. */
sealed interface Value {

    /** Data on its way through the layers; {@code at} is how many layers came before. */
    record Data(int at, List<Axis> axes, Step.Ends ends, int half) implements Value {

        public Data {
            axes = List.copyOf(axes);
        }

        Data with(List<Axis> changed) {
            return new Data(at, changed, ends, half);
        }
    }

    /** An input of the graph before it is known what it is for. */
    record Input(String name, Data data) implements Value {}

    /** States of several layers on top of each other, as PyTorch gives h_n back. */
    record Stack(List<Data> parts) implements Value {

        public Stack {
            parts = List.copyOf(parts);
        }
    }

    /** Shapes and what is made of them: only the zero state and reshapes are built from it. */
    record Side(boolean zero) implements Value {}

    /** Comes out of a node that is not understood. */
    record Unknown() implements Value {}
}
