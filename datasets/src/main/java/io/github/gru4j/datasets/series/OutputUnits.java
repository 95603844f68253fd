package io.github.gru4j.datasets.series;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * From normalised outputs to the unit of the metric: output * scale + shift, one pair for each output.
 *
 * @param scale of each output
 * @param shift of each output
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OutputUnits(double[] scale, double[] shift) {

    /**
     * The unit of each target, or standard deviations in training around the mean in training.
     *
     * @param steps how many times the targets are repeated, one time step after the other
     */
    static OutputUnits of(ColumnScale[] targets, boolean inDeviations, int steps) {
        int count = targets.length * steps;
        var scale = new double[count];
        var shift = new double[count];
        Arrays.setAll(scale, i -> scale(targets[i % targets.length], inDeviations));
        Arrays.setAll(shift, i -> shift(targets[i % targets.length], inDeviations));
        return new OutputUnits(scale, shift);
    }

    private static double scale(ColumnScale column, boolean inDeviations) {
        return inDeviations ? column.scale() / column.deviation() : column.scale();
    }

    private static double shift(ColumnScale column, boolean inDeviations) {
        return inDeviations ? (column.shift() - column.mean()) / column.deviation() : column.shift();
    }

    /** Of differences, which no shift changes. */
    OutputUnits ofDifferences() {
        return new OutputUnits(scale, new double[shift.length]);
    }

    /** A copy [batch, outputs] in units. */
    INDArray apply(INDArray outputs) {
        var type = outputs.dataType();
        return outputs.mulRowVector(Nd4j.createFromArray(scale).castTo(type))
                .addiRowVector(Nd4j.createFromArray(shift).castTo(type));
    }
}
