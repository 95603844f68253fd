package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.TestDetail;
import java.awt.BasicStroke;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/** What a run forecast, over what came. */
final class Forecasts {

    private static final int HEIGHT = 170;
    private static final float UNDER = 4f;
    private static final float OVER = 1.4f;

    private Forecasts() {}

    /** @param cell the cell's place in the comparison, which gives its colour */
    static XYChart of(TestDetail detail, int cell) {
        XYChart chart = ChartStyle.empty(HEIGHT, "test sequence");
        ChartStyle.series(chart, "expected", points(detail.expected()))
                .setLineStyle(new BasicStroke(UNDER, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND))
                .setLineColor(Ink.faint(Ink.BASELINE));
        ChartStyle.series(chart, "predicted", points(detail.predicted()))
                .setLineStyle(new BasicStroke(OVER))
                .setLineColor(Ink.cell(cell));
        ChartStyle.roundTicks(chart, 1, detail.expected().size());
        chart.getStyler().setXAxisMin(1.0).setXAxisMax((double)
                Math.max(2, detail.expected().size()));
        return chart;
    }

    private static List<Point> points(List<Double> values) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> new Point(i + 1, values.get(i)))
                .toList();
    }
}
