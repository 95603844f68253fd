package io.github.gru4j.datasets.digits;

/** A drawn digit: 28 x 28 grey values, 0 is paper and 255 is ink. */
final class DigitImage {

    static final int SIZE = 28;

    private static final int WHITE_INK = 255;

    private final int digit;
    private final byte[] pixels;

    /**
     * @param digit 0 to 9
     * @param pixels row by row from the top, as unsigned bytes
     */
    DigitImage(int digit, byte[] pixels) {
        this.digit = digit;
        this.pixels = pixels.clone();
    }

    int digit() {
        return digit;
    }

    byte[] pixels() {
        return pixels.clone();
    }

    /** A row from the top, each pixel from 0 to 1. */
    float[] row(int row) {
        var values = new float[SIZE];
        for (int column = 0; column < SIZE; column++) {
            values[column] = Byte.toUnsignedInt(pixels[row * SIZE + column]) / (float) WHITE_INK;
        }
        return values;
    }
}
