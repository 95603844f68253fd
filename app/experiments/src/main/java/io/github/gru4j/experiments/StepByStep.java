package io.github.gru4j.experiments;

import io.github.gru4j.datasets.Answer;
import io.github.gru4j.datasets.Pipeline;
import io.github.gru4j.datasets.images.ImageRowsPipeline;
import io.github.gru4j.datasets.sequences.SequencePipeline;
import io.github.gru4j.datasets.series.SeriesPipeline;
import io.github.gru4j.networks.CellType;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Answers after every step, as a sequence comes in, and remembers what was before: DL4J's {@code rnnTimeStep}. A step costs the same
 * however long the sequence has become.
 *
 * <pre>{@code
 * var steps = StepByStep.of(bundle);
 * Answer soFar = steps.next("Deutsch"); // of a text: one character or more
 * Answer then = steps.next("land");
 * steps.reset(); // the next sequence
 * }</pre>
 */
public final class StepByStep {

    private final MultiLayerNetwork network;
    private final Pipeline pipeline;
    /** How often a step is repeated to be as long as the pipeline wants a sequence, which then is cut again; 1 for any length. */
    private final int length;

    private StepByStep(MultiLayerNetwork network, Pipeline pipeline) {
        this.network = network;
        this.pipeline = pipeline;
        if (pipeline instanceof SeriesPipeline series) {
            length = series.window();
        } else if (pipeline instanceof SequencePipeline sequences) {
            length = Math.max(1, sequences.steps());
        } else {
            length = 1;
        }
    }

    /** Why a model cannot answer step by step, a clause; empty if it can. */
    public static Optional<String> refusal(ModelBundle bundle) {
        String cell = bundle.record().cell();
        if (CellType.of(cell).map(CellType::bidirectional).orElse(false)) {
            return Optional.of("its cell, " + cell
                    + ", reads sequences from their end too, so there is no answer before a sequence has ended");
        }
        Pipeline pipeline = bundle.pipeline().orElse(null);
        if (pipeline == null) {
            return Optional.of("it has no pipeline: its sequences are drawn");
        }
        if (pipeline instanceof SeriesPipeline series && series.relative()) {
            return Optional.of("it reads differences from the last step of a window, which is not known before");
        }
        if ((pipeline instanceof SeriesPipeline series && series.transform() != null)
                || (pipeline instanceof SequencePipeline sequences && sequences.transform() != null)) {
            return Optional.of("its data go through a transform, which needs whole sequences");
        }
        return pipeline instanceof ImageRowsPipeline
                ? Optional.of("its pipeline reads whole images")
                : Optional.empty();
    }

    /**
     * Of a model, before the first step.
     *
     * @throws IllegalArgumentException if {@link #refusal}
     */
    public static StepByStep of(ModelBundle bundle) {
        refusal(bundle).ifPresent(why -> {
            throw new IllegalArgumentException("this model cannot answer step by step: " + why);
        });
        return new StepByStep(
                StepNetwork.of(bundle.network(), bundle.task().inputSize()),
                bundle.pipeline().orElseThrow());
    }

    /** Goes on with the next piece of a text. */
    public Answer next(String piece) {
        return next(List.of(new Text(piece)));
    }

    /**
     * Goes on with the next step.
     *
     * @param step its columns
     * @return the answer after all steps so far
     * @throws IllegalArgumentException if the step does not fit
     */
    public Answer next(List<Writable> step) {
        try (var work = ArrayReclaimer.enter()) {
            INDArray input = pipeline.input(Collections.nCopies(length, step));
            INDArray steps = length == 1
                    ? input
                    : input.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(0, 1))
                            .dup();
            INDArray output = network.rnnTimeStep(steps);
            INDArray last = output.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(output.size(2) - 1));
            return pipeline.answers(last).get(0);
        }
    }

    /** Begins a new sequence. */
    public void reset() {
        network.rnnClearPreviousState();
    }
}
