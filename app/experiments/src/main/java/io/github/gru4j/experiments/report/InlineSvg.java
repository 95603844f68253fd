package io.github.gru4j.experiments.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;

/** Turns a chart into an {@code <svg>} element that takes its colours from the page around it. */
final class InlineSvg {

    private static final Pattern UP_TO_ROOT = Pattern.compile("\\A.*?<svg[^>]*>", Pattern.DOTALL);
    private static final Pattern CLIP_ID = Pattern.compile("clip-?\\d+");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d+\\.\\d+(?:E-?\\d+)?");
    private static final Pattern BETWEEN_ELEMENTS = Pattern.compile(">\\s+<");

    /** Backgrounds, and outlines of what has a fill alone. */
    private static final Pattern INVISIBLE = Pattern.compile(
            "<(?:rect|line|path)[^>]*style=\"(?:fill:none;stroke:rgb\\(0,0,0\\);stroke-opacity:0;|fill:rgb\\(0,0,0\\);fill-opacity:0;stroke:none;)[^>]*/>");

    private InlineSvg() {}

    /**
     * Draws the chart.
     *
     * @param prefix unique on the page; clip paths are named after it, because ids of inline elements share one name space
     */
    static String of(XYChart chart, String prefix) {
        var bytes = new ByteArrayOutputStream();
        try {
            VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsFormat.SVG);
        } catch (IOException e) {
            throw new UncheckedIOException("drawing a chart into memory", e);
        }
        String svg = bytes.toString(StandardCharsets.UTF_8);
        // The document's prologue names a DTD on the network, and its root a size in pixels that a narrow screen cannot
        // hold.
        svg = UP_TO_ROOT
                .matcher(svg)
                .replaceFirst("<svg viewBox=\"0 0 %d %d\" aria-hidden=\"true\" focusable=\"false\">"
                        .formatted(chart.getWidth(), chart.getHeight()));
        var clips = new HashMap<String, String>();
        svg = CLIP_ID.matcher(svg)
                .replaceAll(id -> clips.computeIfAbsent(id.group(), name -> prefix + "-clip" + clips.size()));
        svg = DECIMAL.matcher(svg).replaceAll(InlineSvg::shorter);
        svg = BETWEEN_ELEMENTS.matcher(svg).replaceAll("><").strip();
        svg = INVISIBLE.matcher(svg).replaceAll("");
        return Ink.resolve(SvgLines.joined(svg));
    }

    /** A hundredth of a pixel is finer than any screen. */
    private static String shorter(MatchResult number) {
        BigDecimal rounded = new BigDecimal(number.group())
                .setScale(2, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }
}
