package io.github.gru4j.importer.keras;

/**
 * The output of a layer.
 *
 * @param piece vertex that makes it
 * @param mask vertex that makes its mask [batch, 1, time], or null
 */
record KerasTensor(String piece, KerasShape shape, String mask) {

    KerasTensor as(String newPiece, KerasShape newShape) {
        return new KerasTensor(newPiece, newShape, mask);
    }
}
