package io.github.gru4j.cli;

import static io.github.gru4j.cli.DataKind.IMAGES;
import static io.github.gru4j.cli.DataKind.LANGUAGE_MODEL;
import static io.github.gru4j.cli.DataKind.SEQUENCES;
import static io.github.gru4j.cli.DataKind.SERIES;
import static io.github.gru4j.cli.DataKind.TEXT;
import static io.github.gru4j.cli.DataKind.WORDS;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that several kinds share. */
final class FileArguments {

    @ForKinds({TEXT, WORDS, LANGUAGE_MODEL, SERIES, SEQUENCES})
    @Option(
            names = "--validation-data",
            paramLabel = "PATH",
            description = "Validation split of its own (all kinds but images).")
    Path validation;

    @Option(
            names = "--test-data",
            paramLabel = "PATH",
            description = "Test split of its own; for images with --test-labels.")
    Path test;

    @ForKinds({TEXT, WORDS, LANGUAGE_MODEL, SERIES, SEQUENCES})
    @Option(
            names = "--split",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "TRAIN,VALIDATION",
            description =
                    "Shares of training and validation; the test has the rest. By default 0.7,0.15 (all kinds but "
                            + "images).")
    List<Double> split;

    @ForKinds({TEXT, WORDS, SEQUENCES, IMAGES})
    @Option(
            names = "--split-seed",
            paramLabel = "N",
            description = "Of the split at random (text, words, sequences, images).")
    Long splitSeed;

    @ForKinds({TEXT, WORDS, LANGUAGE_MODEL, SERIES, SEQUENCES})
    @Option(
            names = "--charset",
            paramLabel = "NAME",
            converter = CharsetName.class,
            description = "What files are written in, by default UTF-8 (all kinds but images).")
    Charset charset;

    @ForKinds({TEXT, WORDS, SERIES, SEQUENCES})
    @Option(
            names = "--delimiter",
            paramLabel = "WHAT",
            description =
                    "Between columns: comma, semicolon, tab, bar, blanks, or a character; found by default (text, "
                            + "words, series, sequences).")
    String delimiter;

    @ForKinds({TEXT, WORDS, SEQUENCES, IMAGES})
    @Option(
            names = "--title",
            paramLabel = "TEXT",
            description = "What is asked, for people (text, words, sequences, images).")
    String title;

    @ForKinds({TEXT, WORDS, SEQUENCES})
    @Option(
            names = "--label-column",
            paramLabel = "COLUMN",
            description = "Holds the class; for text and words \"label\" by default (text, words, sequences).")
    String labelColumn;

    @ForKinds({TEXT, WORDS, SEQUENCES})
    @Option(
            names = "--class-weights",
            description = "Let errors in rare classes cost more, so that all classes weigh the same (text, words, "
                    + "sequences).")
    boolean classWeights;

    @ForKinds({SERIES, SEQUENCES})
    @Option(
            names = "--features",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "COLUMN,...",
            description = "Columns that the network sees, by default all of numbers (series, sequences).")
    List<String> features;

    @ForKinds({SERIES, SEQUENCES})
    @Option(
            names = "--time-column",
            paramLabel = "COLUMN",
            description = "Sorts rows; for series, shows gaps (series, sequences).")
    String timeColumn;

    @ForKinds({SERIES, SEQUENCES})
    @Option(
            names = "--normalise",
            paramLabel = "HOW",
            description = "standard (by default), min-max or none; learnt from the training split (series, sequences).")
    String normalise;

    @ForKinds({SERIES, SEQUENCES})
    @Option(
            names = "--missing",
            paramLabel = "BECOME",
            description =
                    "What missing values become. Series: refuse (by default), drop, interpolate, carry-forward, mask. "
                            + "Sequences: refuse (by default), carry-forward, zero. In a series, an interpolated value knows "
                            + "the next known one of its split; carry-forward does not look ahead.")
    String missing;

    @ForKinds({SERIES, SEQUENCES})
    @Option(
            names = "--transform",
            paramLabel = "FILE",
            description =
                    "A DataVec TransformProcess as JSON, applied to each row or sequence first; --target and --features "
                            + "name columns of its final schema (series, sequences).")
    Path transform;

    @ForKinds({SERIES, SEQUENCES})
    @Option(names = "--unit", paramLabel = "TEXT", description = "Of what is forecast (series, sequences).")
    String unit;

    @ForKinds({SERIES, LANGUAGE_MODEL})
    @Option(
            names = "--window",
            paramLabel = "N",
            description = "Steps of a sequence, by default 24 and 64 (series, language-model).")
    Integer window;

    @ForKinds({SERIES, LANGUAGE_MODEL})
    @Option(
            names = "--stride",
            paramLabel = "N",
            description = "Steps from one sequence to the next, by default 1 and the window (series, language-model).")
    Integer stride;

    @ForKinds({SEQUENCES, IMAGES})
    @Option(
            names = "--labels",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "NAME,...",
            description = "Classes, in the order of their numbers (sequences, images).")
    List<String> labels;

    @ForKinds({SEQUENCES, IMAGES})
    @Option(names = "--labels-file", paramLabel = "FILE", description = "Labels of --data (sequences, images).")
    Path labelsFile;

    @ForKinds({SEQUENCES, IMAGES})
    @Option(names = "--test-labels", paramLabel = "FILE", description = "Labels of --test-data (sequences, images).")
    Path testLabels;

    static final class CharsetName implements ITypeConverter<Charset> {
        @Override
        public Charset convert(String value) {
            try {
                return Charset.forName(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("unknown charset \"" + value + "\"; for instance UTF-8, ISO-8859-1");
            }
        }
    }
}
