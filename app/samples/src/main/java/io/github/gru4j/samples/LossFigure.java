package io.github.gru4j.samples;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Losses over epochs in panels, two to a row, in one PNG file. */
final class LossFigure {

    private static final int WIDTH = 560;
    private static final int HEIGHT = 380;
    private static final int COLUMNS = 2;

    private final double lowest;
    private final double highest;
    private final List<XYChart> panels = new ArrayList<>();

    /** Panels that show losses between two, in the logarithm; a curve that explodes leaves them at the top. */
    LossFigure(double lowest, double highest) {
        this.lowest = lowest;
        this.highest = highest;
    }

    /**
     * Finds out before the training what would keep the figure from being written.
     *
     * @throws IOException if something would, in one line
     */
    static void requireWritable(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new IOException("cannot write " + file + ": it is a directory; give a file");
        }
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new IOException("cannot write " + file + ": " + folder + " is no folder that lets new files in");
        }
    }

    /** Adds a panel. */
    LossFigure panel(String title, LossCurve... curves) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("epochs")
                .yAxisTitle("mean squared error on the test")
                .build();
        chart.getStyler()
                .setLocale(Locale.ROOT)
                .setYAxisLogarithmic(true)
                .setYAxisMin(lowest)
                .setYAxisMax(highest)
                .setChartBackgroundColor(Color.WHITE)
                .setLegendPosition(LegendPosition.InsideNE);
        for (LossCurve curve : curves) {
            int finite = 0;
            while (finite < curve.losses().size()
                    && Double.isFinite(curve.losses().get(finite))) {
                finite++;
            }
            List<Integer> epochs = new ArrayList<>();
            for (int epoch = 0; epoch < finite; epoch++) {
                epochs.add(epoch);
            }
            chart.addSeries(curve.name(), epochs, curve.losses().subList(0, finite))
                    .setMarker(SeriesMarkers.NONE);
        }
        panels.add(chart);
        return this;
    }

    /** Writes beside the file and then moves into its place, so that nobody meets half of one. */
    void write(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Path beside = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (var out = Files.newOutputStream(beside)) {
                BitmapEncoder.saveBitmap(
                        panels, (panels.size() + COLUMNS - 1) / COLUMNS, COLUMNS, out, BitmapFormat.PNG);
            }
            Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
