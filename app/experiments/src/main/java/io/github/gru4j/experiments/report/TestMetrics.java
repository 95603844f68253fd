package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.SummaryRow;
import java.awt.BasicStroke;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/** Test metric of every seed as a marker; mean and interval as a bar below them; one row for each cell. */
final class TestMetrics {

    private static final int ROW_HEIGHT = 62;
    private static final int AXIS_HEIGHT = 62;
    private static final double MARGIN = 0.06;
    /** Farther away than so many times what the seeds take, the baseline would leave them no room. */
    private static final double FARTHEST_BASELINE = 1.5;

    private static final BasicStroke DASHED =
            new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {4, 3}, 0);

    /** How far the interval is below the markers, in rows. */
    private static final double BELOW = 0.22;

    private TestMetrics() {}

    /**
     * Draws the cells of one task.
     *
     * @param rows of one match
     * @param cells all cells of the comparison; a cell's place gives its colour
     * @param view what can be seen; the same for all matches of a task, so that they can be compared
     */
    static XYChart of(List<SummaryRow> rows, List<String> cells, String xAxis, View view) {
        XYChart chart = ChartStyle.empty(AXIS_HEIGHT + ROW_HEIGHT * rows.size(), xAxis);
        chart.getStyler()
                .setXAxisMin(view.low())
                .setXAxisMax(view.high())
                .setYAxisMin(0.5)
                .setYAxisMax(rows.size() + 0.5)
                .setPlotGridVerticalLinesVisible(true)
                .setPlotGridHorizontalLinesVisible(false)
                .setXAxisTickMarkSpacingHint(70)
                .setyAxisTickLabelsFormattingFunction(y -> rowLabel(rows, y));
        double baseline = rows.get(0).baseline();
        if (view.holds(baseline)) {
            ChartStyle.series(
                            chart,
                            "baseline",
                            List.of(new Point(baseline, 0.5), new Point(baseline, rows.size() + 0.5)))
                    .setLineColor(Ink.BASELINE)
                    .setLineStyle(DASHED);
        }
        for (int i = 0; i < rows.size(); i++) {
            row(chart, rows.get(i), cells.indexOf(rows.get(i).cell()), rows.size() - i);
        }
        return chart;
    }

    /** The part of the axis that is drawn. */
    record View(double low, double high) {

        /** Where seeds, intervals and, if they are not too far away, the baseline are seen. */
        static View of(List<SummaryRow> rows) {
            double[] seen = rows.stream()
                    .flatMap(row -> Stream.of(row.values(), row.ci95()))
                    .flatMap(List::stream)
                    .mapToDouble(Double::doubleValue)
                    .filter(Double::isFinite)
                    .toArray();
            double low = DoubleStream.of(seen).min().orElse(0);
            double high = DoubleStream.of(seen).max().orElse(1);
            double baseline = rows.get(0).baseline();
            double away = Math.max(low - baseline, baseline - high);
            if (away > 0 && away < FARTHEST_BASELINE * (high - low)) {
                low = Math.min(low, baseline);
                high = Math.max(high, baseline);
            }
            double margin = high > low ? MARGIN * (high - low) : Math.max(MARGIN * Math.abs(high), Double.MIN_NORMAL);
            return new View(low - margin, high + margin);
        }

        boolean holds(double x) {
            return low <= x && x <= high;
        }
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
