package io.github.gru4j.datasets.images;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.DataFiles;
import io.github.gru4j.datasets.internal.MemoryRows;
import io.github.gru4j.datasets.internal.RowCollector;
import io.github.gru4j.datasets.internal.RowSplit;
import io.github.gru4j.datasets.internal.Splits;
import io.github.gru4j.datasets.internal.StratifiedSplit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A file of images and their labels.
 *
 * <p>Images do not go through {@link IdxSequenceRecordReader} here: with an object for each of MNIST's 55 million pixels, loading
 * takes minutes and gigabytes. Both read by {@link IdxReader} and {@link ImageSteps}, and a test holds their results together.
 */
final class LabelledImages {

    /** Of the heap, what the pixels may take; if they need more, they go to a temporary file. */
    private static final int SHARE_OF_HEAP = 4;

    private final ImageOptions.Files files;
    private final int count;
    private final int rows;
    private final int columns;
    private final byte[] labels;

    private LabelledImages(ImageOptions.Files files, IdxReader images, byte[] labels) {
        this.files = files;
        this.count = images.count();
        this.rows = images.rows();
        this.columns = images.columns();
        this.labels = labels;
    }

    /** Reads the header of the images, and all labels. */
    static LabelledImages open(ImageOptions.Files files) {
        try (var images = IdxReader.images(files.images())) {
            byte[] labels = IdxReader.labels(files.labels());
            IdxSequenceRecordReader.requireAsMany(files.images(), images.count(), files.labels(), labels.length);
            return new LabelledImages(files, images, labels);
        } catch (IOException e) {
            throw DataFiles.unreadable(files.images(), e);
        }
    }

    int count() {
        return count;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    int largestLabel() {
        return IntStream.of(classes()).max().orElseThrow();
    }

    int[] classes() {
        return IntStream.range(0, count)
                .map(image -> Byte.toUnsignedInt(labels[image]))
                .toArray();
    }

    List<Integer> labelsOf(List<Integer> images) {
        return images.stream().map(image -> Byte.toUnsignedInt(labels[image])).toList();
    }

    /** @throws DataException if the images are of another size than the others */
    void requireSize(LabelledImages others) {
        if (rows != others.rows || columns != others.columns) {
            throw DataException.in(files.images())
                    .of("its images have " + rows + " x " + columns + " pixels, and those of " + others.files.images()
                            + " have " + others.rows + " x " + others.columns + "; give files that belong together");
        }
    }

    /** @throws DataException if a label is no class */
    void requireLabelsBelow(int classes) {
        for (int image = 0; image < count; image++) {
            int label = Byte.toUnsignedInt(labels[image]);
            if (label >= classes) {
                throw DataException.in(files.labels())
                        .of("label " + label + " of image " + (image + 1) + " is out of range: there are " + classes
                                + " classes, 0 to " + (classes - 1) + "; correct it, or give more label names");
            }
        }
    }

    /** @throws DataException if all labels are the same */
    void requireSeveralClasses() {
        if (IntStream.of(classes()).distinct().limit(2).count() < 2) {
            throw DataException.in(files.labels())
                    .of("all labels are " + Byte.toUnsignedInt(labels[0])
                            + ", and at least two classes were expected; there is nothing to tell apart");
        }
    }

    /** Reads the images of each split. */
    Splits<RowSplit> read(Splits<List<Integer>> images, ImageRowsPipeline pipeline) {
        return read(images, pipeline, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    /** @param most bytes that the pixels may take in memory */
    Splits<RowSplit> read(Splits<List<Integer>> images, ImageRowsPipeline pipeline, long most) {
        boolean inMemory = (long) count * rows * columns <= most;
        var parts = StratifiedSplit.parts(images, count);
        var sinks = images.map(part -> inMemory ? new Pixels(pipeline) : new Spool(pipeline, most / 2));
        boolean done = false;
        try (var reader = IdxReader.images(files.images())) {
            for (int image = 0; image < count; image++) {
                byte[] pixels = reader.next();
                switch (parts[image]) {
                    case 1 -> sinks.train().add(pixels, labels[image]);
                    case 2 -> sinks.validation().add(pixels, labels[image]);
                    case 3 -> sinks.test().add(pixels, labels[image]);
                    default -> {
                        // Beyond the limit of the training split.
                    }
                }
            }
            var splits = new Splits<>(
                    sinks.train().split(),
                    sinks.validation().split(),
                    sinks.test().split());
            done = true;
            return splits;
        } catch (IOException e) {
            throw DataFiles.unreadable(files.images(), e);
        } finally {
            if (!done) {
                List.of(sinks.train(), sinks.validation(), sinks.test()).forEach(Sink::discard);
            }
        }
    }

    /** Where the images of a split go. */
    private interface Sink {

        void add(byte[] pixels, byte label) throws IOException;

        RowSplit split() throws IOException;

        /** Leaves nothing behind. */
        void discard();
    }

    /** As bytes, a quarter of what numbers take; rows are made when a batch needs them. */
    private static final class Pixels implements Sink {

        private final ImageRowsPipeline pipeline;
        private final List<byte[]> images = new ArrayList<>();
        private final List<Byte> classes = new ArrayList<>();

        Pixels(ImageRowsPipeline pipeline) {
            this.pipeline = pipeline;
        }

        @Override
        public void add(byte[] pixels, byte label) {
            images.add(pixels);
            classes.add(label);
        }

        @Override
        public RowSplit split() {
            return MemoryRows.ofOneLength(
                    pipeline.layout(),
                    images.size(),
                    row -> pipeline.row(images.get(row), Byte.toUnsignedInt(classes.get(row))));
        }

        @Override
        public void discard() {
            images.clear();
        }
    }

    private static final class Spool implements Sink {

        private final ImageRowsPipeline pipeline;
        private final RowCollector collector;

        Spool(ImageRowsPipeline pipeline, long most) {
            this.pipeline = pipeline;
            this.collector = new RowCollector(pipeline.layout(), most);
        }

        @Override
        public void add(byte[] pixels, byte label) throws IOException {
            collector.add(pipeline.row(pixels, Byte.toUnsignedInt(label)));
        }

        @Override
        public RowSplit split() throws IOException {
            return collector.split();
        }

        @Override
        public void discard() {
            collector.discard();
        }
    }
}
