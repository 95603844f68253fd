package io.github.gru4j.datasets.images;

import io.github.gru4j.datasets.internal.DataFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Images in IDX files to be classified as sequences.
 *
 * <pre>{@code
 * var options = ImageOptions.builder()
 *         .train(Path.of("train-images.gz"), Path.of("train-labels.gz"))
 *         .test(Path.of("test-images.gz"), Path.of("test-labels.gz")) // without: 70/15/15 at random
 *         .steps(ImageSteps.COLUMNS)
 *         .build();
 * SequenceDataset images = ImageDataset.load(options, 0);
 * }</pre>
 */
public final class ImageOptions {

    /** A file of images and the file of their labels. */
    record Files(Path images, Path labels) {}

    private final Files train;
    private final Files test;
    private final ImageSteps steps;
    private final List<String> labels;
    private final int validation;
    private final long seed;
    private final String name;
    private final String title;

    private ImageOptions(Builder builder) {
        train = builder.train;
        test = builder.test;
        steps = builder.steps;
        labels = builder.labels;
        validation = builder.validation;
        seed = builder.seed;
        name = builder.name != null ? builder.name : DataFiles.stem(train.images());
        title = builder.title != null ? builder.title : "what is in this image?";
    }

    public static Builder builder() {
        return new Builder();
    }

    Files train() {
        return train;
    }

    Optional<Files> test() {
        return Optional.ofNullable(test);
    }

    ImageSteps steps() {
        return steps;
    }

    List<String> labels() {
        return labels;
    }

    int validation() {
        return validation;
    }

    long seed() {
        return seed;
    }

    String name() {
        return name;
    }

    String title() {
        return title;
    }

    /** Collects the options; only {@link #train} is required. */
    public static final class Builder {

        private Files train;
        private Files test;
        private ImageSteps steps = ImageSteps.ROWS;
        private List<String> labels = List.of();
        private int validation;
        private long seed = 1;
        private String name;
        private String title;

        private Builder() {}

        /** Images to learn from and their labels; required. */
        public Builder train(Path images, Path imageLabels) {
            train = new Files(images, imageLabels);
            return this;
        }

        /**
         * Images to test on and their labels. Default: none; then all are in the files of {@link #train}, and 70/15/15 percent of each
         * class are drawn from them.
         */
        public Builder test(Path images, Path imageLabels) {
            test = new Files(images, imageLabels);
            return this;
        }

        /** What of an image is a step. Default: {@link ImageSteps#ROWS}. */
        public Builder steps(ImageSteps ofImage) {
            steps = ofImage;
            return this;
        }

        /** Names of the labels 0, 1, ... Default: these numbers, up to the largest in the files. */
        public Builder labels(List<String> names) {
            labels = List.copyOf(names);
            return this;
        }

        /**
         * With separate files to test on: how many of the last training images are for validation. Default: 5,000, or a twelfth if there
         * are fewer than 60,000.
         */
        public Builder validation(int images) {
            validation = images;
            return this;
        }

        /** Of the split at random. Default: 1. */
        public Builder seed(long ofSplit) {
            seed = ofSplit;
            return this;
        }

        /** Short name of the task. Default: that of the file without its extension. */
        public Builder name(String ofTask) {
            name = ofTask;
            return this;
        }

        /** What is asked, for people. Default: "what is in this image?". */
        public Builder title(String question) {
            title = question;
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalStateException if something required is missing, with its name, or out of range
         */
        public ImageOptions build() {
            if (train == null || train.images() == null || train.labels() == null) {
                throw new IllegalStateException(
                        "train is missing: give the file of the images and that of their labels.");
            }
            if (test != null && (test.images() == null || test.labels() == null)) {
                throw new IllegalStateException("test needs two files: that of the images and that of their labels.");
            }
            if (steps == null) {
                throw new IllegalStateException("steps is missing: give ROWS, COLUMNS or PIXELS.");
            }
            if (labels.stream().distinct().count() < labels.size()) {
                throw new IllegalStateException("A label is there twice: " + labels + ".");
            }
            if (validation < 0) {
                throw new IllegalStateException("The validation has " + validation
                        + " images; give the number of images, or 0 for the default.");
            }
            if (validation > 0 && test == null) {
                throw new IllegalStateException(
                        "A number of images for validation is for separate files to test on; give these, or leave it out.");
            }
            return new ImageOptions(this);
        }
    }
}
