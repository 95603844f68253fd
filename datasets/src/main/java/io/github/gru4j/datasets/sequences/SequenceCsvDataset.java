package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.Metric;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.datasets.Transforms;
import io.github.gru4j.datasets.internal.Baselines;
import io.github.gru4j.datasets.internal.DataFiles;
import io.github.gru4j.datasets.internal.Provenances;
import io.github.gru4j.datasets.internal.RowDataset;
import io.github.gru4j.datasets.internal.RowSplit;
import io.github.gru4j.datasets.internal.Splits;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * To which class does this sequence of numbers belong, or which number belongs to it? Sequences of text files, or of any DataVec reader.
 *
 * <p>Features [batch, features, time], each on its scale; labels [batch, classes] one-hot, or [batch, 1] for a forecast.
 */
public final class SequenceCsvDataset extends RowDataset {

    private static Path path(SequenceInput input) {
        return input == null ? null : input.path();
    }

    private static final Logger LOG = LoggerFactory.getLogger(SequenceCsvDataset.class);

    private final Scale target;
    private final List<Double> classWeights;
    private final List<String> findings;

    private SequenceCsvDataset(
            SequenceTask task,
            Splits<RowSplit> splits,
            SequencePipeline pipeline,
            Scale target,
            List<Double> classWeights,
            List<String> findings) {
        super(task, splits, pipeline);
        this.findings = findings;
        this.target = target;
        this.classWeights = classWeights;
    }

    /** What is worth knowing of the data: sequences that a transform removed, columns left out; one sentence each. */
    public List<String> findings() {
        return findings;
    }

    /**
     * Reads the files or readers, and learns the scales from the training split.
     *
     * @param maxTrain at most so many training sequences, the first of a fixed random order; 0 for all
     * @throws DataException if they are not what was expected, in one line
     */
    public static SequenceCsvDataset load(SequenceOptions options, int maxTrain) {
        return load(options, maxTrain, null);
    }

    /**
     * Reads the files or readers as a trained network does, and learns nothing: on the scales and with the classes that it knows.
     *
     * @param known what was learnt when the network was trained; null if it is to be learnt
     * @throws DataException if they are not what was expected, in one line
     */
    public static SequenceCsvDataset load(SequenceOptions options, int maxTrain, SequencePipeline known) {
        if (maxTrain < 0) {
            throw new IllegalArgumentException(
                    "maxTrain is " + maxTrain + "; give the number of training sequences, or 0 for all.");
        }
        DataFiles.requireApart(path(options.data()), path(options.validationData()), path(options.testData()));
        var data = SurveyedSource.of(options, options.data(), options.labels());
        var labels = labels(options, data);
        var features = data.source().features();
        var sources = new Splits<>(
                data,
                other(options, options.validationData(), labels, features),
                other(options, options.testData(), labels, features));

        int[] classes = data.survey().classes(labels);
        var all = SequenceSplits.of(options, sources, classes).requireNoneEmpty(data);
        var used = Splits.limitTrain(all.indices(), maxTrain);
        var pipeline = known == null ? Learning.pipeline(options, data, used.train(), labels) : known;
        if (!pipeline.features().equals(features) || !pipeline.labels().equals(labels)) {
            throw options.data()
                    .place()
                    .of("its columns or classes are others than the known ones: " + String.join(", ", known.features())
                            + (known.labels().isEmpty() ? "" : "; classes " + String.join(", ", known.labels())));
        }
        var answers = sources.map(source -> source == null ? null : answers(options, source, pipeline));
        var splits = new RowBuilding(pipeline, sources, answers, used).splits();
        var ofTest = sources.test() == null ? data : sources.test();
        var task = new SequenceTask(
                options.name(),
                title(options, labels, data),
                options.forecast() ? TaskKind.FORECAST : TaskKind.CLASSIFICATION,
                StepKind.FEATURES,
                features.size(),
                Stream.of(sources.train(), sources.validation(), sources.test())
                        .filter(source -> source != null)
                        .mapToInt(source -> source.survey().longest())
                        .max()
                        .orElseThrow(),
                options.forecast() ? 1 : labels.size(),
                labels,
                (options.forecast() ? Metric.RMSE : Metric.ACCURACY).label(),
                options.forecast() ? options.unit() : "",
                List.of(
                        options.forecast()
                                ? trainingMean(
                                        at(data.survey().numbers(), used.train()),
                                        at(ofTest.survey().numbers(), used.test()))
                                : Baselines.majorityClass(
                                        at(classes, used.train()),
                                        at(ofTest.survey().classes(labels), used.test()))),
                Provenances.of(
                        source(options, data),
                        all.description(),
                        splits,
                        all.indices().train().size()));
        var target = pipeline.target() == null ? Scale.NONE : pipeline.target().scale();
        var findings = findings(sources);
        findings.forEach(finding -> LOG.info("{}", finding));
        return new SequenceCsvDataset(
                task, splits, pipeline, target, weights(options, labels, classes, used.train()), findings);
    }

    /** Data of a split's own; null if there are none. */
    private static SurveyedSource other(
            SequenceOptions options, SequenceInput input, List<String> labels, List<String> features) {
        return input == null ? null : SurveyedSource.of(options, input, labels).requireFeatures(features);
    }

    private static List<String> findings(Splits<SurveyedSource> sources) {
        return Stream.of(sources.train(), sources.validation(), sources.test())
                .filter(source -> source != null && source.steps() != null)
                .flatMap(source -> source.steps().findings().stream()
                        .map(finding -> source.input().name() + ": " + finding))
                .toList();
    }

    private static List<String> labels(SequenceOptions options, SurveyedSource data) {
        if (options.forecast()) {
            return List.of();
        }
        var labels = options.labels().isEmpty() ? data.survey().labels() : options.labels();
        data.survey().requireClasses(labels, options.data().place());
        return labels;
    }

    /** What rows carry as their answers: the index of the class, or the number on its scale. */
    private static float[] answers(SequenceOptions options, SurveyedSource source, SequencePipeline pipeline) {
        var answers = new float[source.survey().count()];
        int[] classes = source.survey().classes(pipeline.labels());
        for (int i = 0; i < answers.length; i++) {
            answers[i] = options.forecast()
                    ? pipeline.target().scale().to(source.survey().numbers().get(i))
                    : classes[i];
        }
        return answers;
    }

    private static String title(SequenceOptions options, List<String> labels, SurveyedSource data) {
        if (options.title() != null) {
            return options.title();
        }
        var sequence = "this sequence of " + (options.ragged() ? "up to " : "")
                + data.survey().longest() + " steps";
        return options.forecast()
                ? "which number belongs to " + sequence + "?"
                : "which of " + labels.size() + " classes is " + sequence + "?";
    }

    private static String source(SequenceOptions options, SurveyedSource data) {
        var through = options.transform() == null ? "" : ", through " + Transforms.brief(options.transform());
        if (options.reader() != null) {
            return data.input().name() + " (DataVec reader)" + through;
        }
        var layout =
                switch (options.layout()) {
                    case ROW_PER_SEQUENCE -> "a sequence in each row";
                    case FILE_PER_SEQUENCE -> "a sequence in each file";
                    case ID_COLUMN -> "sequences by the column \"" + options.idColumn() + "\"";
                };
        return data.input().name() + " (text, " + layout + ")" + through;
    }

    private static List<Integer> at(int[] values, List<Integer> indices) {
        return indices.stream().map(i -> values[i]).toList();
    }

    private static List<Double> at(List<Double> values, List<Integer> indices) {
        return indices.stream().map(values::get).toList();
    }

    private static Baseline trainingMean(List<Double> train, List<Double> test) {
        double mean = train.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double squares = test.stream()
                .mapToDouble(number -> (number - mean) * (number - mean))
                .average()
                .orElseThrow();
        return new Baseline("mean of training", Math.sqrt(squares));
    }

    /** So that each class costs the same in all: the fewer, the more each. */
    private static List<Double> weights(
            SequenceOptions options, List<String> labels, int[] classes, List<Integer> train) {
        if (!options.classWeights() || options.forecast()) {
            return List.of();
        }
        var counts = new long[labels.size()];
        train.forEach(i -> counts[classes[i]]++);
        return IntStream.range(0, counts.length)
                .mapToObj(label -> (double) train.size() / counts.length / Math.max(1, counts[label]))
                .toList();
    }

    @Override
    public List<Double> classWeights() {
        return classWeights;
    }

    /** Forecasts [batch, 1] in the data's unit; classes as they are. The argument stays as it is. */
    @Override
    public INDArray toUnits(INDArray outputs) {
        return task().kind() == TaskKind.FORECAST ? outputs.mul(target.factor()).addi(target.shift()) : outputs;
    }
}
