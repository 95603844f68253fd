package io.github.gru4j.datasets.digits;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Random;

/**
 * Draws a digit as an unsteady hand would: points, slant, size, place and width of the pen all vary, and the paper is
 * a little dirty. The same seed draws the same image.
 */
final class Pen {

    /** Standard deviation of a point of a stroke, as part of the digit's size. */
    private static final double POINT_JITTER = 0.03;

    private static final double MAX_SLANT = 0.3;
    private static final double MAX_TURN = 0.15;
    private static final double MIN_SIZE = 16;
    private static final double MAX_SIZE = 21;
    private static final double MAX_SHIFT = 1.5;
    private static final double MIN_WIDTH = 1.4;
    private static final double MAX_WIDTH = 3.2;

    /** Standard deviation of a pixel, in grey values of 255. */
    private static final double NOISE = 15;

    private final Random random;

    Pen(long seed) {
        random = new Random(seed);
    }

    DigitImage draw(int digit) {
        var image = new BufferedImage(DigitImage.SIZE, DigitImage.SIZE, BufferedImage.TYPE_BYTE_GRAY);
        var graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setColor(Color.WHITE);
            graphics.setStroke(new BasicStroke(
                    (float) between(MIN_WIDTH, MAX_WIDTH), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            var hand = hand();
            var forms = Glyphs.of(digit);
            for (var stroke : forms.get(random.nextInt(forms.size()))) {
                var path = stroke.moved(this::unsteady).path();
                // The path is transformed, not the graphics: else the width of the pen would follow the slant.
                graphics.draw(hand.createTransformedShape(path));
            }
        } finally {
            graphics.dispose();
        }
        var pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        return new DigitImage(digit, dirty(pixels));
    }

    /** From the unit square of the strokes to pixels. */
    private AffineTransform hand() {
        double middle = DigitImage.SIZE / 2.0;
        var transform = new AffineTransform();
        transform.translate(middle + between(-MAX_SHIFT, MAX_SHIFT), middle + between(-MAX_SHIFT, MAX_SHIFT));
        transform.rotate(between(-MAX_TURN, MAX_TURN));
        transform.shear(between(-MAX_SLANT, MAX_SLANT), 0);
        transform.scale(between(MIN_SIZE, MAX_SIZE), between(MIN_SIZE, MAX_SIZE));
        transform.translate(-0.5, -0.5);
        return transform;
    }

    private Point2D unsteady(Point2D point) {
        return new Point2D.Double(
                point.getX() + POINT_JITTER * random.nextGaussian(),
                point.getY() + POINT_JITTER * random.nextGaussian());
    }

    private byte[] dirty(byte[] pixels) {
        var dirty = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            long grey = Math.round(Byte.toUnsignedInt(pixels[i]) + NOISE * random.nextGaussian());
            dirty[i] = (byte) Math.max(0, Math.min(255, grey));
        }
        return dirty;
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }
}
