package io.github.gru4j.datasets.digits;

import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * One movement of a pen through points of the unit square, (0, 0) at the top left.
 *
 * @param curved whether the pen rounds the points or turns sharply at them
 * @param points where the pen passes
 */
record Stroke(boolean curved, List<Point2D> points) {

    /** A rounded stroke through points given as x, y, x, y, ... */
    static Stroke curve(double... coordinates) {
        return new Stroke(true, pairs(coordinates));
    }

    /** A stroke with corners through points given as x, y, x, y, ... */
    static Stroke line(double... coordinates) {
        return new Stroke(false, pairs(coordinates));
    }

    private static List<Point2D> pairs(double... coordinates) {
        return IntStream.range(0, coordinates.length / 2)
                .<Point2D>mapToObj(i -> new Point2D.Double(coordinates[2 * i], coordinates[2 * i + 1]))
                .toList();
    }

    /** The same stroke with every point moved. */
    Stroke moved(UnaryOperator<Point2D> move) {
        return new Stroke(curved, points.stream().map(move).toList());
    }

    Path2D path() {
        var path = new Path2D.Double();
        var start = points.get(0);
        path.moveTo(start.getX(), start.getY());
        for (int i = 1; i < points.size(); i++) {
            var to = points.get(i);
            if (curved) {
                curveTo(path, i);
            } else {
                path.lineTo(to.getX(), to.getY());
            }
        }
        return path;
    }

    /** A Catmull-Rom spline as Bezier curves: the pen passes a point in the direction from the one before to the one after. */
    private void curveTo(Path2D path, int i) {
        var before = points.get(Math.max(0, i - 2));
        var from = points.get(i - 1);
        var to = points.get(i);
        var after = points.get(Math.min(points.size() - 1, i + 1));
        path.curveTo(
                from.getX() + (to.getX() - before.getX()) / 6,
                from.getY() + (to.getY() - before.getY()) / 6,
                to.getX() - (after.getX() - from.getX()) / 6,
                to.getY() - (after.getY() - from.getY()) / 6,
                to.getX(),
                to.getY());
    }
}
