package io.github.gru4j.importer.keras;

/** How large a file of Keras may be; all are far beyond recurrent networks that DL4J could run. */
final class KerasLimits {

    /** Bytes of a file, or of an entry of an archive: what one array of Java holds. */
    static final long FILE_BYTES = Integer.MAX_VALUE - 8L;

    /** Numbers in all arrays of a file: 4 GB of floats. */
    static final long ELEMENTS = 1L << 30;

    /** Arrays of a file, names in an attribute, entries of an archive. */
    static final int ARRAYS = 100_000;

    /** Layers of a model. */
    static final int LAYERS = 2_000;

    /** Layers that contain layers. */
    static final int NESTING = 32;

    /** Bytes of a configuration. */
    static final int CONFIGURATION_BYTES = 64 << 20;

    /** Levels of a configuration; Keras needs about five for each wrapped layer. */
    static final int CONFIGURATION_DEPTH = 200;

    /** What compressed contents may unpack to, in proportion to the file; trained weights hardly shrink at all. */
    private static final long RATIO = 50;

    private static final long ALWAYS_UNPACKED = 16L << 20;

    private KerasLimits() {}

    /** Bytes that a compressed file may unpack to. */
    static long unpacked(long fileBytes) {
        return Math.min(FILE_BYTES, ALWAYS_UNPACKED + RATIO * fileBytes);
    }
}
