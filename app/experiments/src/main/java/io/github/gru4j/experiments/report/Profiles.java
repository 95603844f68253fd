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

    /** Of each cell; none if no task has a scale. */
    static List<PerformanceProfile> of(NormalisedScores scores) {
        double[] all = scores.cells().stream()
                .flatMapToDouble(cell -> Arrays.stream(scores.of(cell)).flatMapToDouble(Arrays::stream))
                .filter(Double::isFinite)
                .toArray();
        if (all.length == 0) {
            return List.of();
        }
        double low = Math.max(LEAST_SCORE, Arrays.stream(all).min().orElse(0) - MARGIN);
        double high = Arrays.stream(all).max().orElse(1) + MARGIN;
        double[] places = IntStream.range(0, PLACES)
                .mapToDouble(i -> low + (high - low) * i / (PLACES - 1))
                .toArray();
        return scores.cells().stream()
                .map(cell -> PerformanceProfile.of(scores, cell, places))
                .toList();
    }

    /**
     * Empty if no task has a scale.
     *
     * @param all cells of the comparison; a cell's place gives its colour
     */
    static Optional<Figure> figure(String id, TasksTogether together, List<String> all) {
        List<PerformanceProfile> profiles = together.profiles();
        if (profiles.isEmpty()) {
            return Optional.empty();
        }
        NormalisedScores scores = together.scores();
        List<PerformanceProfile.Point> first = profiles.get(0).points();
        double low = first.get(0).score();
        double high = first.get(first.size() - 1).score();
        XYChart chart = ChartStyle.empty(HEIGHT, "normalised score");
        chart.getStyler().setXAxisMin(low).setXAxisMax(high).setYAxisMin(0.0).setYAxisMax(1.0);
        ChartStyle.roundTicks(chart, low, high);
        for (int i = 0; i < profiles.size(); i++) {
            int cell = all.indexOf(together.cells().get(i));
            ChartStyle.series(
                            chart,
                            "cell " + cell,
                            profiles.get(i).points().stream()
                                    .map(point -> new Point(point.score(), point.fraction()))
                                    .toList())
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
