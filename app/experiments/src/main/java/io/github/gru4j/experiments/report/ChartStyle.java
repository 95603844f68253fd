package io.github.gru4j.experiments.report;

import java.awt.BasicStroke;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What all charts of the report look like. */
final class ChartStyle {

    /** Wide enough for a phone held upright: there, a pixel of the chart is about a pixel of the page. */
    private static final int WIDTH = 350;

    private static final String TICK = "0.######";
    private static final float MITER_LIMIT = 10;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    /** Told apart without colour: one dash pattern and one marker for each place in the comparison. */
    private static final List<List<Integer>> DASHES =
            List.of(List.of(), List.of(7, 3), List.of(2, 3), List.of(9, 3, 2, 3));

    private static final List<Marker> MARKERS =
            List.of(SeriesMarkers.CIRCLE, SeriesMarkers.DIAMOND, SeriesMarkers.SQUARE, SeriesMarkers.TRIANGLE_UP);

    private ChartStyle() {}

    static XYChart empty(int height, String xAxisTitle) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(height)
                .xAxisTitle(xAxisTitle)
                .build();
        chart.getStyler()
                .setLocale(Locale.ROOT)
                .setXAxisDecimalPattern(TICK)
                .setYAxisDecimalPattern(TICK)
                .setYAxisTitleVisible(false)
                .setAxisTitleFont(FONT)
                .setAxisTickLabelsFont(FONT)
                .setAxisTickLabelsColor(Ink.TEXT)
                .setAxisTickMarksColor(Ink.GRID)
                .setPlotGridLinesColor(Ink.GRID)
                .setPlotGridLinesStroke(new BasicStroke(0.7f))
                .setPlotGridVerticalLinesVisible(false)
                .setAxisTicksMarksVisible(false)
                .setPlotMargin(0)
                .setLegendVisible(false)
                .setChartTitleVisible(false)
                .setChartBackgroundColor(Ink.CLEAR)
                .setPlotBackgroundColor(Ink.CLEAR)
                .setPlotBorderVisible(false)
                .setChartPadding(4)
                .setXAxisTitleColor(Ink.TEXT);
        return chart;
    }

    /**
     * Lets the ticks of the x axis stand at round numbers. XChart puts them at the points of the curves if these are at equal
     * distances; a point that cannot be seen ends that.
     */
    static void roundTicks(XYChart chart, double low, double high) {
        double[] x = {low + (high - low) / Math.PI};
        chart.addSeries("ticks", x, new double[] {Double.NaN}).setMarker(SeriesMarkers.NONE);
    }

    /** Adds the finite ones of {@code points}, without markers; nothing is drawn where there are none. */
    static XYSeries series(XYChart chart, String name, List<Point> points) {
        List<Point> finite = points.stream().filter(Point::isFinite).toList();
        double[] nothing = {Double.NaN};
        XYSeries series = finite.isEmpty()
                ? chart.addSeries(name, nothing, nothing)
                : chart.addSeries(
                        name,
                        finite.stream().mapToDouble(Point::x).toArray(),
                        finite.stream().mapToDouble(Point::y).toArray());
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }

    static BasicStroke stroke(int cell, float width) {
        List<Integer> dashes = DASHES.get(cell % DASHES.size());
        if (dashes.isEmpty()) {
            return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
        }
        float[] lengths = new float[dashes.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = dashes.get(i);
        }
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, MITER_LIMIT, lengths, 0);
    }

    /** The dash pattern as SVG writes it. */
    static String dashes(int cell) {
        List<Integer> dashes = DASHES.get(cell % DASHES.size());
        return dashes.isEmpty() ? "none" : dashes.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    static Marker marker(int cell) {
        return MARKERS.get(cell % MARKERS.size());
    }
}
