package io.github.gru4j.datasets.images;

/** What of an image is one step of a sequence. */
public enum ImageSteps {

    /** A row, from the top: features are its pixels from the left. */
    ROWS,

    /** A column, from the left: features are its pixels from the top. */
    COLUMNS,

    /** A pixel, row by row from the top left: one feature. */
    PIXELS;

    /** Features of a step. */
    int size(int rows, int columns) {
        return switch (this) {
            case ROWS -> columns;
            case COLUMNS -> rows;
            case PIXELS -> 1;
        };
    }

    /** Steps of an image. */
    int length(int rows, int columns) {
        return rows * columns / size(rows, columns);
    }

    /** Where in an image, row by row, a feature of a step is. */
    int index(int step, int feature, int columns) {
        return switch (this) {
            case ROWS -> step * columns + feature;
            case COLUMNS -> feature * columns + step;
            case PIXELS -> step;
        };
    }
}
