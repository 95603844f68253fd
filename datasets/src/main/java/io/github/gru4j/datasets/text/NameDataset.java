package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.Metric;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.datasets.internal.Baselines;
import io.github.gru4j.datasets.internal.MemoryDataset;
import io.github.gru4j.datasets.internal.Provenances;
import io.github.gru4j.datasets.internal.SequenceArrays;
import io.github.gru4j.datasets.internal.Sha256;
import io.github.gru4j.datasets.internal.Splits;
import io.github.gru4j.datasets.internal.Workspaces;
import java.util.List;

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

    private final Vocabulary vocabulary;

    private NameDataset(SequenceTask task, Splits<SequenceArrays> splits, Vocabulary vocabulary) {
        super(task, splits);
        this.vocabulary = vocabulary;
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
        var vocabulary =
                Vocabulary.learn(names.train().stream().map(LabelledName::text).toList());
        var pipeline = new NamePipeline(vocabulary, labels);
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
        return new NameDataset(task, names.map(part -> new SequenceArrays(pipeline.read(part))), vocabulary);
    }

    private static void digest(Sha256 digest, LabelledName name) {
        digest.add(name.text()).add(name.language());
    }

    /** What was learnt from the training split; needed to put other names to a trained network. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }
}
