package io.github.gru4j.cli;

import io.github.gru4j.datasets.Normalisation;
import io.github.gru4j.datasets.Transforms;
import io.github.gru4j.datasets.images.ImageDataset;
import io.github.gru4j.datasets.images.ImageOptions;
import io.github.gru4j.datasets.images.Mnist;
import io.github.gru4j.datasets.sequences.SequenceCsvDataset;
import io.github.gru4j.datasets.sequences.SequenceOptions;
import io.github.gru4j.datasets.sequences.SequencePipeline;
import io.github.gru4j.datasets.series.SeriesCsvDataset;
import io.github.gru4j.datasets.series.SeriesOptions;
import io.github.gru4j.datasets.series.SeriesPipeline;
import io.github.gru4j.datasets.text.PlainTextDataset;
import io.github.gru4j.datasets.text.PlainTextOptions;
import io.github.gru4j.datasets.text.PlainTextPipeline;
import io.github.gru4j.datasets.text.TextDataset;
import io.github.gru4j.datasets.text.TextOptions;
import io.github.gru4j.datasets.text.TextPipeline;
import io.github.gru4j.datasets.text.Tokens;
import io.github.gru4j.experiments.ExperimentPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.datavec.api.transform.TransformProcess;
import picocli.CommandLine.ParameterException;

/**
 * Turns options of the command line into those of the kinds.
 *
 * @param wrong makes the exception for wrong usage
 */
record UserDataLoader(
        DataOptions.General general,
        FileArguments files,
        TextArguments text,
        SeriesArguments series,
        SequenceArguments sequences,
        ImageArguments images,
        Function<String, ParameterException> wrong) {

    /** Whether this is no path, but the name of data that {@code data fetch} fetches. */
    static boolean isFetchedName(Path data) {
        return data.toString().equals(Mnist.NAME) && !Files.exists(data);
    }

    /** Among images: other folders hold none. */
    static boolean isFolderOfMnist(Path data) {
        return isFetchedName(data) || Files.isDirectory(data);
    }

    UserData.Loader loader(DataKind kind) {
        new OptionChecks(general, files, series, sequences, images, wrong).check(kind);
        return switch (kind) {
            case TEXT, WORDS -> {
                TextOptions options = texts(kind == DataKind.WORDS ? Tokens.WORDS : Tokens.CHARACTERS);
                yield (maxTrain, known) -> known instanceof TextPipeline text
                        ? TextDataset.load(options, maxTrain, text)
                        : TextDataset.load(options, maxTrain);
            }
            case LANGUAGE_MODEL -> {
                PlainTextOptions options = plainText();
                yield (maxTrain, known) -> known instanceof PlainTextPipeline text
                        ? PlainTextDataset.load(options, maxTrain, text)
                        : PlainTextDataset.load(options, maxTrain);
            }
            case SERIES -> {
                SeriesOptions options = ofSeries();
                yield (maxTrain, known) -> known instanceof SeriesPipeline scales
                        ? SeriesCsvDataset.load(options, maxTrain, scales)
                        : SeriesCsvDataset.load(options, maxTrain);
            }
            case SEQUENCES -> {
                SequenceOptions options = ofSequences();
                yield (maxTrain, known) ->
                        SequenceCsvDataset.load(options, maxTrain, known instanceof SequencePipeline p ? p : null);
            }
            case IMAGES -> {
                if (isFolderOfMnist()) {
                    // It is checked when its folder is named: that is no matter of usage.
                    yield (maxTrain, known) -> ImageDataset.load(ofImages(), maxTrain);
                }
                ImageOptions options = ofImages();
                yield (maxTrain, known) -> ImageDataset.load(options, maxTrain);
            }
        };
    }

    private TextOptions texts(Tokens tokens) {
        var builder = new TextOptions.Builder().data(general.data).tokens(tokens);
        Given.to(builder::name, general.name);
        Given.to(builder::title, files.title);
        Given.to(builder::charset, files.charset);
        Given.to(builder::validation, files.validation);
        Given.to(builder::test, files.test);
        Given.to(builder::labelColumn, files.labelColumn);
        Given.to(builder::delimiter, delimiter());
        Given.to(builder::seed, files.splitSeed);
        Given.to(split -> builder.fractions(split.get(0), split.get(1), rest(split)), split());
        builder.balanced(files.classWeights);
        Given.to(builder::format, text.format);
        Given.to(builder::textColumn, text.textColumn);
        builder.quotes(!text.noQuotes);
        builder.skipEmpty(text.skipEmpty);
        Given.to(builder::maxLength, text.maxLength);
        Given.to(builder::truncation, text.truncate);
        Given.to(builder::wordVectors, text.wordVectors);
        Given.to(builder::lowerCase, text.lowerCase);
        Given.to(builder::normalization, text.normalForm);
        Given.to(builder::minCount, text.minCount);
        Given.to(builder::maxVocabulary, text.maxVocabulary);
        return builder.build();
    }

    private PlainTextOptions plainText() {
        var builder = new PlainTextOptions.Builder().data(general.data);
        Given.to(builder::name, general.name);
        Given.to(builder::charset, files.charset);
        Given.to(builder::validation, files.validation);
        Given.to(builder::test, files.test);
        Given.to(split -> builder.fractions(split.get(0), split.get(1), rest(split)), split());
        Given.to(builder::window, files.window);
        Given.to(builder::stride, files.stride);
        Given.to(builder::tokens, text.tokens);
        Given.to(builder::lowerCase, text.lowerCase);
        Given.to(builder::normalization, text.normalForm);
        Given.to(builder::minCount, text.minCount);
        Given.to(builder::maxVocabulary, text.maxVocabulary);
        return builder.build();
    }

    private SeriesOptions ofSeries() {
        var builder = new SeriesOptions.Builder().file(general.data);
        series.targets.forEach(builder::target);
        Given.to(builder::name, general.name);
        Given.to(builder::charset, files.charset);
        Given.to(builder::validationFile, files.validation);
        Given.to(builder::testFile, files.test);
        Given.to(builder::delimiter, delimiter());
        Given.to(split -> builder.shares(split.get(0), split.get(1)), split());
        Given.each(builder::feature, files.features);
        Given.to(builder::time, files.timeColumn);
        Given.to(builder::normalisation, value("--normalise", files.normalise, Normalisation.class));
        Given.to(
                builder::missing,
                value("--missing", files.missing, io.github.gru4j.datasets.series.MissingValues.class));
        Given.to(builder::transform, transform());
        Given.to(builder::unit, files.unit);
        Given.to(builder::window, files.window);
        Given.to(builder::stride, files.stride);
        Given.to(builder::horizon, series.horizon);
        builder.allSteps(series.allSteps);
        builder.relative(series.relative);
        Given.to(rows -> builder.rows(rows.get(0), rows.get(1), rows.get(2)), several("--split-rows", series.rows, 3));
        Given.to(builder::metric, series.metric);
        Given.to(builder::standardisedMetric, series.standardisedMetric);
        Given.to(builder::season, series.season);
        Given.each(builder::missingMarker, series.missingMarkers);
        Given.to(builder::gaps, series.gaps);
        Given.to(builder::outliers, series.outliers);
        Given.to(builder::timePattern, series.timePattern);
        builder.decimalComma(series.decimalComma);
        return builder.build();
    }

    private SequenceOptions ofSequences() {
        var builder = SequenceOptions.builder().data(general.data);
        Given.to(builder::name, general.name);
        Given.to(builder::title, files.title);
        Given.to(builder::charset, files.charset);
        Given.to(path -> builder.validation(path, sequences.validationLabels), files.validation);
        Given.to(path -> builder.test(path, files.testLabels), files.test);
        Given.to(builder::separator, Delimiters.separator(files.delimiter, wrong));
        Given.to(split -> builder.split(split.get(0), split.get(1)), split());
        Given.to(builder::seed, files.splitSeed);
        Given.to(builder::label, files.labelColumn);
        builder.classWeights(files.classWeights);
        Given.to(builder::features, files.features);
        Given.to(builder::timeColumn, files.timeColumn);
        Given.to(builder::normalisation, value("--normalise", files.normalise, Normalisation.class));
        Given.to(
                builder::missing,
                value("--missing", files.missing, io.github.gru4j.datasets.sequences.MissingValues.class));
        Given.to(builder::transform, transform());
        Given.to(builder::unit, files.unit);
        Given.to(builder::labels, files.labels);
        Given.to(builder::labelFile, files.labelsFile);
        Given.to(builder::layout, sequences.layout);
        Given.to(builder::header, sequences.header);
        if (sequences.labelFirst) {
            builder.labelFirst();
        }
        if (sequences.labelLast) {
            builder.labelLast();
        }
        Given.to(builder::labelBlocks, sequences.labelBlocks);
        if (sequences.forecast) {
            builder.forecast();
        }
        Given.to(builder::featuresPerStep, sequences.featuresPerStep);
        Given.to(builder::order, sequences.order);
        Given.to(builder::idColumn, sequences.idColumn);
        Given.to(builder::ragged, sequences.ragged);
        return builder.build();
    }

    private boolean isFolderOfMnist() {
        return isFolderOfMnist(general.data);
    }

    private ImageOptions ofImages() {
        var builder = isFolderOfMnist()
                ? Mnist.options(isFetchedName(general.data) ? Mnist.cache() : general.data)
                : ImageOptions.builder().train(general.data, files.labelsFile);
        Given.to(test -> builder.test(test, files.testLabels), files.test);
        Given.to(builder::name, general.name);
        Given.to(builder::title, files.title);
        Given.to(builder::seed, files.splitSeed);
        Given.to(builder::labels, files.labels);
        Given.to(builder::steps, images.steps);
        Given.to(builder::validation, images.validation);
        return builder.build();
    }

    private List<Double> split() {
        return several("--split", files.split, 2);
    }

    private static double rest(List<Double> split) {
        return 1 - split.get(0) - split.get(1);
    }

    private <T> List<T> several(String option, List<T> values, int count) {
        if (values != null && values.size() != count) {
            throw wrong.apply(
                    "%s takes %d numbers, separated by commas, found %d".formatted(option, count, values.size()));
        }
        return values;
    }

    /** What is wrong with its file is wrong with data, not with usage. */
    private TransformProcess transform() {
        return files.transform == null ? null : Transforms.read(files.transform);
    }

    private Character delimiter() {
        return Delimiters.character(files.delimiter, wrong);
    }

    /** Kinds name their own choices, which an option that they share takes as text. */
    private <E extends Enum<E>> E value(String option, String text, Class<E> type) {
        if (text == null) {
            return null;
        }
        return List.of(type.getEnumConstants()).stream()
                .filter(constant -> EnumNames.name(constant).equals(text))
                .findFirst()
                .orElseThrow(
                        () -> wrong.apply(ExperimentPlan.unknown("value of " + option, text, EnumNames.all(type))));
    }
}
