package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.Metric;
import io.github.gru4j.datasets.Pipeline;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.datasets.internal.Baselines;
import io.github.gru4j.datasets.internal.MemoryDataset;
import io.github.gru4j.datasets.internal.Provenances;
import io.github.gru4j.datasets.internal.RowLayout;
import io.github.gru4j.datasets.internal.SequenceArrays;
import io.github.gru4j.datasets.internal.SequenceRow;
import io.github.gru4j.datasets.internal.Sha256;
import io.github.gru4j.datasets.internal.Splits;
import io.github.gru4j.datasets.internal.Workspaces;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Which language is this name in? Names of countries, languages, currencies and time zones from the JDK's Unicode CLDR.
 *
 * <p>Features [batch, 1, time] hold character indices, padded with 0 at the end; labels [batch, languages] are one-hot.
 */
public final class NameDataset extends MemoryDataset {

    /** Short name, as given on the command line. */
    public static final String NAME = "text";

    private static final String SOURCE =
            "names of countries, languages, currencies and time zones in Unicode CLDR, as carried by Java "
                    + Runtime.version().feature();

    /** The names are normalised and in lower case already; others may not be. */
    private static final Tokenizer TOKENIZER = new Tokenizer(Tokens.CHARACTERS, Normalization.NFC, true);

    private static final int TIMES_TO_BE_KNOWN = 2;

    private final TextPipeline pipeline;

    private NameDataset(SequenceTask task, Splits<SequenceArrays> splits, TextPipeline pipeline) {
        super(task, splits);
        this.pipeline = pipeline;
    }

    /**
     * Reads the names and learns the vocabulary from the training split.
     *
     * @param maxTrain at most so many training names; 0 for all
     * @throws IllegalStateException if this Java runtime has no CLDR names or was told not to use them
     */
    public static NameDataset load(int maxTrain) {
        return Workspaces.outside(() -> of(NameSplits.of(CldrNames.read()), maxTrain));
    }

    static NameDataset of(Splits<List<LabelledName>> all, int maxTrain) {
        var names = Splits.limitTrain(all, maxTrain);
        var labels = CldrNames.labels();
        var vocabulary = Vocabulary.learn(
                names.train().stream().map(name -> TOKENIZER.split(name.text())).toList(),
                TIMES_TO_BE_KNOWN,
                Integer.MAX_VALUE);
        var pipeline = new TextPipeline(TOKENIZER, vocabulary, CldrNames.MAX_LENGTH, Truncation.END, labels);
        var languages =
                names.map(part -> part.stream().map(LabelledName::language).toList());
        var task = new SequenceTask(
                NAME,
                "which of " + labels.size() + " languages is this name in?",
                TaskKind.CLASSIFICATION,
                StepKind.TOKENS,
                vocabulary.size(),
                CldrNames.MAX_LENGTH,
                labels.size(),
                labels,
                Metric.ACCURACY.label(),
                "",
                List.of(Baselines.majorityClass(languages.train(), languages.test())),
                Provenances.of(
                        SOURCE, NameSplits.DESCRIPTION, names, all.train().size(), NameDataset::digest));
        return new NameDataset(task, names.map(part -> new SequenceArrays(read(part, pipeline))), pipeline);
    }

    /** Features [n, 1, time] of vocabulary indices, labels [n, languages] one-hot, features mask [n, time]. */
    private static DataSet read(List<LabelledName> names, TextPipeline pipeline) {
        var layout = new RowLayout(1, RowLayout.Answers.CLASS, pipeline.labels().size());
        return layout.batch(names.stream()
                .map(name -> new SequenceRow(
                        pipeline.steps(name.text()),
                        new float[] {pipeline.labels().indexOf(name.language())}))
                .toList());
    }

    private static void digest(Sha256 digest, LabelledName name) {
        digest.add(name.text()).add(name.language());
    }

    @Override
    public Optional<Pipeline> pipeline() {
        return Optional.of(pipeline);
    }

    /** What was learnt from the training split. */
    public Vocabulary vocabulary() {
        return pipeline.vocabulary();
    }
}
