package io.github.gru4j.datasets.series;

import io.github.gru4j.datasets.Metric;
import io.github.gru4j.datasets.SequenceTask;
import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.datasets.internal.MemoryRows;
import io.github.gru4j.datasets.internal.Provenances;
import io.github.gru4j.datasets.internal.RowDataset;
import io.github.gru4j.datasets.internal.SequenceReading;
import io.github.gru4j.datasets.internal.Sha256;
import io.github.gru4j.datasets.internal.Splits;
import io.github.gru4j.datasets.internal.Workspaces;
import java.util.List;
import org.datavec.api.records.reader.impl.collection.CollectionSequenceRecordReader;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;

/**
 * Where will the Mackey-Glass series be some steps ahead?
 *
 * <p>Features [batch, 1, time] hold consecutive values, labels [batch, 1] the value to forecast; both are standardised.
 */
public final class SeriesDataset extends RowDataset {

    /** Short name, as given on the command line. */
    public static final String NAME = "series";

    private static final String COLUMN = "value";

    private static final String SOURCE =
            "Mackey-Glass equation (tau 17, beta 0.2, gamma 0.1, n 10, start 1.2), Runge-Kutta 4 with step 0.1,"
                    + " sampled every time unit after " + WindowSplits.TRANSIENT;

    private final NormalizerStandardize normalizer;

    private SeriesDataset(SequenceTask task, Splits<MemoryRows> splits, NormalizerStandardize normalizer) {
        super(task, splits, pipeline(normalizer));
        this.normalizer = normalizer;
    }

    /**
     * Integrates the series and learns the normaliser from the training windows.
     *
     * @param maxTrain at most so many training windows; 0 for all
     */
    public static SeriesDataset load(int maxTrain) {
        return Workspaces.outside(() -> of(WindowSplits.make(), maxTrain));
    }

    static SeriesDataset of(Splits<List<Window>> all, int maxTrain) {
        var windows = Splits.limitTrain(all, maxTrain);
        var read = windows.map(SeriesDataset::read);
        var normalizer = new NormalizerStandardize();
        normalizer.fitLabel(true);
        normalizer.fit(read.train());
        var task = new SequenceTask(
                NAME,
                "where will the Mackey-Glass series (tau 17) be " + WindowSplits.HORIZON + " steps ahead?",
                TaskKind.FORECAST,
                StepKind.FEATURES,
                1,
                WindowSplits.LENGTH,
                1,
                List.of(),
                Metric.RMSE.label(),
                "",
                ForecastBaselines.of(windows),
                Provenances.of(
                        SOURCE, WindowSplits.DESCRIPTION, windows, all.train().size(), SeriesDataset::digest));
        var arrays = read.map(part -> {
            normalizer.transform(part);
            return MemoryRows.of(part);
        });
        return new SeriesDataset(task, arrays, normalizer);
    }

    private static DataSet read(List<Window> windows) {
        var records = windows.stream()
                .map(window -> window.values().stream()
                        .map(value -> List.<Writable>of(new DoubleWritable(value), new DoubleWritable(window.target())))
                        .toList())
                .toList();
        return SequenceReading.numbers(new CollectionSequenceRecordReader(records), windows.size());
    }

    private static void digest(Sha256 digest, Window window) {
        window.values().forEach(digest::add);
        digest.add(window.target());
    }

    /** Targets or forecasts [batch, 1] in the unit of the series; the argument stays as it is. */
    @Override
    public INDArray toUnits(INDArray outputs) {
        var units = outputs.dup();
        normalizer.revertLabels(units);
        return units;
    }

    /** What {@link #normalizer()} says, for one column that is called "value". */
    private static SeriesPipeline pipeline(NormalizerStandardize normalizer) {
        return new SeriesPipeline(
                List.of(COLUMN),
                List.of(COLUMN),
                WindowSplits.LENGTH,
                WindowSplits.HORIZON,
                WindowSplits.HORIZON,
                MissingValues.REFUSE,
                List.of(),
                false,
                true,
                false,
                List.of(scale(normalizer.getMean(), normalizer.getStd())),
                List.of(scale(normalizer.getLabelMean(), normalizer.getLabelStd())),
                "",
                null);
    }

    private static SeriesPipeline.Scale scale(INDArray mean, INDArray deviation) {
        return new SeriesPipeline.Scale(null, null, mean.getDouble(0), deviation.getDouble(0));
    }

    /** A copy of what was learnt from the training split; needed to put other values to a trained network. */
    public NormalizerStandardize normalizer() {
        return new NormalizerStandardize(
                normalizer.getMean().dup(),
                normalizer.getStd().dup(),
                normalizer.getLabelMean().dup(),
                normalizer.getLabelStd().dup());
    }
}
