package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.Metric;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.datasets.internal.Baselines;
import io.github.gru4j.datasets.internal.MemoryRows;
import io.github.gru4j.datasets.internal.Provenances;
import io.github.gru4j.datasets.internal.RowDataset;
import io.github.gru4j.datasets.internal.RowLayout;
import io.github.gru4j.datasets.internal.SequenceRow;
import io.github.gru4j.datasets.internal.Sha256;
import io.github.gru4j.datasets.internal.Splits;
import java.util.List;

/**
 * Which language is this name in? Names of countries, languages, currencies and time zones from the JDK's Unicode CLDR.
 *
 * <p>Features [batch, 1, time] hold character indices, padded with 0 at the end; labels [batch, languages] are one-hot.
 */
public final class NameDataset extends RowDataset {

    /** Short name, as given on the command line. */
    public static final String NAME = "text";

    private static final String SOURCE =
            "names of countries, languages, currencies and time zones in Unicode CLDR, as carried by Java "
                    + Runtime.version().feature();

    /** The names are normalised and in lower case already; others may not be. */
    private static final Tokenizer TOKENIZER = new Tokenizer(Tokens.CHARACTERS, Normalization.NFC, true);

    private static final int TIMES_TO_BE_KNOWN = 2;

    private final TextPipeline pipeline;

    private NameDataset(SequenceTask task, Splits<MemoryRows> splits, TextPipeline pipeline) {
        super(task, splits, pipeline);
        this.pipeline = pipeline;
    }

    /**
     * Reads the names and learns the vocabulary from the training split.
     *
     * @param maxTrain at most so many training names; 0 for all
     * @throws IllegalStateException if this Java runtime has no CLDR names or was told not to use them
     */
    public static NameDataset load(int maxTrain) {
        return of(NameSplits.of(CldrNames.read()), maxTrain);
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
        return new NameDataset(task, names.map(part -> read(part, pipeline)), pipeline);
    }

    /** Either all batches of a split have a mask, or none: a network sees one kind of batch. */
    private static MemoryRows read(List<LabelledName> names, TextPipeline pipeline) {
        var rows = names.stream()
                .map(name -> new SequenceRow(
                        pipeline.steps(name.text()),
                        new float[] {pipeline.labels().indexOf(name.language())}))
                .toList();
        boolean lengthsDiffer =
                rows.stream().mapToInt(row -> row.steps().length).distinct().count() > 1;
        return new MemoryRows(
                new RowLayout(1, RowLayout.Answers.CLASS, pipeline.labels().size(), lengthsDiffer), rows);
    }

    private static void digest(Sha256 digest, LabelledName name) {
        digest.add(name.text()).add(name.language());
    }

    /** What was learnt from the training split. */
    public Vocabulary vocabulary() {
        return pipeline.vocabulary();
    }
}
