package io.github.gru4j.datasets.digits;

import io.github.gru4j.datasets.Metric;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.datasets.images.ImageRowsPipeline;
import io.github.gru4j.datasets.images.ImageSteps;
import io.github.gru4j.datasets.internal.Baselines;
import io.github.gru4j.datasets.internal.MemoryRows;
import io.github.gru4j.datasets.internal.Provenances;
import io.github.gru4j.datasets.internal.RowDataset;
import io.github.gru4j.datasets.internal.SequenceReading;
import io.github.gru4j.datasets.internal.Sha256;
import io.github.gru4j.datasets.internal.Splits;
import io.github.gru4j.datasets.internal.Workspaces;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.datavec.api.records.reader.impl.collection.CollectionSequenceRecordReader;
import org.datavec.api.writable.FloatWritable;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Which digit was drawn? 28 x 28 pixels from jittered pen strokes, read row by row. Drawn by this class, not MNIST.
 *
 * <p>Features [batch, 28, 28] hold pixels from 0 (paper) to 1 (ink), column by row; time is the row from the top. Labels
 * [batch, 10] are one-hot.
 */
public final class DigitDataset extends RowDataset {

    /** Short name, as given on the command line. */
    public static final String NAME = "digits";

    private static final String SOURCE = "digits drawn with Java2D from jittered pen strokes (not MNIST)";
    private static final String SPLIT = "each image from its own seed, the same number of each digit in every split";
    private static final int DIGITS = 10;
    private static final int TRAIN = 3000;
    private static final int VALIDATION = 500;
    private static final int TEST = 1000;
    private static final long SEED = 28;

    private static final List<String> LABELS =
            IntStream.range(0, DIGITS).mapToObj(Integer::toString).toList();

    private DigitDataset(SequenceTask task, Splits<MemoryRows> splits) {
        // From pixels, 0 to 255, to what a network reads.
        super(task, splits, new ImageRowsPipeline(DigitImage.SIZE, DigitImage.SIZE, ImageSteps.ROWS, LABELS));
    }

    /**
     * Draws the digits.
     *
     * @param maxTrain at most so many training images; 0 for all
     */
    public static DigitDataset load(int maxTrain) {
        return Workspaces.outside(() -> of(draw(), maxTrain));
    }

    /** Images in the order 0 to 9, again and again, so that the first few hold all digits equally often. */
    static Splits<List<DigitImage>> draw() {
        return drawn(new Splits<>(TRAIN, VALIDATION, TEST));
    }

    static Splits<List<DigitImage>> drawn(Splits<Integer> counts) {
        var seeds = new SplittableRandom(SEED);
        return counts.map(count -> IntStream.range(0, count)
                .mapToObj(i -> new Pen(seeds.nextLong()).draw(i % DIGITS))
                .toList());
    }

    static DigitDataset of(Splits<List<DigitImage>> all, int maxTrain) {
        var images = Splits.limitTrain(all, maxTrain);
        var digits = images.map(part -> part.stream().map(DigitImage::digit).toList());
        var task = new SequenceTask(
                NAME,
                "which digit was drawn? (pen strokes, " + DigitImage.SIZE + " x " + DigitImage.SIZE + ", row by row)",
                TaskKind.CLASSIFICATION,
                StepKind.FEATURES,
                DigitImage.SIZE,
                DigitImage.SIZE,
                DIGITS,
                LABELS,
                Metric.ACCURACY.label(),
                "",
                List.of(Baselines.majorityClass(digits.train(), digits.test())),
                Provenances.of(SOURCE, SPLIT, images, all.train().size(), DigitDataset::digest));
        return new DigitDataset(task, images.map(part -> MemoryRows.of(read(part))));
    }

    private static DataSet read(List<DigitImage> images) {
        var records = images.stream().map(DigitDataset::record).toList();
        return SequenceReading.classes(new CollectionSequenceRecordReader(records), images.size(), DIGITS);
    }

    private static List<List<Writable>> record(DigitImage image) {
        return IntStream.range(0, DigitImage.SIZE)
                .mapToObj(row -> {
                    var step = new ArrayList<Writable>(DigitImage.SIZE + 1);
                    for (float pixel : image.row(row)) {
                        step.add(new FloatWritable(pixel));
                    }
                    step.add(new IntWritable(image.digit()));
                    return (List<Writable>) step;
                })
                .toList();
    }

    private static void digest(Sha256 digest, DigitImage image) {
        digest.add(image.pixels()).add(image.digit());
    }
}
