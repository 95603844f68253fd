package io.github.gru4j.experiments;

import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;

/** What turns gradients into steps: DL4J's updaters, with DL4J's defaults but for what is said here. */
public enum Optimiser {
    /** Kingma and Ba 2015 (arXiv 1412.6980): beta 0.9 and 0.999. */
    ADAM {
        @Override
        IUpdater updater(ISchedule rate, double momentum) {
            return new Adam(rate);
        }
    },

    /**
     * Adam with decoupled weight decay (Loshchilov and Hutter 2019, arXiv 1711.05101): at every step, weights that are no bias also
     * lose learning rate x weight decay of themselves, as in PyTorch (which takes biases too).
     */
    ADAMW {
        @Override
        IUpdater updater(ISchedule rate, double momentum) {
            return new Adam(rate);
        }
    },

    /**
     * Adam with Nesterov's momentum (Dozat 2016). DL4J 1.0.0-M2.1 does not correct the second moment for its start, so that its first
     * step would be 60 learning rates long; the learning rate makes up for that here.
     */
    NADAM {
        @Override
        IUpdater updater(ISchedule rate, double momentum) {
            return new Nadam(rate);
        }

        @Override
        ISchedule rate(RateSchedule schedule, double learningRate, long batches) {
            return schedule.of(
                    learningRate, batches, t -> Math.sqrt(1 - Math.pow(Nadam.DEFAULT_NADAM_BETA2_VAR_DECAY, t + 1)));
        }
    },

    /** Adam that never divides by less than before (Reddi et al. 2018). */
    AMSGRAD {
        @Override
        IUpdater updater(ISchedule rate, double momentum) {
            return new AMSGrad(rate);
        }
    },

    /** Tieleman and Hinton 2012: decay 0.95 (Keras 0.9, PyTorch 0.99). */
    RMSPROP {
        @Override
        IUpdater updater(ISchedule rate, double momentum) {
            return new RmsProp(rate);
        }
    },

    /** The gradient, times the learning rate. */
    SGD {
        @Override
        IUpdater updater(ISchedule rate, double momentum) {
            return new Sgd(rate);
        }
    },

    /** Stochastic gradient descent with Nesterov's momentum, as PyTorch's {@code SGD(nesterov=True)}. */
    NESTEROV {
        @Override
        IUpdater updater(ISchedule rate, double momentum) {
            return new Nesterovs(rate, momentum);
        }

        @Override
        double momentum() {
            return Nesterovs.DEFAULT_NESTEROV_MOMENTUM;
        }
    };

    /** As in PyTorch. */
    private static final double ADAMW_WEIGHT_DECAY = 0.01;

    /** DL4J's, of a whole training. */
    IUpdater updater(RunSettings settings, long batches) {
        return updater(rate(settings.schedule(), settings.learningRate(), batches), settings.momentum());
    }

    /** The momentum unless the user says otherwise; 0 for optimisers that have none to choose. */
    double momentum() {
        return 0;
    }

    /** The weight decay unless the user says otherwise. */
    double weightDecay() {
        return this == ADAMW ? ADAMW_WEIGHT_DECAY : 0;
    }

    abstract IUpdater updater(ISchedule rate, double momentum);

    ISchedule rate(RateSchedule schedule, double learningRate, long batches) {
        return schedule.of(learningRate, batches);
    }
}
