package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.Pipelines;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.datasets.Transforms;
import io.github.gru4j.datasets.internal.DataFiles;
import io.github.gru4j.datasets.internal.Provenances;
import io.github.gru4j.datasets.internal.RowDataset;
import io.github.gru4j.datasets.internal.Splits;
import io.github.gru4j.datasets.internal.Workspaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What will columns of a CSV file be some steps ahead?
 *
 * <p>Features [batch, features, window], labels [batch, targets] or, for all steps up to the horizon, [batch, horizon * targets], step
 * by step. The splits follow each other in time, and no window holds rows of two. All numbers that are reported are in the target's unit, or
 * in standard deviations of the training split where {@link SeriesOptions#standardisedMetric()} says so.
 *
 * <p>A file larger than memory is read once into a temporary file of 4 bytes for each value (8 while it is read), from which windows are cut.
 */
public final class SeriesCsvDataset extends RowDataset {

    private static final Logger LOG = LoggerFactory.getLogger(SeriesCsvDataset.class);

    private static final String DEVIATIONS = "standard deviations";

    private final OutputUnits units;
    private final List<String> findings;
    private final boolean onDisk;

    /** What is where in memory: bytes of the values as read, and of the rows for windows. */
    record Room(long raw, long steps) {

        private static final int SHARE_OF_HEAP = 4;

        static Room ofHeap() {
            long heap = Runtime.getRuntime().maxMemory();
            return new Room(heap / SHARE_OF_HEAP, heap / SHARE_OF_HEAP);
        }
    }

    private SeriesCsvDataset(
            SequenceTask task,
            Splits<WindowSplit> splits,
            SeriesPipeline pipeline,
            OutputUnits units,
            List<String> findings,
            boolean onDisk) {
        super(task, splits, pipeline);
        this.onDisk = onDisk;
        this.units = units;
        this.findings = List.copyOf(findings);
    }

    /**
     * Reads the files and learns the normaliser from the training split.
     *
     * @param maxTrain at most so many training windows, spread evenly over the training split; 0 for all
     * @throws DataException if the data cannot be used, with the place and what to do
     */
    public static SeriesCsvDataset load(SeriesOptions options, int maxTrain) {
        return load(options, maxTrain, Room.ofHeap(), null);
    }

    /**
     * Reads the files as a trained network does, and learns nothing: on the scales that it knows.
     *
     * @param known what was learnt when the network was trained
     * @throws DataException if the data cannot be used, or options ask for other windows, columns or answers
     */
    public static SeriesCsvDataset load(SeriesOptions options, int maxTrain, SeriesPipeline known) {
        return load(options, maxTrain, Room.ofHeap(), known);
    }

    static SeriesCsvDataset load(SeriesOptions options, int maxTrain, Room room) {
        return load(options, maxTrain, room, null);
    }

    private static SeriesCsvDataset load(SeriesOptions options, int maxTrain, Room room, SeriesPipeline known) {
        if (maxTrain < 0) {
            throw new IllegalArgumentException(
                    "maxTrain is " + maxTrain + "; give the number of training windows, or 0 for all.");
        }
        return Workspaces.outside(() -> {
            try {
                return new Loading(options, room, known).load(maxTrain);
            } catch (IOException | UncheckedIOException e) {
                throw DataException.in(options.file()).of(String.valueOf(e.getMessage()), e);
            }
        });
    }

    /** What is worth knowing of the files: order, gaps, missing and clipped values, windows left out; one sentence each. */
    public List<String> findings() {
        return findings;
    }

    /** Whether windows are cut from a temporary file, since the series is too long for the memory. */
    public boolean onDisk() {
        return onDisk;
    }

    /**
     * Outputs [batch, outputs] in the unit of the metric; the argument stays as it is. Where windows are relative to their last step
     * ({@link SeriesOptions#relative()}), so are these.
     */
    @Override
    public INDArray toUnits(INDArray outputs) {
        return units.apply(outputs);
    }

    /** One load: from files to splits. */
    private static final class Loading {

        private final SeriesOptions options;
        private final Room room;
        /** Null if it is to be learnt. */
        private final SeriesPipeline known;

        private final List<RawSeries> read = new ArrayList<>();
        private final List<String> findings = new ArrayList<>();

        Loading(SeriesOptions options, Room room, SeriesPipeline known) {
            this.options = options;
            this.room = room;
            this.known = known;
        }

        SeriesCsvDataset load(int maxTrain) throws IOException {
            DataFiles.requireApart(
                    options.file(),
                    options.validationFile().orElse(null),
                    options.testFile().orElse(null));
            try {
                long files = 1
                        + options.validationFile().stream().count()
                        + options.testFile().stream().count();
                var reader = new SeriesReader(options, room.raw() / files);
                var main = read(reader, options.file());
                var validation = options.validationFile().isPresent()
                        ? Optional.of(read(reader, options.validationFile().get()))
                        : Optional.<RawSeries>empty();
                var test = options.testFile().isPresent()
                        ? Optional.of(read(reader, options.testFile().get()))
                        : Optional.<RawSeries>empty();
                var parts = PartRange.of(main, validation, test, options);
                return make(reader.columns(), parts, maxTrain);
            } finally {
                for (var series : read) {
                    series.table().close();
                }
            }
        }

        private RawSeries read(SeriesReader reader, Path file) throws IOException {
            var series = reader.read(DataFiles.file(file));
            read.add(series);
            var names = reader.columns().values();
            var about = new ArrayList<>(series.findings());
            if (read.size() == 1 && !reader.withoutNumbers().isEmpty()) {
                about.add(0, "columns without numbers are left out: " + String.join(", ", reader.withoutNumbers()));
            }
            long[] missing = series.missing();
            for (int i = 0; i < missing.length; i++) {
                if (missing[i] > 0) {
                    about.add(missing[i] + " missing values in column " + DataException.quote(names.get(i)));
                }
            }
            about.forEach(finding -> findings.add(file.getFileName() + ": " + finding));
            return series;
        }

        private SeriesCsvDataset make(SeriesColumns columns, Splits<PartRange> parts, int maxTrain) throws IOException {
            var names = columns.values();
            if (options.relative() && !columns.features().containsAll(columns.targets())) {
                throw DataException.in(options.file())
                        .of(
                                "answers relative to the last step of a window need the targets among the features, which are "
                                        + String.join(", ", columns.features()));
            }
            var trainPart = parts.train();
            if (trainPart.rows() == 0) {
                throw noWindow(trainPart, 0);
            }
            var scales = new ScaleLearner(trainPart.series(), trainPart.rows(), names).learn(options);
            if (known != null) {
                takeKnown(columns, scales);
            }
            var made = StepTables.make(parts, columns, scales, options, room.steps());
            int[] starts = made.starts();
            var splits = new Splits<>(
                    new WindowSplit(made, starts[0], starts[1], options, maxTrain),
                    new WindowSplit(made, starts[1], starts[2], options, 0),
                    new WindowSplit(made, starts[2], starts[3], options, 0));
            requireWindows(parts.train(), splits.train());
            requireWindows(parts.validation(), splits.validation());
            requireWindows(parts.test(), splits.test());
            noteClipped(columns, scales, made);

            var targetScales = Arrays.stream(columns.targetPlaces())
                    .mapToObj(place -> scales[place])
                    .toArray(ColumnScale[]::new);
            var featureScales = Arrays.copyOf(scales, columns.features().size());
            var units = OutputUnits.of(
                    targetScales,
                    options.inDeviations(),
                    options.outputs() / options.targets().size());
            var pipeline = pipeline(columns, featureScales, targetScales);
            if (known != null && !Pipelines.toJson(pipeline).equals(Pipelines.toJson(known))) {
                throw DataException.in(options.file())
                        .of(
                                "options ask for other windows or answers than the known ones: give the window, the horizon and"
                                        + " the treatment of missing values that the model was trained with");
            }
            var task = task(made, splits, baselines(made, splits, featureScales, targetScales, units));
            findings.forEach(finding -> LOG.info("{}", finding));
            return new SeriesCsvDataset(
                    task,
                    splits,
                    pipeline,
                    options.relative() ? units.ofDifferences() : units,
                    findings,
                    made.table().onDisk());
        }

        private void takeKnown(SeriesColumns columns, ColumnScale[] scales) {
            if (!columns.features().equals(known.features())
                    || !columns.targets().equals(known.targets())) {
                throw DataException.in(options.file())
                        .of("columns " + String.join(", ", columns.features()) + " would forecast "
                                + String.join(", ", columns.targets()) + "; known are "
                                + String.join(", ", known.features())
                                + " and " + String.join(", ", known.targets()));
            }
            int[] targets = columns.targetPlaces();
            for (int i = 0; i < targets.length; i++) {
                scales[targets[i]] = scales[targets[i]].as(known.outputScales().get(i));
            }
            for (int i = 0; i < columns.features().size(); i++) {
                scales[i] = scales[i].as(known.inputScales().get(i));
            }
        }

        private void requireWindows(PartRange part, WindowSplit split) {
            if (split.available() == 0) {
                throw noWindow(part, split.leftOut());
            }
            if (split.leftOut() > 0) {
                findings.add(split.leftOut() + " windows of the " + part.name()
                        + " split were left out, since a value that they need is missing");
            }
        }

        private DataException noWindow(PartRange part, int leftOut) {
            var why = leftOut > 0
                    ? "all " + leftOut + " windows miss a value; choose what becomes of missing values"
                    : part.series().breaks().length > 0
                            ? "none fits between two gaps in time; fill the gaps, leave the time column out if rows follow"
                                    + " each other all the same, or choose a shorter window or horizon"
                            : "choose a shorter window or horizon, or give the split more rows";
            return DataException.in(part.series().file())
                    .of("the " + part.name() + " split has " + part.rows() + " rows and no window of "
                            + options.window() + " steps with an answer " + options.horizon() + " steps ahead: " + why);
        }

        private void noteClipped(SeriesColumns columns, ColumnScale[] scales, StepTables.Made made) {
            options.outliers().ifPresent(rule -> {
                for (int i = 0; i < made.clipped().length; i++) {
                    if (made.clipped()[i] > 0) {
                        findings.add(made.clipped()[i] + " values of column "
                                + DataException.quote(columns.features().get(i)) + " were clipped to " + scales[i].low()
                                + " to " + scales[i].high() + " (" + rule.phrase() + " in the training split)");
                    }
                }
            });
        }

        private SeriesPipeline pipeline(SeriesColumns columns, ColumnScale[] features, ColumnScale[] targets) {
            return new SeriesPipeline(
                    columns.features(),
                    columns.targets(),
                    options.window(),
                    options.allSteps() ? 1 : options.horizon(),
                    options.horizon(),
                    options.missing(),
                    options.missingMarkers(),
                    options.decimalComma(),
                    false,
                    options.relative(),
                    Arrays.stream(features).map(SeriesPipeline.Scale::of).toList(),
                    Arrays.stream(targets).map(SeriesPipeline.Scale::of).toList(),
                    options.unit(),
                    options.transform().orElse(null));
        }

        private List<Baseline> baselines(
                StepTables.Made made,
                Splits<WindowSplit> splits,
                ColumnScale[] features,
                ColumnScale[] targets,
                OutputUnits units) {
            int season = options.season() > 0
                    ? options.season()
                    : read.get(0).time().flatMap(TimeAxis::season).orElse(0);
            var baselines = new ArrayList<>(
                    new NaiveForecasts(made, splits.test(), units, targets, options.metric()).measure(season));
            LinearForecast.measure(made, splits.train(), splits.test(), features, units, options.metric())
                    .ifPresent(baselines::add);
            return baselines;
        }

        private SequenceTask task(StepTables.Made made, Splits<WindowSplit> splits, List<Baseline> baselines) {
            var what = options.targets().size() > 3
                    ? options.targets().size() + " columns"
                    : String.join(", ", options.targets());
            var ahead = options.horizon() == 1
                    ? "one step ahead"
                    : (options.allSteps() ? "1 to " : "") + options.horizon() + " steps ahead";
            return new SequenceTask(
                    options.name(),
                    "what will " + what + " be " + ahead + "?",
                    TaskKind.FORECAST,
                    StepKind.FEATURES,
                    made.inputs(),
                    options.window(),
                    options.outputs(),
                    List.of(),
                    options.metric().label(),
                    options.inDeviations() ? DEVIATIONS : options.unit(),
                    baselines,
                    Provenances.of(source(), splitRule(), splits, splits.train().available()));
        }

        private String source() {
            return read.stream()
                            .map(series -> String.valueOf(series.file().getFileName()))
                            .distinct()
                            .collect(Collectors.joining(", ", "CSV file ", ""))
                    + options.transform()
                            .map(process -> ", through " + Transforms.brief(process))
                            .orElse("");
        }

        private String splitRule() {
            var how = options.rows().isEmpty() ? "by shares of " + options.shares() : "by rows, " + options.rows();
            var own = new ArrayList<String>();
            options.validationFile().ifPresent(file -> own.add("validation"));
            options.testFile().ifPresent(file -> own.add("test"));
            return "in the order of time, " + how
                    + (own.isEmpty() ? "" : "; " + String.join(" and ", own) + " from a file of its own")
                    + "; windows of " + options.window() + " steps every " + options.stride()
                    + ", none with rows of two splits"
                    + (options.relative() ? "; values relative to the last step of the window" : "");
        }
    }
}
