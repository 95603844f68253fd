package io.github.gru4j.datasets.images;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.Metric;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.datasets.internal.Baselines;
import io.github.gru4j.datasets.internal.DataFiles;
import io.github.gru4j.datasets.internal.Provenances;
import io.github.gru4j.datasets.internal.RowDataset;
import io.github.gru4j.datasets.internal.RowSplit;
import io.github.gru4j.datasets.internal.Splits;
import io.github.gru4j.datasets.internal.StratifiedSplit;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is in this image? Images of IDX files, read row by row, column by column or pixel by pixel.
 *
 * <p>Features [batch, pixels of a step, steps] are from 0 to 1; labels [batch, classes] are one-hot.
 */
public final class ImageDataset extends RowDataset {

    private static final double TRAIN = 0.70;
    private static final double VALIDATION = 0.15;
    private static final int VALIDATION_IMAGES = 5000;
    private static final int VALIDATION_SHARE = 12;

    private ImageDataset(SequenceTask task, Splits<? extends RowSplit> splits, ImageRowsPipeline pipeline) {
        super(task, splits, pipeline);
    }

    /**
     * Reads the files.
     *
     * @param maxTrain at most so many training images; 0 for all
     * @throws DataException if the files are not what was expected, in one line
     */
    public static ImageDataset load(ImageOptions options, int maxTrain) {
        if (maxTrain < 0) {
            throw new IllegalArgumentException(
                    "maxTrain is " + maxTrain + "; give the number of training images, or 0 for all.");
        }
        DataFiles.requireApart(
                options.train().images(),
                options.test().map(ImageOptions.Files::images).orElse(null));
        var train = LabelledImages.open(options.train());
        var test = options.test().map(LabelledImages::open);
        test.ifPresent(images -> images.requireSize(train));
        var labels = labels(options, train);
        train.requireSeveralClasses();
        train.requireLabelsBelow(labels.size());
        test.ifPresent(images -> images.requireLabelsBelow(labels.size()));
        var pipeline = new ImageRowsPipeline(train.rows(), train.columns(), options.steps(), labels);

        var all = test.isPresent() ? lastForValidation(options, train, test.get()) : atRandom(options, train);
        var used = Splits.limitTrain(all, maxTrain);
        requireNoneEmpty(options, used);
        var splits = test.isPresent() ? read(train, test.get(), used, pipeline) : train.read(used, pipeline);
        var testLabels = test.orElse(train);
        var task = new SequenceTask(
                options.name(),
                options.title(),
                TaskKind.CLASSIFICATION,
                StepKind.FEATURES,
                options.steps().size(train.rows(), train.columns()),
                options.steps().length(train.rows(), train.columns()),
                labels.size(),
                labels,
                Metric.ACCURACY.label(),
                "",
                List.of(Baselines.majorityClass(train.labelsOf(used.train()), testLabels.labelsOf(used.test()))),
                Provenances.of(
                        source(options, train),
                        split(options, all),
                        splits,
                        all.train().size()));
        return new ImageDataset(task, splits, pipeline);
    }

    /** The indices of the test split are those of its own file. */
    private static Splits<RowSplit> read(
            LabelledImages train, LabelledImages test, Splits<List<Integer>> used, ImageRowsPipeline pipeline) {
        List<Integer> none = List.of();
        var ofTrain = train.read(new Splits<>(used.train(), used.validation(), none), pipeline);
        var ofTest = test.read(new Splits<>(none, none, used.test()), pipeline);
        return new Splits<>(ofTrain.train(), ofTrain.validation(), ofTest.test());
    }

    private static List<String> labels(ImageOptions options, LabelledImages train) {
        return options.labels().isEmpty()
                ? IntStream.rangeClosed(0, train.largestLabel())
                        .mapToObj(Integer::toString)
                        .toList()
                : options.labels();
    }

    private static Splits<List<Integer>> lastForValidation(
            ImageOptions options, LabelledImages train, LabelledImages test) {
        int count = train.count();
        int validation = options.validation() == 0
                ? Math.min(VALIDATION_IMAGES, count / VALIDATION_SHARE)
                : Math.min(options.validation(), count);
        return new Splits<>(range(0, count - validation), range(count - validation, count), range(0, test.count()));
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static Splits<List<Integer>> atRandom(ImageOptions options, LabelledImages train) {
        return split(options).of(train.classes());
    }

    private static StratifiedSplit split(ImageOptions options) {
        return new StratifiedSplit(TRAIN, VALIDATION, options.seed());
    }

    private static void requireNoneEmpty(ImageOptions options, Splits<List<Integer>> splits) {
        var counts = splits.map(List::size);
        if (counts.train() == 0 || counts.validation() == 0 || counts.test() == 0) {
            throw DataException.in(options.train().images())
                    .of("the images are too few: they give " + counts.train() + " for training, " + counts.validation()
                            + " for validation and " + counts.test()
                            + " for the test; give more, or another validation");
        }
    }

    private static String source(ImageOptions options, LabelledImages train) {
        return DataFiles.name(options.train().images())
                + options.test()
                        .map(files -> " and " + DataFiles.name(files.images()))
                        .orElse("")
                + " (IDX, " + train.rows() + " x " + train.columns() + " pixels)";
    }

    private static String split(ImageOptions options, Splits<List<Integer>> all) {
        return options.test().isPresent()
                ? "training and test as given; validation is the last "
                        + all.validation().size() + " of training"
                : split(options).description();
    }
}
