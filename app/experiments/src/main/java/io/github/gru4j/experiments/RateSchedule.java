package io.github.gru4j.experiments;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** How a learning rate goes on from where it begins. */
public enum RateSchedule {

    /** It stays. */
    CONSTANT {
        @Override
        double share(double progress) {
            return 1;
        }
    },

    /** Along half a cosine from all of it to nothing (Loshchilov and Hutter 2017, arXiv 1608.03983, without restarts). */
    COSINE {
        @Override
        double share(double progress) {
            return (1 + Math.cos(Math.PI * progress)) / 2;
        }
    },

    /** A third of it after half of the epochs allowed, a tenth after three quarters. */
    STEP {
        @Override
        double share(double progress) {
            return progress < 0.5 ? 1 : progress < 0.75 ? 1.0 / 3 : 0.1;
        }
    };

    /** In so many steps at most: fine enough for a curve, and little beside the weights where networks are saved. */
    private static final int STEPS = 200;

    /** What of the first learning rate is left after this part of the training, from 0 to below 1. */
    abstract double share(double progress);

    /**
     * As DL4J's own schedules, so that a saved network needs no class of ours for it.
     *
     * @param batches of all the epochs allowed
     */
    ISchedule of(double learningRate, long batches) {
        if (this == CONSTANT) {
            return new FixedSchedule(learningRate);
        }
        Map<Integer, Double> values = new HashMap<>();
        long steps = Math.min(STEPS, Math.max(1, batches));
        for (long step = 0; step < steps; step++) {
            // The value of a step is that of its middle: the last is not nothing.
            values.put((int) (batches * step / steps), learningRate * share((step + 0.5) / steps));
        }
        return new MapSchedule(ScheduleType.ITERATION, values);
    }
}
