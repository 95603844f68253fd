package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.Normalisation;

/**
 * Takes values to (value - shift) / factor and back.
 *
 * @param shift what becomes 0
 * @param factor what becomes 1 above it
 */
record Scale(double shift, double factor) {

    static final Scale NONE = new Scale(0, 1);

    Scale {
        if (!Double.isFinite(shift) || !Double.isFinite(factor) || factor == 0) {
            throw new IllegalArgumentException("A scale needs a finite shift and a factor other than 0, but has "
                    + shift + " and " + factor + ".");
        }
    }

    float to(double value) {
        return (float) ((value - shift) / factor);
    }

    double back(double value) {
        return value * factor + shift;
    }

    /** Learns from values one by one, by Welford's method, which keeps its digits when the mean is large. */
    static final class Learner {

        /** Differences below this part of the greatest value are noise of its last digits. */
        private static final double NOISE = 1e-13;

        private long count;
        private double mean;
        private double squares;
        private double least = Double.POSITIVE_INFINITY;
        private double greatest = Double.NEGATIVE_INFINITY;

        void add(double value) {
            count++;
            double before = value - mean;
            mean += before / count;
            squares += before * (value - mean);
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }

        Scale scale(Normalisation normalisation) {
            if (normalisation == Normalisation.NONE || count == 0) {
                return NONE;
            }
            double noise = NOISE * Math.max(Math.abs(least), Math.abs(greatest));
            return normalisation == Normalisation.STANDARD
                    ? of(mean, Math.sqrt(squares / count), noise)
                    : of(least, greatest - least, noise);
        }

        /** A feature that never changes becomes 0 everywhere. */
        private static Scale of(double shift, double factor, double noise) {
            return new Scale(shift, factor > noise ? factor : 1);
        }
    }
}
