package io.github.gru4j.experiments;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.datasets.Provenance;
import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.datasets.TaskKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Data sets that train in a blink: the parity of a sequence's first token, the last of its numbers, the token after each. */
final class TinyDataset implements SequenceDataset {

    static final String PARITY = "parity";
    static final String ECHO = "echo";

    /** As {@link #ECHO}, measured by the mean absolute error. */
    static final String ECHO_MAE = "echo-mae";

    /** As {@link #ECHO_MAE}, so far from zero that neighbouring 32-bit numbers are 64 apart. */
    static final String ECHO_FAR = "echo-far";

    static final String COUNT = "count";

    /** What {@link #COUNT} is about, as classes of the steps. */
    static final String COUNT_LABELS = "count-labels";

    /** Targets are halves of what they stand for, so that a metric in the wrong unit shows. */
    static final double UNIT = 2;

    /** Both data sets by name. */
    static final DataSource SOURCE = new DataSource() {
        @Override
        public List<String> names() {
            return List.of(PARITY, ECHO);
        }

        @Override
        public SequenceDataset load(String name, int maxTrain) {
            return new TinyDataset(name);
        }
    };

    private static final int MAX_LENGTH = 5;
    private static final int VOCABULARY = 7;
    private static final int TRAIN = 48;
    private static final int REST = 16;

    private final String name;
    private final String metric;

    TinyDataset(String name) {
        this(
                name,
                name.equals(COUNT)
                        ? "bits per token"
                        : name.equals(COUNT_LABELS)
                                ? "accuracy per step"
                                : name.equals(PARITY) ? "accuracy" : name.equals(ECHO) ? "rmse" : "mae");
    }

    private TinyDataset(String name, String metric) {
        this.name = name;
        this.metric = metric;
    }

    TinyDataset measuredBy(String other) {
        return new TinyDataset(name, other);
    }

    @Override
    public SequenceTask task() {
        boolean next = name.startsWith(COUNT);
        boolean tokens = next || name.equals(PARITY);
        return new SequenceTask(
                name,
                "a tiny task",
                name.equals(COUNT)
                        ? TaskKind.NEXT_TOKEN
                        : next ? TaskKind.LABELLING : tokens ? TaskKind.CLASSIFICATION : TaskKind.FORECAST,
                tokens ? StepKind.TOKENS : StepKind.FEATURES,
                tokens ? VOCABULARY : 1,
                MAX_LENGTH,
                next ? VOCABULARY : tokens ? 2 : 1,
                name.equals(COUNT_LABELS)
                        ? List.of("0", "1", "2", "3", "4", "5", "6")
                        : tokens && !next ? List.of("even", "odd") : List.of(),
                metric,
                tokens ? "" : "m",
                List.of(new Baseline("majority class", 0.5), new Baseline("another", 0.25)),
                new Provenance("made up", "00" + name.hashCode(), "by seed", TRAIN, TRAIN, REST, REST));
    }

    @Override
    public DataSetIterator train(int batchSize, long seed) {
        List<DataSet> sequences = sequences(TRAIN, 1);
        Collections.shuffle(sequences, new Random(seed));
        return new ListDataSetIterator<>(sequences, batchSize);
    }

    @Override
    public DataSetIterator validation(int batchSize) {
        return new ListDataSetIterator<>(sequences(REST, 2), batchSize);
    }

    @Override
    public DataSetIterator test(int batchSize) {
        return new ListDataSetIterator<>(sequences(REST, 3), batchSize);
    }

    @Override
    public INDArray toUnits(INDArray outputs) {
        return name.startsWith(ECHO) ? outputs.mul(UNIT).addi(name.equals(ECHO_FAR) ? 1e9 : 0) : outputs;
    }

    private List<DataSet> sequences(int count, long seed) {
        Random random = new Random(seed);
        List<DataSet> sequences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sequences.add(name.equals(PARITY) ? parity(random) : name.startsWith(COUNT) ? count(random) : echo(random));
        }
        return sequences;
    }

    private static DataSet parity(Random random) {
        INDArray features = Nd4j.zeros(1, 1, MAX_LENGTH);
        INDArray mask = Nd4j.zeros(1, MAX_LENGTH);
        int length = 1 + random.nextInt(MAX_LENGTH);
        for (int t = 0; t < length; t++) {
            features.putScalar(0, 0, t, 1 + random.nextInt(VOCABULARY - 1));
            mask.putScalar(0, t, 1);
        }
        INDArray label = Nd4j.zeros(1, 2);
        label.putScalar(0, features.getInt(0, 0, 0) % 2, 1);
        return new DataSet(features, label, mask, null);
    }

    private static DataSet count(Random random) {
        INDArray features = Nd4j.zeros(1, 1, MAX_LENGTH);
        INDArray labels = Nd4j.zeros(1, VOCABULARY, MAX_LENGTH);
        INDArray mask = Nd4j.zeros(1, MAX_LENGTH);
        int first = random.nextInt(VOCABULARY);
        int length = 1 + random.nextInt(MAX_LENGTH);
        for (int t = 0; t < length; t++) {
            features.putScalar(0, 0, t, (first + t) % VOCABULARY);
            labels.putScalar(0, (first + t + 1) % VOCABULARY, t, 1);
            mask.putScalar(0, t, 1);
        }
        return new DataSet(features, labels, mask, mask.dup());
    }

    private static DataSet echo(Random random) {
        INDArray features = Nd4j.zeros(1, 1, MAX_LENGTH);
        for (int t = 0; t < MAX_LENGTH; t++) {
            features.putScalar(0, 0, t, random.nextGaussian());
        }
        INDArray label = Nd4j.zeros(1, 1);
        label.putScalar(0, 0, features.getDouble(0, 0, MAX_LENGTH - 1));
        return new DataSet(features, label);
    }
}
