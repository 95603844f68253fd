package io.github.gru4j.experiments;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * How a learning rate goes on, by the minibatches t = 0, 1, ... before, of T in all the epochs allowed; formulae are of the share
 * of the learning rate given.
 */
public enum RateSchedule {

    /** It stays: 1. */
    CONSTANT {
        @Override
        double share(double t, double total) {
            return 1;
        }
    },

    /** 1, a third of it from half of the epochs allowed on, a tenth from three quarters on. */
    STEP {
        @Override
        double share(double t, double total) {
            return t < 0.5 * total ? 1 : t < 0.75 * total ? 1.0 / 3 : 0.1;
        }
    },

    /** By the same factor with every minibatch, to a hundredth at the end: 0.01^(t/T). */
    EXPONENTIAL {
        @Override
        double share(double t, double total) {
            return Math.pow(0.01, t / total);
        }
    },

    /** Along a straight line to nothing: (1 - t/T)^1, the power that Keras' PolynomialDecay and PyTorch's PolynomialLR begin with. */
    POLYNOMIAL {
        @Override
        double share(double t, double total) {
            return 1 - t / total;
        }
    },

    /**
     * Along half a cosine from all of it to nothing: (1 + cos(pi t/T)) / 2 (Loshchilov and Hutter 2017, arXiv 1608.03983, without
     * restarts).
     */
    COSINE {
        @Override
        double share(double t, double total) {
            return halfCosine(1, 0, t / total);
        }
    },

    /**
     * Up and down again (Smith and Topin 2018, arXiv 1708.07120), as PyTorch's OneCycleLR by default: along half a cosine from 1/25
     * to 1 at t = 0.3 T - 1, along another one to 1/250,000 at t = T - 1. The learning rate given is the highest. The momentum
     * stays (PyTorch's {@code cycle_momentum=False}).
     */
    ONE_CYCLE {
        @Override
        double share(double t, double total) {
            double top = 0.3 * total - 1;
            return t <= top
                    ? halfCosine(1 / 25.0, 1, t / top)
                    : halfCosine(1, 1 / 25.0 / 1e4, (t - top) / (total - 1 - top));
        }
    };

    /** In so many steps at most: fine enough for a curve, and little beside the weights where networks are saved. */
    private static final int STEPS = 200;

    /** What of the learning rate there is after t minibatches of all, from 0 to 1. */
    abstract double share(double t, double total);

    private static double halfCosine(double from, double to, double progress) {
        return to + (from - to) * (1 + Math.cos(Math.PI * progress)) / 2;
    }

    /**
     * As DL4J's own schedules, so that a saved network needs no class of ours for it. (Its PolySchedule rises instead of falling in
     * 1.0.0-M2.1, and it has none that anneals along a cosine.)
     *
     * @param batches of all the epochs allowed
     */
    ISchedule of(double learningRate, long batches) {
        if (this == CONSTANT) {
            return new FixedSchedule(learningRate);
        }
        return of(learningRate, batches, new TreeSet<>(), t -> 1);
    }

    /**
     * As {@link #of(double, long)}, times a correction that may change by the minibatch at first, and ever less.
     *
     * @param correction of t
     */
    ISchedule of(double learningRate, long batches, DoubleUnaryOperator correction) {
        NavigableSet<Long> starts = new TreeSet<>();
        for (double start = 0; start < batches; start = Math.max(start + 1, start * 1.03)) {
            starts.add((long) start);
        }
        return of(learningRate, batches, starts, correction);
    }

    private ISchedule of(double learningRate, long batches, NavigableSet<Long> starts, DoubleUnaryOperator correction) {
        long steps = Math.min(STEPS, Math.max(1, batches));
        for (long step = 0; step < steps; step++) {
            starts.add(batches * step / steps);
        }
        Map<Integer, Double> values = new HashMap<>();
        double total = (double) Math.max(1, batches);
        for (long start : starts) {
            Long next = starts.higher(start);
            // The value of a step is that of its middle.
            double middle = (start + (next == null ? total : next) - 1) / 2;
            values.put((int) start, learningRate * share(middle, total) * correction.applyAsDouble(middle));
        }
        return new MapSchedule(ScheduleType.ITERATION, values);
    }
}
