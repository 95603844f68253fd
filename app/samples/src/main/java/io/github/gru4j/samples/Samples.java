package io.github.gru4j.samples;

import java.util.List;

/** The samples there are, from the smallest to the largest. */
public final class Samples {

    private static final List<Sample> ALL = List.of(
            new Sample(
                    "worked-example",
                    "a GRU of two units on 1, 2, 3, 4, 5: every gate at every step",
                    WorkedExample::main),
            new Sample(
                    "cell-loop",
                    "the cell stepped by hand from a given state, equal to one pass of the layer",
                    CellLoop::main),
            new Sample("regression", "a GRU of 10 units learns to add up random sequences", Regression::main),
            new Sample(
                    "sequence-classification",
                    "sequences of integers: as numbers, and through an embedding",
                    SequenceClassification::main),
            new Sample(
                    "training-strategies",
                    "[FIGURE.png]",
                    "clipping, decay, optimisers, initialisation, l2: one figure",
                    TrainingStrategies::main),
            new Sample("mnist-rows", "[FOLDER]", "digits read row by row: MNIST, or drawn ones", MnistRows::main),
            new Sample("name-language", "which language is a name written in?", NameLanguage::main),
            new Sample("mackey-glass", "a forecast of a chaotic series, in its unit", MackeyGlass::main),
            new Sample("shakespeare", "FILE", "a character model of any text, which then writes", Shakespeare::main),
            new Sample(
                    "part-of-sequence", "a label for every step, which reading both ways tells", PartOfSequence::main),
            new Sample("reverse-words", "an encoder-decoder spells words backwards", ReverseWords::main));

    private Samples() {}

    /** All samples. */
    public static List<Sample> all() {
        return ALL;
    }
}
