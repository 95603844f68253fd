package io.github.gru4j.cli;

import static io.github.gru4j.cli.DataKind.SEQUENCES;

import io.github.gru4j.datasets.sequences.Layout;
import io.github.gru4j.datasets.sequences.StepOrder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of {@code --kind sequences}. */
final class SequenceArguments {

    @ForKinds(SEQUENCES)
    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            converter = Layouts.class,
            completionCandidates = Layouts.class,
            description = "${COMPLETION-CANDIDATES}; found by default.")
    Layout layout;

    @ForKinds(SEQUENCES)
    @Option(
            names = "--header",
            arity = "1",
            paramLabel = "true|false",
            description = "Whether the first row holds names; found by default.")
    Boolean header;

    @ForKinds(SEQUENCES)
    @Option(names = "--label-first", description = "The first column is the label.")
    boolean labelFirst;

    @ForKinds(SEQUENCES)
    @Option(names = "--label-last", description = "The last column is the label.")
    boolean labelLast;

    @ForKinds(SEQUENCES)
    @Option(
            names = "--label-blocks",
            paramLabel = "N",
            description = "The first N sequences are of the first class, the next N of the second, ...")
    Integer labelBlocks;

    @ForKinds(SEQUENCES)
    @Option(names = "--validation-labels", paramLabel = "FILE", description = "Labels of --validation-data.")
    Path validationLabels;

    @ForKinds(SEQUENCES)
    @Option(names = "--forecast", description = "The label is a number to forecast, not a class.")
    boolean forecast;

    @ForKinds(SEQUENCES)
    @Option(
            names = "--features-per-step",
            paramLabel = "N",
            description = "For sequences in rows: so many values are one step, by default 1.")
    Integer featuresPerStep;

    @ForKinds(SEQUENCES)
    @Option(
            names = "--step-order",
            paramLabel = "ORDER",
            converter = Orders.class,
            completionCandidates = Orders.class,
            description =
                    "For sequences in rows of several features: ${COMPLETION-CANDIDATES}; by default interleaved.")
    StepOrder order;

    @ForKinds(SEQUENCES)
    @Option(names = "--id-column", paramLabel = "COLUMN", description = "Rows with the same value here are a sequence.")
    String idColumn;

    @ForKinds(SEQUENCES)
    @Option(
            names = "--ragged",
            arity = "1",
            paramLabel = "true|false",
            description = "Whether sequences may be of several lengths; by default not for sequences in rows.")
    Boolean ragged;

    /** Whether it is said where labels are, by an option of these. */
    boolean placesLabels() {
        return labelFirst || labelLast || labelBlocks != null;
    }

    static final class Layouts extends EnumNames<Layout> {
        Layouts() {
            super(Layout.class);
        }
    }

    static final class Orders extends EnumNames<StepOrder> {
        Orders() {
            super(StepOrder.class);
        }
    }
}
