package io.github.gru4j.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What was, and what is forecast with its interval, by time from the left. */
final class ForecastPlot {

    private static final int HEIGHT = 12;
    private static final int MOST_BEFORE = 48;

    /** Further ahead than this fits no terminal. */
    private static final int MOST_AHEAD = 48;

    private static final char BEFORE = '*';
    private static final char FORECAST = 'o';
    private static final char INTERVAL = ':';

    private ForecastPlot() {}

    /**
     * A forecast.
     *
     * @param ahead steps after the last value, from 1
     */
    record Point(int ahead, double low, double value, double high) {}

    /**
     * Lines of text.
     *
     * @param before values, the last one last
     * @param forecasts at least one
     */
    static List<String> lines(List<Double> before, List<Point> forecasts) {
        List<Double> shown = before.subList(Math.max(0, before.size() - MOST_BEFORE), before.size());
        List<Point> points =
                forecasts.stream().filter(point -> point.ahead() <= MOST_AHEAD).toList();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : shown) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        for (Point point : points) {
            low = Math.min(low, point.low());
            high = Math.max(high, point.high());
        }
        int width = shown.size() + points.stream().mapToInt(Point::ahead).max().orElse(0);
        char[][] cells = new char[HEIGHT][width];
        for (char[] row : cells) {
            Arrays.fill(row, ' ');
        }
        for (int i = 0; i < shown.size(); i++) {
            cells[rowOf(shown.get(i), low, high)][i] = BEFORE;
        }
        for (Point point : points) {
            int column = shown.size() + point.ahead() - 1;
            for (int row = rowOf(point.low(), low, high); row <= rowOf(point.high(), low, high); row++) {
                cells[row][column] = INTERVAL;
            }
            cells[rowOf(point.value(), low, high)][column] = FORECAST;
        }
        List<String> lines = new ArrayList<>();
        for (int row = HEIGHT - 1; row >= 0; row--) {
            String axis = row == HEIGHT - 1 || row == 0
                    ? String.format(Locale.ROOT, "%10.4g", row == 0 ? low : high)
                    : " ".repeat(10);
            lines.add((axis + " |" + new String(cells[row])).stripTrailing());
        }
        return lines;
    }

    private static int rowOf(double value, double low, double high) {
        return high > low ? (int) Math.min(HEIGHT - 1, HEIGHT * (value - low) / (high - low)) : HEIGHT / 2;
    }
}
