package io.github.gru4j.cli;

import static io.github.gru4j.cli.DataKind.SERIES;

import io.github.gru4j.datasets.Metric;
import io.github.gru4j.datasets.series.Gaps;
import io.github.gru4j.datasets.series.OutlierRule;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options of {@code --kind series}. */
final class SeriesArguments {

    @ForKinds(SERIES)
    @Option(
            names = "--target",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "COLUMN,...",
            description = "Columns to forecast, separated by commas; required.")
    List<String> targets;

    @ForKinds(SERIES)
    @Option(names = "--horizon", paramLabel = "N", description = "Steps ahead, by default 1.")
    Integer horizon;

    @ForKinds(SERIES)
    @Option(names = "--all-steps", description = "Forecast all steps up to the horizon, not the last alone.")
    boolean allSteps;

    @ForKinds(SERIES)
    @Option(
            names = "--relative",
            description =
                    "Take values and answers as differences from the last step of the window: for series whose level "
                            + "wanders.")
    boolean relative;

    @ForKinds(SERIES)
    @Option(
            names = "--split-rows",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "N,N,N",
            description = "Rows of training, validation and test, instead of --split.")
    List<Integer> rows;

    @ForKinds(SERIES)
    @Option(
            names = "--metric",
            paramLabel = "NAME",
            converter = Measure.class,
            description = "rmse (by default) or mae.")
    Metric metric;

    @ForKinds(SERIES)
    @Option(
            names = "--standardised-metric",
            arity = "1",
            paramLabel = "true|false",
            description = "Whether the metric is in standard deviations; by default if there are several targets.")
    Boolean standardisedMetric;

    @ForKinds(SERIES)
    @Option(
            names = "--season",
            paramLabel = "N",
            description = "Steps of a season for the seasonal baseline; by default from the time between rows.")
    Integer season;

    @ForKinds(SERIES)
    @Option(
            names = "--missing-marker",
            paramLabel = "TEXT",
            description = "Stands for a missing value, besides nothing, NaN, NA and null; may be given again.")
    List<String> missingMarkers;

    @ForKinds(SERIES)
    @Option(
            names = "--gaps",
            paramLabel = "BECOME",
            converter = GapNames.class,
            completionCandidates = GapNames.class,
            description = "Gaps in time: ${COMPLETION-CANDIDATES}; by default keep, and no window crosses one.")
    Gaps gaps;

    @ForKinds(SERIES)
    @Option(
            names = "--outliers",
            paramLabel = "RULE",
            converter = Rule.class,
            description = "Clip inputs beyond so many interquartile ranges (iqr:3) or standard deviations (sd:4).")
    OutlierRule outliers;

    @ForKinds(SERIES)
    @Option(
            names = "--time-pattern",
            paramLabel = "PATTERN",
            description = "How times are written, as for Java's DateTimeFormatter; found by default.")
    String timePattern;

    @ForKinds(SERIES)
    @Option(names = "--decimal-comma", description = "Numbers are written as 1,5.")
    boolean decimalComma;

    static final class GapNames extends EnumNames<Gaps> {
        GapNames() {
            super(Gaps.class);
        }
    }

    static final class Measure implements ITypeConverter<Metric> {
        @Override
        public Metric convert(String value) {
            return switch (value) {
                case "rmse" -> Metric.RMSE;
                case "mae" -> Metric.MAE;
                default -> throw new TypeConversionException("unknown metric \"" + value + "\"; valid are: rmse, mae");
            };
        }
    }

    static final class Rule implements ITypeConverter<OutlierRule> {

        private static final Pattern FORM = Pattern.compile("(iqr|sd):(\\d+(?:\\.\\d+)?)");

        @Override
        public OutlierRule convert(String value) {
            Matcher rule = FORM.matcher(value);
            if (!rule.matches()) {
                throw new TypeConversionException(
                        "expected iqr: or sd: and a number, for instance iqr:3, found \"" + value + "\"");
            }
            double factor = Double.parseDouble(rule.group(2));
            if (factor == 0 || Double.isInfinite(factor)) {
                throw new TypeConversionException("expected a number above 0, found \"" + value + "\"");
            }
            return rule.group(1).equals("iqr")
                    ? OutlierRule.interquartileRanges(factor)
                    : OutlierRule.deviations(factor);
        }
    }
}
