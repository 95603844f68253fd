package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.EpochRecord;
import io.github.gru4j.experiments.RunRecord;
import java.awt.BasicStroke;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/** Validation metric while training: a thin line for every run, a thick one for the mean of a cell. */
final class LearningCurves {

    private static final int HEIGHT = 270;
    private static final BasicStroke THIN = new BasicStroke(1f);
    private static final float THICK = 2.4f;

    private LearningCurves() {}

    /**
     * The curves of one task over epochs, from the first: before it, nothing was measured.
     *
     * @param runsByCell the runs of every cell, cells in the order of the comparison
     */
    static XYChart byEpoch(List<List<RunRecord>> runsByCell) {
        XYChart chart = of(runsByCell, "epochs", epoch -> (double) epoch.epoch());
        int longest = runsByCell.stream()
                .flatMap(List::stream)
                .mapToInt(run -> run.curve().size())
                .max()
                .orElse(0);
        chart.getStyler()
                .setXAxisMin(1.0)
                .setXAxisMax((double) Math.max(2, longest))
                .setxAxisTickLabelsFormattingFunction(LearningCurves::wholeEpoch);
        return chart;
    }

    /** The same over seconds of training. */
    static XYChart bySeconds(List<List<RunRecord>> runsByCell) {
        XYChart chart = of(runsByCell, "seconds", EpochRecord::seconds);
        chart.getStyler().setXAxisMin(0.0);
        return chart;
    }

    /** There is no half epoch; blanks are of unequal length because XChart drops ticks whose labels are equal. */
    private static String wholeEpoch(double epoch) {
        return epoch == Math.rint(epoch) ? String.valueOf(Math.round(epoch)) : " ".repeat((int) Math.round(4 * epoch));
    }

    private static XYChart of(List<List<RunRecord>> runsByCell, String xAxis, Function<EpochRecord, Double> abscissa) {
        XYChart chart = ChartStyle.empty(HEIGHT, xAxis);
        for (int cell = 0; cell < runsByCell.size(); cell++) {
            List<RunRecord> runs = runsByCell.get(cell);
            for (int r = 0; r < runs.size(); r++) {
                var points = runs.get(r).curve().stream()
                        .map(epoch -> new Point(abscissa.apply(epoch), epoch.validationMetric()))
                        .toList();
                ChartStyle.series(chart, "cell %d, run %d".formatted(cell, r), points)
                        .setLineStyle(THIN)
                        .setLineColor(Ink.faint(Ink.cell(cell)));
            }
            ChartStyle.series(chart, "cell %d, mean".formatted(cell), mean(runs, abscissa))
                    .setLineStyle(ChartStyle.stroke(cell, THICK))
                    .setLineColor(Ink.cell(cell));
        }
        return chart;
    }

    /** Ends with the run that stopped first: beyond it, the mean would jump because it was one over other runs. */
    private static List<Point> mean(List<RunRecord> runs, Function<EpochRecord, Double> abscissa) {
        int epochs = runs.stream().mapToInt(run -> run.curve().size()).min().orElse(0);
        return IntStream.range(0, epochs)
                .mapToObj(e -> new Point(mean(runs, e, abscissa), mean(runs, e, EpochRecord::validationMetric)))
                .toList();
    }

    private static double mean(List<RunRecord> runs, int epoch, Function<EpochRecord, Double> value) {
        return runs.stream()
                .mapToDouble(run -> value.apply(run.curve().get(epoch)))
                .average()
                .orElse(Double.NaN);
    }
}
