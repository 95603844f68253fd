package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.EpochRecord;
import io.github.gru4j.experiments.RunRecord;
import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Validation metric while training: for each cell a line for the mean of its runs in a band from the least to the most of them, and
 * thin lines for runs that went on when others had stopped. Runs that diverged are thin lines that end with a cross.
 */
final class LearningCurves {

    private static final int HEIGHT = 240;
    private static final BasicStroke THIN = new BasicStroke(1f);
    private static final float THICK = 2.4f;

    private LearningCurves() {}

    /**
     * The curves of one task over epochs, from the first: before it, nothing was measured.
     *
     * @param runsByCell the runs of every cell, cells in the order of the comparison
     */
    static XYChart byEpoch(List<List<RunRecord>> runsByCell) {
        XYChart chart = of(runsByCell, "epochs", EpochRecord::epoch);
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

    /** The same over training sequences seen, where one seen twice counts twice. */
    static XYChart byExamples(List<List<RunRecord>> runsByCell) {
        return fromZero(of(runsByCell, "training sequences", EpochRecord::examples));
    }

    /** The same over seconds of training. */
    static XYChart bySeconds(List<List<RunRecord>> runsByCell) {
        return fromZero(of(runsByCell, "seconds", EpochRecord::seconds));
    }

    private static XYChart fromZero(XYChart chart) {
        chart.getStyler().setXAxisMin(0.0).setXAxisTickMarkSpacingHint(60);
        chart.getStyler().setxAxisTickLabelsFormattingFunction(Numbers::tick);
        return chart;
    }

    /** There is no half epoch; blanks are of unequal length because XChart drops ticks whose labels are equal. */
    private static String wholeEpoch(double epoch) {
        return epoch == Math.rint(epoch) ? String.valueOf(Math.round(epoch)) : " ".repeat((int) Math.round(4 * epoch));
    }

    private static XYChart of(List<List<RunRecord>> runsByCell, String xAxis, ToDoubleFunction<EpochRecord> abscissa) {
        XYChart chart = ChartStyle.empty(HEIGHT, xAxis);
        List<Band> bands =
                runsByCell.stream().map(runs -> Band.of(runs, abscissa)).toList();
        // All bands lie under all lines.
        for (int cell = 0; cell < bands.size(); cell++) {
            veil(chart, cell, bands.get(cell));
        }
        for (int cell = 0; cell < bands.size(); cell++) {
            List<List<Point>> tails = bands.get(cell).tails();
            for (int tail = 0; tail < tails.size(); tail++) {
                ChartStyle.series(chart, "cell %d, tail %d".formatted(cell, tail), tails.get(tail))
                        .setLineStyle(THIN)
                        .setLineColor(Ink.faint(Ink.cell(cell)));
            }
        }
        for (int cell = 0; cell < bands.size(); cell++) {
            ChartStyle.series(
                            chart,
                            "cell %d, mean".formatted(cell),
                            bands.get(cell).mean())
                    .setLineStyle(ChartStyle.stroke(cell, THICK))
                    .setLineColor(Ink.cell(cell));
            ends(chart, cell, bands.get(cell));
        }
        return chart;
    }

    private static void ends(XYChart chart, int cell, Band band) {
        if (!band.ends().isEmpty()) {
            XYSeries ends = ChartStyle.series(chart, "cell %d, diverged".formatted(cell), band.ends());
            ends.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
            ends.setMarker(SeriesMarkers.CROSS).setMarkerColor(Ink.cell(cell));
        }
    }

    /** The band as an outline that goes forth above and back below. */
    private static void veil(XYChart chart, int cell, Band band) {
        if (band.mean().size() < 2) {
            return;
        }
        List<Point> outline = new ArrayList<>(band.high());
        for (int i = band.low().size() - 1; i >= 0; i--) {
            outline.add(band.low().get(i));
        }
        XYSeries area = ChartStyle.series(chart, "cell %d, band".formatted(cell), outline);
        area.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        area.setMarker(SeriesMarkers.NONE);
        area.setLineStyle(new BasicStroke(0f));
        area.setLineColor(Ink.CLEAR);
        area.setFillColor(Ink.veil(Ink.cell(cell)));
    }
}
