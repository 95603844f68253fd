package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.datasets.Metric;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.datasets.internal.Provenances;
import io.github.gru4j.datasets.internal.RowDataset;
import io.github.gru4j.datasets.internal.Workspaces;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Which class is this text in? Texts of the user's own.
 *
 * <p>Features [batch, 1, time] hold token indices, padded with 0 at the end; labels [batch, classes] are one-hot, classes in
 * alphabetical order.
 *
 * <pre>{@code
 * var options = new TextOptions.Builder().data(Path.of("names_by_language")).build();
 * TextDataset names = TextDataset.load(options, 0);
 * Pipelines.write(names.pipeline().orElseThrow(), Path.of("pipeline.json"));
 * }</pre>
 */
public final class TextDataset extends RowDataset {

    private final TextPipeline pipeline;
    private final List<Double> classWeights;
    private final WordVectors vectors;

    private TextDataset(SequenceTask task, TextLoader.Loaded loaded, List<Double> classWeights, WordVectors vectors) {
        super(task, loaded.splits(), loaded.pipeline());
        this.pipeline = loaded.pipeline();
        this.classWeights = classWeights;
        this.vectors = vectors;
    }

    /**
     * Reads texts and learns the vocabulary from the training split.
     *
     * @param maxTrain at most so many training texts, the first of a fixed random order; 0 for all
     * @throws io.github.gru4j.datasets.DataException if the data cannot be used, with the place
     * @throws IllegalArgumentException if {@code maxTrain} is negative
     */
    public static TextDataset load(TextOptions options, int maxTrain) {
        TokenBuilder.atLeast(0, maxTrain, "maxTrain");
        return Workspaces.outside(() -> of(options, TextLoader.load(options, maxTrain, null)));
    }

    /**
     * Reads texts as a trained network does, and learns nothing: with the vocabulary and the classes that it knows.
     *
     * @param known what was learnt when the network was trained
     * @throws io.github.gru4j.datasets.DataException if the data cannot be used, or are cut or labelled otherwise, with the place
     */
    public static TextDataset load(TextOptions options, int maxTrain, TextPipeline known) {
        TokenBuilder.atLeast(0, maxTrain, "maxTrain");
        return Workspaces.outside(() -> of(options, TextLoader.load(options, maxTrain, known)));
    }

    private static TextDataset of(TextOptions options, TextLoader.Loaded loaded) {
        var labels = loaded.pipeline().labels();
        var vocabulary = loaded.pipeline().vocabulary();
        var vectors = options.wordVectors == null ? null : WordVectors.read(options, vocabulary);
        var source = loaded.source() + (vectors == null ? "" : "; " + vectors.description());
        var task = new SequenceTask(
                options.name,
                options.title == null ? "which of " + labels.size() + " classes is this text in?" : options.title,
                TaskKind.CLASSIFICATION,
                StepKind.TOKENS,
                vocabulary.size(),
                loaded.longest(),
                labels.size(),
                labels,
                Metric.ACCURACY.label(),
                "",
                List.of(majorityClass(loaded.trainCounts(), loaded.testCounts())),
                Provenances.of(source, loaded.split(), loaded.splits(), loaded.trainAvailable()));
        var weights = options.balanced ? balanced(loaded.trainCounts()) : List.<Double>of();
        return new TextDataset(task, loaded, weights, vectors);
    }

    /** The first of equally common classes. */
    private static Baseline majorityClass(List<Integer> train, List<Integer> test) {
        int majority = IntStream.range(0, train.size())
                .reduce(0, (best, label) -> train.get(label) > train.get(best) ? label : best);
        return new Baseline(
                "majority class",
                (double) test.get(majority)
                        / test.stream().mapToInt(Integer::intValue).sum());
    }

    /** Those of a class times its texts are the same for all classes; over all texts their mean is 1. */
    private static List<Double> balanced(List<Integer> counts) {
        double all = counts.stream().mapToInt(Integer::intValue).sum();
        long shown = counts.stream().filter(count -> count > 0).count();
        return counts.stream()
                .map(count -> count == 0 ? 1 : all / (shown * count))
                .toList();
    }

    @Override
    public List<Double> classWeights() {
        return classWeights;
    }

    /** Word vectors [inputSize, width]: those of the file, small random ones for other tokens, zeros for padding. */
    @Override
    public Optional<INDArray> embedding() {
        return Optional.ofNullable(vectors).map(WordVectors::array);
    }

    /** How many tokens of the vocabulary have a vector in the file of word vectors; empty without one. */
    public Optional<Integer> vectorsFound() {
        return Optional.ofNullable(vectors).map(WordVectors::found);
    }

    /** What was learnt from the training split. */
    public Vocabulary vocabulary() {
        return pipeline.vocabulary();
    }
}
