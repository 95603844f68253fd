package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.Metric;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.datasets.internal.Provenances;
import io.github.gru4j.datasets.internal.RowDataset;
import io.github.gru4j.datasets.internal.Workspaces;
import java.util.List;
import java.util.Locale;

/**
 * What comes next in this text? For language models.
 *
 * <p>Features [batch, 1, time] hold token indices, labels [batch, tokens, time] the next token at every step, one-hot. The last window
 * of a split may be shorter; where it is in a batch, both carry a mask [batch, time].
 *
 * <p>The splits follow each other in the text, and no window reaches into two. Within a split each token but the first is an answer,
 * in validation and test exactly once. {@link SequenceTask#labels()} is empty: the tokens are those of the {@link #vocabulary()}.
 *
 * <pre>{@code
 * var options = new PlainTextOptions.Builder().data(Path.of("shakespeare.txt")).window(100).build();
 * PlainTextDataset text = PlainTextDataset.load(options, 0);
 * }</pre>
 */
public final class PlainTextDataset extends RowDataset {

    private final PlainTextPipeline pipeline;

    private PlainTextDataset(SequenceTask task, PlainTextLoader.Loaded loaded) {
        super(task, loaded.splits(), loaded.pipeline());
        this.pipeline = loaded.pipeline();
    }

    /**
     * Reads a text and learns the vocabulary from the training split.
     *
     * @param maxTrain at most so many training windows, the first of the text; 0 for all
     * @throws io.github.gru4j.datasets.DataException if the data cannot be used, with the place
     * @throws IllegalArgumentException if {@code maxTrain} is negative
     */
    public static PlainTextDataset load(PlainTextOptions options, int maxTrain) {
        TokenBuilder.atLeast(0, maxTrain, "maxTrain");
        return Workspaces.outside(() -> of(options, PlainTextLoader.load(options, maxTrain, null)));
    }

    /**
     * Reads a text as a trained network does, and learns nothing: with the vocabulary that it knows.
     *
     * @param known what was learnt when the network was trained
     * @throws io.github.gru4j.datasets.DataException if the data cannot be used, or are cut otherwise, with the place
     */
    public static PlainTextDataset load(PlainTextOptions options, int maxTrain, PlainTextPipeline known) {
        TokenBuilder.atLeast(0, maxTrain, "maxTrain");
        return Workspaces.outside(() -> of(options, PlainTextLoader.load(options, maxTrain, known)));
    }

    private static PlainTextDataset of(PlainTextOptions options, PlainTextLoader.Loaded loaded) {
        int size = loaded.pipeline().vocabulary().size();
        var task = new SequenceTask(
                options.name,
                "which " + (options.tokenizer.tokens() == Tokens.CHARACTERS ? "character" : "word")
                        + " comes next in this text?",
                TaskKind.NEXT_TOKEN,
                StepKind.TOKENS,
                size,
                options.window,
                size,
                List.of(),
                Metric.BITS_PER_TOKEN.label(),
                "",
                loaded.baselines(),
                Provenances.of(source(options), split(options, loaded), loaded.splits(), loaded.trainAvailable()));
        return new PlainTextDataset(task, loaded);
    }

    private static String source(PlainTextOptions options) {
        return FileNames.of(options.data) + ", plain text"
                + (options.validation == null ? "" : "; validation: " + FileNames.of(options.validation))
                + (options.test == null ? "" : "; test: " + FileNames.of(options.test));
    }

    private static String split(PlainTextOptions options, PlainTextLoader.Loaded loaded) {
        boolean validation = options.validation != null;
        boolean test = options.test != null;
        return options.fractions.describe(validation, test)
                + (validation && test ? "" : " in the order of the text")
                + String.format(
                        Locale.ROOT,
                        ", %,d / %,d / %,d tokens in windows of %d",
                        loaded.tokens().train(),
                        loaded.tokens().validation(),
                        loaded.tokens().test(),
                        options.window)
                + (options.stride == options.window ? "" : ", in training every " + options.stride);
    }

    /** What was learnt from the training split. */
    public Vocabulary vocabulary() {
        return pipeline.vocabulary();
    }
}
