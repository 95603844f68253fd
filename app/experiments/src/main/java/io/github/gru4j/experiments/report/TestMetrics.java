package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.SummaryRow;
import java.awt.BasicStroke;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/** Test metric of every seed as a marker; mean and interval as a bar below them; one row for each cell. */
final class TestMetrics {

    private static final int ROW_HEIGHT = 62;
    private static final int AXIS_HEIGHT = 62;
    private static final double MARGIN = 0.06;
    /** How far the interval is below the markers, in rows. */
    private static final double BELOW = 0.22;

    private TestMetrics() {}

    /**
     * Draws the cells of one task with the naive baseline as a vertical line.
     *
     * @param cells all cells of the comparison; a cell's place gives its colour
     */
    static XYChart withBaseline(List<SummaryRow> rows, List<String> cells, String xAxis) {
        double baseline = rows.get(0).baseline();
        XYChart chart = of(rows, cells, xAxis, DoubleStream.of(baseline));
        ChartStyle.series(chart, "baseline", List.of(new Point(baseline, 0.5), new Point(baseline, rows.size() + 0.5)))
                .setLineColor(Ink.BASELINE)
                .setLineStyle(
                        new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {4, 3}, 0));
        return chart;
    }

    /** Draws the cells of one task as large as their own spread allows. */
    static XYChart close(List<SummaryRow> rows, List<String> cells, String xAxis) {
        return of(rows, cells, xAxis, DoubleStream.empty());
    }

    private static XYChart of(List<SummaryRow> rows, List<String> cells, String xAxis, DoubleStream alsoInView) {
        XYChart chart = ChartStyle.empty(AXIS_HEIGHT + ROW_HEIGHT * rows.size(), xAxis);
        double[] inView = DoubleStream.concat(
                        alsoInView,
                        rows.stream()
                                .flatMapToDouble(row -> DoubleStream.concat(
                                        row.ci95().stream().mapToDouble(d -> d),
                                        row.values().stream().mapToDouble(d -> d))))
                .filter(Double::isFinite)
                .toArray();
        double low = DoubleStream.of(inView).min().orElse(0);
        double high = DoubleStream.of(inView).max().orElse(1);
        double margin = high > low ? MARGIN * (high - low) : Math.max(MARGIN * Math.abs(high), Double.MIN_NORMAL);
        chart.getStyler()
                .setXAxisMin(low - margin)
                .setXAxisMax(high + margin)
                .setYAxisMin(0.5)
                .setYAxisMax(rows.size() + 0.5)
                .setPlotGridVerticalLinesVisible(true)
                .setPlotGridHorizontalLinesVisible(false)
                .setXAxisTickMarkSpacingHint(70)
                .setyAxisTickLabelsFormattingFunction(y -> rowLabel(rows, y));
        for (int i = 0; i < rows.size(); i++) {
            row(chart, rows.get(i), cells.indexOf(rows.get(i).cell()), rows.size() - i);
        }
        return chart;
    }

    private static void row(XYChart chart, SummaryRow row, int cell, double y) {
        var ends = row.ci95().stream().map(end -> new Point(end, y - BELOW)).toList();
        ChartStyle.series(chart, cell + " interval", ends)
                .setLineColor(Ink.cell(cell))
                .setLineStyle(new BasicStroke(2.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        XYSeries mean = ChartStyle.series(chart, cell + " mean", List.of(new Point(row.mean(), y - BELOW)));
        mean.setMarker(ChartStyle.marker(cell)).setMarkerColor(Ink.cell(cell));
        mean.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        var points = IntStream.range(0, row.values().size())
                .mapToObj(i -> new Point(row.values().get(i), y))
                .toList();
        XYSeries seeds = ChartStyle.series(chart, cell + " seeds", points);
        seeds.setMarker(ChartStyle.marker(cell)).setMarkerColor(Ink.faint(Ink.cell(cell)));
        seeds.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    }

    /** Names the rows; ticks between them get blanks, of unequal length because XChart drops ticks whose labels are equal. */
    private static String rowLabel(List<SummaryRow> rows, double y) {
        long row = rows.size() - Math.round(y);
        boolean onRow = y == Math.rint(y) && row >= 0 && row < rows.size();
        return onRow ? CellLabels.of(rows.get((int) row).cell()) : " ".repeat(1 + (int) Math.round(2 * Math.abs(y)));
    }
}
