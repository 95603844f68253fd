package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.Metric;
import io.github.gru4j.datasets.internal.Nearest;
import io.github.gru4j.datasets.internal.TransformActions;
import io.github.gru4j.datasets.internal.TransformDocument;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.datavec.api.transform.TransformProcess;

/**
 * Which series of a CSV file, and what is to be forecast. What has to be said are the file and the targets.
 *
 * <pre>{@code
 * var options = new SeriesOptions.Builder()
 *         .file(Path.of("ETTh1.csv")).time("date").target("OT")
 *         .window(96).horizon(24).allSteps(true)
 *         .build();
 * }</pre>
 *
 * @param file with a header
 * @param validationFile the validation split, if it is not a part of {@code file}
 * @param testFile the test split, if it is not a part of {@code file}
 * @param name of the task
 * @param charset of the files; one that contains ASCII
 * @param delimiter between columns; empty to find it in the header
 * @param decimalComma whether numbers are written as 1,5
 * @param targets columns to forecast
 * @param features columns that a network sees; empty for all columns that hold numbers, targets among them
 * @param time column with the time of each row; empty if rows follow each other without gaps
 * @param timePattern of {@link java.time.format.DateTimeFormatter}; empty to find it
 * @param window steps that a network sees
 * @param horizon how many steps ahead the forecast is
 * @param allSteps whether all steps up to the horizon are to be forecast, or the last alone
 * @param stride steps from one window to the next
 * @param shares of rows for training, validation and test, in the order of time
 * @param rows for training, validation and test instead; empty for {@code shares}
 * @param normalisation of inputs and answers
 * @param relative whether values and answers are taken as differences from the last step of the window
 * @param missing what becomes of missing values
 * @param missingMarkers what stands for a missing value, besides nothing, NaN, NA and null
 * @param gaps what becomes of gaps in time
 * @param outliers what is clipped
 * @param metric RMSE or MAE
 * @param standardisedMetric whether the metric is in standard deviations of each target in training, as papers on the ETT data have
 *     it (MSE is the square of this RMSE), or in the target's unit; empty: in deviations if there are several targets
 * @param season steps of a season for the seasonal baseline; 0 to take it from the time between rows: a day for rows within a day, a
 *     week for days, a year for weeks, months and quarters
 * @param unit of the targets, for people
 * @param transform DataVec's, applied to each row before anything else; targets, features and time are then columns of its final schema
 */
public record SeriesOptions(
        Path file,
        Optional<Path> validationFile,
        Optional<Path> testFile,
        String name,
        Charset charset,
        Optional<Character> delimiter,
        boolean decimalComma,
        List<String> targets,
        List<String> features,
        Optional<String> time,
        Optional<String> timePattern,
        int window,
        int horizon,
        boolean allSteps,
        int stride,
        List<Double> shares,
        List<Integer> rows,
        Normalisation normalisation,
        boolean relative,
        MissingValues missing,
        List<String> missingMarkers,
        Gaps gaps,
        Optional<OutlierRule> outliers,
        Metric metric,
        Optional<Boolean> standardisedMetric,
        int season,
        String unit,
        Optional<TransformProcess> transform) {

    /** Longer windows, horizons and strides are slips of the keyboard. */
    private static final int MOST_STEPS = 1_000_000;

    private static final String CONTAINED = "0123456789+-.,;:|\t\n\r\"eE /";

    /** @throws IllegalArgumentException if something is missing or contradicts something else, in one line */
    public SeriesOptions {
        require(file != null, "SeriesOptions needs a file: call file(path).");
        require(
                !targets.isEmpty(),
                "SeriesOptions needs a target, the column that is to be forecast: call target(name).");
        targets = List.copyOf(targets);
        features = List.copyOf(features);
        shares = List.copyOf(shares);
        rows = List.copyOf(rows);
        missingMarkers = List.copyOf(missingMarkers);
        requireDistinct("targets", targets);
        requireDistinct("features", features);
        between("window", window, 1, MOST_STEPS);
        between("horizon", horizon, 1, MOST_STEPS);
        between("stride", stride, 1, MOST_STEPS);
        between("season", season, 0, MOST_STEPS);
        require(
                // 1 - 0.7 - 0.3 is a little above 0.
                shares.stream().allMatch(share -> share > 1e-9)
                        && shares.get(0) + shares.get(1) + shares.get(2) < 1.000001,
                "The shares of rows must each be above 0 and not exceed 1 together, but are " + shares + ".");
        require(
                rows.stream().allMatch(count -> count > 0),
                "The rows of training, validation and test must each be above 0, but are " + rows + ".");
        require(
                metric == Metric.RMSE || metric == Metric.MAE,
                "The metric of a forecast is rmse or mae, but " + metric.label() + " was given.");
        require(
                !(relative && missing == MissingValues.MASK),
                "The last value of a window may be missing, and then nothing is relative to it: choose INTERPOLATE or"
                        + " CARRY_FORWARD for missing values.");
        require(
                gaps == Gaps.KEEP || time.isPresent(),
                "Gaps can only be filled with a time column: call time(name), or do not fill them.");
        require(
                gaps == Gaps.KEEP || (missing != MissingValues.REFUSE && missing != MissingValues.DROP),
                "Gaps are filled with missing values: choose INTERPOLATE, CARRY_FORWARD or MASK for these.");
        require(timePattern.isEmpty() || time.isPresent(), "A time pattern needs a time column: call time(name).");
        require(
                new String(CONTAINED.getBytes(charset), StandardCharsets.ISO_8859_1).equals(CONTAINED),
                "The charset " + charset + " does not contain ASCII; convert the file to UTF-8.");
        require(
                !(decimalComma && delimiter.equals(Optional.of(','))),
                "A comma cannot be both between columns and in numbers: choose another delimiter.");
        require(
                time.isEmpty() || !(targets.contains(time.get()) || features.contains(time.get())),
                "The time column cannot be a target or a feature: " + time.orElse("") + ".");
        require(
                transform.isEmpty() || !decimalComma,
                "With a transform, DataVec reads the numbers, and 1,5 is none to it: replace the comma in the transform"
                        + " (ReplaceStringTransform), and leave decimalComma out.");
        transform = transform.map(TransformActions::forRows).map(TransformDocument::kept);
        if (transform.isPresent()) {
            var columns = transform.get().getFinalSchema().getColumnNames();
            targets.forEach(column -> requireAmong(column, columns));
            features.forEach(column -> requireAmong(column, columns));
            time.ifPresent(column -> requireAmong(column, columns));
        }
    }

    private static void requireAmong(String name, List<String> columns) {
        require(
                columns.contains(name),
                "There is no column \"" + name + "\" after the transform; "
                        + Nearest.to(name, columns)
                                .map(near -> "did you mean \"" + near + "\"?")
                                .orElseGet(() -> "its columns are " + String.join(", ", columns) + "."));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static void between(String what, int value, int least, int most) {
        require(
                value >= least && value <= most,
                what + " must be " + least + " to " + most + ", but is " + value + ".");
    }

    private static void requireDistinct(String what, List<String> names) {
        require(
                names.stream().distinct().count() == names.size(),
                "One of the " + what + " is there twice: " + names + ".");
    }

    /** Whether the metric is in standard deviations. */
    boolean inDeviations() {
        return standardisedMetric.orElse(targets.size() > 1);
    }

    /** Values that a network answers with. */
    int outputs() {
        return targets.size() * (allSteps ? horizon : 1);
    }

    /** Builds {@link SeriesOptions}; defaults are named at each method. */
    public static final class Builder {

        private Path file;
        private Path validationFile;
        private Path testFile;
        private String name;
        private Charset charset = StandardCharsets.UTF_8;
        private Character delimiter;
        private boolean decimalComma;
        private final List<String> targets = new ArrayList<>();
        private final List<String> features = new ArrayList<>();
        private String time;
        private String timePattern;
        private int window = 24;
        private int horizon = 1;
        private boolean allSteps;
        private int stride = 1;
        private List<Double> shares = List.of(0.7, 0.15, 0.15);
        private List<Integer> rows = List.of();
        private Normalisation normalisation = Normalisation.STANDARD;
        private boolean relative;
        private MissingValues missing = MissingValues.REFUSE;
        private final List<String> missingMarkers = new ArrayList<>();
        private Gaps gaps = Gaps.KEEP;
        private OutlierRule outliers;
        private Metric metric = Metric.RMSE;
        private Boolean standardisedMetric;
        private int season;
        private String unit = "";
        private TransformProcess transform;

        /** Required: a CSV file with a header. */
        public Builder file(Path path) {
            file = path;
            return this;
        }

        /** The validation split; by default, a part of {@link #file}. */
        public Builder validationFile(Path path) {
            validationFile = path;
            return this;
        }

        /** The test split; by default, the end of {@link #file}. Validation is then the end of {@link #file}. */
        public Builder testFile(Path path) {
            testFile = path;
            return this;
        }

        /** Of the task; by default the file's name without its extension. */
        public Builder name(String text) {
            name = text;
            return this;
        }

        /** Of the files; by default UTF-8. */
        public Builder charset(Charset of) {
            charset = of;
            return this;
        }

        /** Between columns; by default that of comma, semicolon, tab and bar which the header has most of. */
        public Builder delimiter(char character) {
            delimiter = character;
            return this;
        }

        /** Whether numbers are written as 1,5; by default as 1.5. */
        public Builder decimalComma(boolean comma) {
            decimalComma = comma;
            return this;
        }

        /** Required: a column to forecast; may be called several times. */
        public Builder target(String column) {
            targets.add(column);
            return this;
        }

        /** A column that a network sees; may be called several times. By default all columns of numbers, targets among them. */
        public Builder feature(String column) {
            features.add(column);
            return this;
        }

        /** The column with the time: dates, dates with times, or numbers. By default there is none, and rows have no gaps. */
        public Builder time(String column) {
            time = column;
            return this;
        }

        /** How times are written, as for {@link java.time.format.DateTimeFormatter}; by default found in the file. */
        public Builder timePattern(String pattern) {
            timePattern = pattern;
            return this;
        }

        /** Steps that a network sees; by default 24. */
        public Builder window(int steps) {
            window = steps;
            return this;
        }

        /** How many steps ahead the forecast is; by default 1. */
        public Builder horizon(int steps) {
            horizon = steps;
            return this;
        }

        /** Whether all steps up to the horizon are to be forecast; by default the last alone. */
        public Builder allSteps(boolean all) {
            allSteps = all;
            return this;
        }

        /** Steps from one window to the next; by default 1. */
        public Builder stride(int steps) {
            stride = steps;
            return this;
        }

        /** Of the rows, for training and validation; the test has the rest. By default 0.7 and 0.15. */
        public Builder shares(double train, double validation) {
            shares = List.of(train, validation, 1 - train - validation);
            return this;
        }

        /** So many rows for each split, in the order of time; what comes after is not used. By default by {@link #shares}. */
        public Builder rows(int train, int validation, int test) {
            rows = List.of(train, validation, test);
            return this;
        }

        /** By default STANDARD. */
        public Builder normalisation(Normalisation to) {
            normalisation = to;
            return this;
        }

        /**
         * Whether values and answers are taken as differences from the last step of the window, so that what a network learns at one
         * level holds at another (as NLinear does; Zeng et al. 2023, "Are Transformers Effective for Time Series Forecasting?");
         * false by default. The targets must be features then.
         */
        public Builder relative(boolean toLastStep) {
            relative = toLastStep;
            return this;
        }

        /** What becomes of missing values; by default they are refused. */
        public Builder missing(MissingValues become) {
            missing = become;
            return this;
        }

        /** What stands for a missing value, besides nothing, NaN, NA and null; may be called several times. */
        public Builder missingMarker(String marker) {
            missingMarkers.add(marker);
            return this;
        }

        /** What becomes of gaps in time; by default no window crosses one. */
        public Builder gaps(Gaps become) {
            gaps = become;
            return this;
        }

        /** Clips outliers; by default nothing is clipped. */
        public Builder outliers(OutlierRule rule) {
            outliers = rule;
            return this;
        }

        /** RMSE or MAE; by default RMSE. */
        public Builder metric(Metric of) {
            metric = of;
            return this;
        }

        /** Whether the metric is in standard deviations; by default if there are several targets. */
        public Builder standardisedMetric(boolean standardised) {
            standardisedMetric = standardised;
            return this;
        }

        /** Steps of a season; by default from the time between rows. */
        public Builder season(int steps) {
            season = steps;
            return this;
        }

        /** Of the targets; by default unknown. */
        public Builder unit(String text) {
            unit = text;
            return this;
        }

        /**
         * Applied to each row before anything else; by default none. Columns of its initial schema are looked up by name in the header,
         * and their fields are given to it as texts, as DataVec's own readers do. Targets, features and time are columns of its final
         * schema; rows that its filters remove are left out, and counted in the findings. A row is transformed without knowing
         * the others, so nothing of validation or test reaches training; what is to be learnt, {@link #normalisation} learns.
         */
        public Builder transform(TransformProcess process) {
            transform = process;
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException if something is missing or contradicts something else, in one line
         */
        public SeriesOptions build() {
            return new SeriesOptions(
                    file,
                    Optional.ofNullable(validationFile),
                    Optional.ofNullable(testFile),
                    name != null || file == null ? name : nameOf(file),
                    charset,
                    Optional.ofNullable(delimiter),
                    decimalComma,
                    targets,
                    features,
                    Optional.ofNullable(time),
                    Optional.ofNullable(timePattern),
                    window,
                    horizon,
                    allSteps,
                    stride,
                    shares,
                    rows,
                    normalisation,
                    relative,
                    missing,
                    missingMarkers,
                    gaps,
                    Optional.ofNullable(outliers),
                    metric,
                    Optional.ofNullable(standardisedMetric),
                    season,
                    unit,
                    Optional.ofNullable(transform));
        }

        private static String nameOf(Path file) {
            var name = Objects.toString(file.getFileName(), "series");
            int dot = name.lastIndexOf('.');
            return dot > 0 ? name.substring(0, dot) : name;
        }
    }
}
