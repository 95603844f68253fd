package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.statistics.NormalisedScores;
import io.github.gru4j.experiments.statistics.PerformanceProfile;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/** Performance profiles: for each score, the share of a cell's runs above it. */
final class Profiles {

    private static final int HEIGHT = 240;
    private static final int PLACES = 160;
    private static final double MARGIN = 0.02;
    private static final float THICK = 2.4f;

    /** Scores further below the naive baseline, which is 0, are not drawn. */
    private static final double LEAST_SCORE = -0.5;

    private Profiles() {}

    /** Empty if no task has a scale. */
    static Optional<Figure> figure(String id, NormalisedScores scores) {
        double[] all = scores.cells().stream()
                .flatMapToDouble(cell -> Arrays.stream(scores.of(cell)).flatMapToDouble(Arrays::stream))
                .filter(Double::isFinite)
                .toArray();
        if (all.length == 0) {
            return Optional.empty();
        }
        double low = Math.max(LEAST_SCORE, Arrays.stream(all).min().orElse(0) - MARGIN);
        double high = Arrays.stream(all).max().orElse(1) + MARGIN;
        double[] places = IntStream.range(0, PLACES)
                .mapToDouble(i -> low + (high - low) * i / (PLACES - 1))
                .toArray();
        XYChart chart = ChartStyle.empty(HEIGHT, "normalised score");
        chart.getStyler().setXAxisMin(low).setXAxisMax(high).setYAxisMin(0.0).setYAxisMax(1.0);
        ChartStyle.roundTicks(chart, low, high);
        for (int cell = 0; cell < scores.cells().size(); cell++) {
            List<Point> points = PerformanceProfile.of(scores, scores.cells().get(cell), places).points().stream()
                    .map(point -> new Point(point.score(), point.fraction()))
                    .toList();
            ChartStyle.series(chart, "cell " + cell, points)
                    .setLineStyle(ChartStyle.stroke(cell, THICK))
                    .setLineColor(Ink.cell(cell));
        }
        return Optional.of(new Figure(
                "Performance profile: share of runs above a score",
                "0 is the naive baseline, 1 the best mean of a cell on the task. Every task weighs the same; a curve further up and right is better.",
                "Line chart of the share of runs above each normalised score. Share above 0.9: "
                        + scores.cells().stream()
                                .map(cell -> CellLabels.of(cell) + " " + shareAbove(scores, cell))
                                .collect(Collectors.joining(", "))
                        + ".",
                InlineSvg.of(chart, id)));
    }

    private static String shareAbove(NormalisedScores scores, String cell) {
        return Numbers.brief(
                PerformanceProfile.of(scores, cell, 0.9).points().get(0).fraction());
    }
}
