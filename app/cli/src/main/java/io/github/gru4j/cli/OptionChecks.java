package io.github.gru4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.ParameterException;

/**
 * What options of data need and exclude, as far as the builders of the kinds cannot say it in the words of the command line.
 *
 * @param wrong makes the exception for wrong usage
 */
record OptionChecks(
        DataOptions.General general,
        FileArguments files,
        SeriesArguments series,
        SequenceArguments sequences,
        ImageArguments images,
        Function<String, ParameterException> wrong) {

    void check(DataKind kind) {
        apart();
        switch (kind) {
            case SERIES -> targets();
            case SEQUENCES -> labels();
            case IMAGES -> labelsOfImages();
            case TEXT, WORDS, LANGUAGE_MODEL -> {
                // Their builders say it.
            }
        }
    }

    /** What is learnt from one split would be measured on itself. */
    private void apart() {
        apart("--data", general.data, "--validation-data", files.validation);
        apart("--data", general.data, "--test-data", files.test);
        apart("--validation-data", files.validation, "--test-data", files.test);
    }

    private void apart(String option, Path path, String other, Path otherPath) {
        if (path != null && otherPath != null && isSame(path, otherPath)) {
            throw wrong.apply("%s and %s are the same, %s: give each data of its own, or leave %s out"
                    .formatted(option, other, otherPath, other));
        }
    }

    private static boolean isSame(Path path, Path other) {
        try {
            return Files.isSameFile(path, other);
        } catch (IOException e) {
            // One is not there: who reads it says so.
            return false;
        }
    }

    private void targets() {
        if (series.targets == null) {
            throw wrong.apply("--kind series needs --target, the column to forecast");
        }
        if (files.split != null && series.rows != null) {
            throw wrong.apply("--split and --split-rows exclude each other: shares or numbers of rows");
        }
    }

    /** Later ones would quietly take the place of earlier ones. */
    private void labels() {
        int places = (files.labelColumn == null ? 0 : 1)
                + (files.labelsFile == null ? 0 : 1)
                + (sequences.labelFirst ? 1 : 0)
                + (sequences.labelLast ? 1 : 0)
                + (sequences.labelBlocks == null ? 0 : 1);
        boolean folderTells = Files.isDirectory(general.data) && !sequences.forecast;
        if (places > 1 || (places == 0 && !folderTells)) {
            throw wrong.apply("--kind sequences needs one of --label-column, --label-first, --label-last, --labels-file"
                    + " and --label-blocks, found " + (places == 0 ? "none" : places));
        }
        if (sequences.validationLabels != null && (files.validation == null || files.labelsFile == null)) {
            throw wrong.apply("--validation-labels needs --validation-data and --labels-file");
        }
        if (files.testLabels != null && (files.test == null || files.labelsFile == null)) {
            throw wrong.apply("--test-labels needs --test-data and --labels-file");
        }
        if (files.classWeights && sequences.forecast) {
            throw wrong.apply("--class-weights and --forecast exclude each other: numbers have no classes");
        }
        if (files.unit != null && !sequences.forecast) {
            throw wrong.apply("--unit is of a number to forecast: it needs --forecast");
        }
    }

    private void labelsOfImages() {
        if ((files.test == null) != (files.testLabels == null)) {
            throw wrong.apply("--test-data and --test-labels need each other");
        }
        if (UserDataLoader.isFolderOfMnist(general.data)) {
            if (files.labelsFile != null || files.test != null || files.labels != null) {
                throw wrong.apply("MNIST has files and labels of its own: leave out --labels-file, --test-data,"
                        + " --test-labels and --labels");
            }
        } else if (files.labelsFile == null) {
            throw wrong.apply("--kind images needs --labels-file, or the folder of MNIST's four files as --data");
        }
        if (images.validation != null && images.validation < 1) {
            throw wrong.apply("--validation-images is " + images.validation + "; valid are whole numbers from 1");
        }
        if (images.validation != null && files.test == null && !UserDataLoader.isFolderOfMnist(general.data)) {
            throw wrong.apply("--validation-images needs --test-data: without, shares of all images are drawn");
        }
    }
}
