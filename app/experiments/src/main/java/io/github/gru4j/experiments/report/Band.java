package io.github.gru4j.experiments.report;

import io.github.gru4j.experiments.EpochRecord;
import io.github.gru4j.experiments.RunRecord;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The learning curves of a cell's runs as one, epoch by epoch: their mean, least and most, as far as all of them go. Beyond, the
 * mean would jump because it was one over other runs. Runs that diverged stay apart.
 *
 * @param mean of the validation metric, at the mean place
 * @param low least of a run
 * @param high most of a run
 * @param tails what is left of each run beyond the band, its last common point first; all of it for runs that diverged
 * @param ends where runs diverged
 */
record Band(List<Point> mean, List<Point> low, List<Point> high, List<List<Point>> tails, List<Point> ends) {

    /** @param place of an epoch on the x axis */
    static Band of(List<RunRecord> runs, ToDoubleFunction<EpochRecord> place) {
        List<List<Point>> whole = runs.stream()
                .filter(run -> !run.diverged())
                .map(run -> points(run, place))
                .filter(points -> !points.isEmpty())
                .toList();
        List<List<Point>> broken = runs.stream()
                .filter(RunRecord::diverged)
                .map(run -> points(run, place))
                .filter(points -> !points.isEmpty())
                .toList();
        List<Point> mean = new ArrayList<>();
        List<Point> low = new ArrayList<>();
        List<Point> high = new ArrayList<>();
        int common = whole.stream().mapToInt(List::size).min().orElse(0);
        for (int i = 0; i < common; i++) {
            int epoch = i;
            double x = whole.stream()
                    .mapToDouble(points -> points.get(epoch).x())
                    .average()
                    .orElse(Double.NaN);
            DoubleSummaryStatistics y =
                    whole.stream().mapToDouble(points -> points.get(epoch).y()).summaryStatistics();
            mean.add(new Point(x, y.getAverage()));
            low.add(new Point(x, y.getMin()));
            high.add(new Point(x, y.getMax()));
        }
        List<List<Point>> tails = new ArrayList<>(broken);
        whole.stream()
                .filter(points -> points.size() > common)
                .map(points -> points.subList(common - 1, points.size()))
                .forEach(tails::add);
        return new Band(
                mean,
                low,
                high,
                List.copyOf(tails),
                broken.stream().map(points -> points.get(points.size() - 1)).toList());
    }

    private static List<Point> points(RunRecord run, ToDoubleFunction<EpochRecord> place) {
        return run.curve().stream()
                .map(epoch -> new Point(place.applyAsDouble(epoch), epoch.validationMetric()))
                .filter(Point::isFinite)
                .toList();
    }
}
