package io.github.gru4j.experiments.report;

import java.awt.Color;
import java.util.regex.Pattern;

/**
 * Colours that stand for CSS variables while a chart is drawn.
 *
 * <p>A chart is drawn once but read in a light and in a dark theme, so what is drawn in the colour number k becomes
 * {@code var(--ink-k)}, which the page's style sheet defines for both.
 */
final class Ink {

    static final Color CLEAR = new Color(0, 0, 0, 0);
    static final Color TEXT = numbered(0);
    static final Color GRID = numbered(1);
    static final Color BASELINE = numbered(2);

    private static final int CELLS = 6;
    private static final int FIRST_CELL = 3;
    /** Red and green of every placeholder: a pair that no chart uses otherwise. */
    private static final int MARK = 251;

    private static final Pattern PLACEHOLDER = Pattern.compile("rgb\\(" + MARK + ",\\s*" + MARK + ",\\s*(\\d+)\\)");

    private Ink() {}

    /** The colour of the cell at this place in the comparison; colours repeat after the sixth. */
    static Color cell(int index) {
        return numbered(cellNumber(index));
    }

    /** The number k in {@code var(--ink-k)} of the cell at this place. */
    static int cellNumber(int index) {
        return FIRST_CELL + index % CELLS;
    }

    /** The same colour, lighter by opacity. */
    static Color faint(Color color) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), 130);
    }

    /** The same colour as a veil, through which lines and other veils are seen. */
    static Color veil(Color color) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), 46);
    }

    static String resolve(String svg) {
        return PLACEHOLDER.matcher(svg).replaceAll("var(--ink-$1)");
    }

    private static Color numbered(int k) {
        return new Color(MARK, MARK, k);
    }
}
