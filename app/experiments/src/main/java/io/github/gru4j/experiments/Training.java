package io.github.gru4j.experiments;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Trains one network, stops it early by its validation loss, and tests it once. */
final class Training {

    private final Run run;
    private final Consumer<EpochRecord> onEpoch;
    private final TrainingWatch watch;
    private final List<EpochRecord> curve = new ArrayList<>();
    private final List<Double> epochSeconds = new ArrayList<>();
    private final EarlyStopping stopping;
    private final BatchesAhead ahead;
    private final TrainingClock clock = TrainingClock.here();
    private Explosion explosion = new Explosion();
    private String started = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    /** As if what was trained before had been trained just now. */
    private long wallStart = System.nanoTime();

    private int epoch = 1;
    private long batchesOfEpoch;
    private double lossOfEpoch;
    private long nanosOfEpoch;
    private long step;
    private long examples;
    private double seconds;
    private boolean masked;
    /** With the weights of the best epoch so far. */
    private Metrics.Score test = Metrics.Score.NONE;

    private Training(Run run, BatchesAhead ahead, Consumer<EpochRecord> onEpoch, TrainingWatch watch) {
        this.run = run;
        this.ahead = ahead;
        this.onEpoch = onEpoch;
        this.watch = watch;
        this.stopping = new EarlyStopping(run.settings().patience());
    }

    /**
     * Trains in this thread.
     *
     * @param environment that of this JVM
     * @throws CancellationException if the thread is interrupted
     */
    static RunRecord of(Run run, RunEnvironment environment, Consumer<EpochRecord> onEpoch) {
        return of(run, environment, BatchesAhead.of(run.data().task()), onEpoch);
    }

    static RunRecord of(Run run, RunEnvironment environment, BatchesAhead ahead, Consumer<EpochRecord> onEpoch) {
        return of(run, environment, ahead, onEpoch, TrainingWatch.NONE, null);
    }

    /** @param checkpoint what to go on from; null to begin */
    static RunRecord of(
            Run run,
            RunEnvironment environment,
            BatchesAhead ahead,
            Consumer<EpochRecord> onEpoch,
            TrainingWatch watch,
            Checkpoint checkpoint) {
        try (var work = ArrayReclaimer.enter()) {
            return new Training(run, ahead, onEpoch, watch).record(environment, checkpoint);
        }
    }

    private RunRecord record(RunEnvironment environment, Checkpoint checkpoint) {
        MultiLayerNetwork network = TaskNetwork.of(run);
        try {
            if (checkpoint != null) {
                checkpoint.restore(network);
                restore(checkpoint.state());
            }
            String stopped = train(network);
            return new RunRecord(
                    RunRecord.FORMAT,
                    run.id(),
                    run.data().task(),
                    run.cell().id(),
                    run.implementation(),
                    run.seed(),
                    run.settings(),
                    network.numParams(),
                    bytes(network),
                    curve,
                    stopping.bestEpoch(),
                    test.metric(),
                    test.loss(),
                    test.detail(),
                    masked,
                    clock.name(),
                    secondsPerEpoch(epochSeconds),
                    wallSeconds(),
                    stopped,
                    started,
                    environment);
        } finally {
            network.close();
        }
    }

    private double wallSeconds() {
        return (System.nanoTime() - wallStart) / 1e9;
    }

    private TrainingState state(MultiLayerNetwork network) {
        var random = Nd4j.getRandom();
        return new TrainingState(
                epoch,
                batchesOfEpoch,
                lossOfEpoch,
                nanosOfEpoch,
                step,
                network.getIterationCount(),
                examples,
                seconds,
                wallSeconds(),
                masked,
                explosion.limit(),
                curve,
                epochSeconds,
                test.loss(),
                test.metric(),
                test.detail(),
                random.rootState(),
                random.nodeState(),
                started);
    }

    private void restore(TrainingState state) {
        epoch = state.epoch();
        batchesOfEpoch = state.batches();
        lossOfEpoch = state.lossOfEpoch();
        nanosOfEpoch = state.nanosOfEpoch();
        step = state.step();
        examples = state.examples();
        seconds = state.seconds();
        wallStart -= (long) (state.wallSeconds() * 1e9);
        masked = state.masked();
        explosion = new Explosion(state.explosionLimit());
        curve.addAll(state.curve());
        epochSeconds.addAll(state.epochSeconds());
        curve.forEach(point -> stopping.epoch(point.validationLoss()));
        test = new Metrics.Score(state.testLoss(), state.testMetric(), state.testDetail());
        started = state.started();
    }

    private String train(MultiLayerNetwork network) {
        RunSettings settings = run.settings();
        DataSetIterator batches = run.data().train(settings.batchSize(), run.seed());
        for (int done = 1; done < epoch; done++) {
            // An iterator goes to its next epoch by reset() once it has begun one.
            ahead.done(batches.next());
            batches.reset();
        }
        for (; epoch <= settings.maxEpochs(); epoch++) {
            double trainLoss = trainEpoch(network, batches);
            var validation = Double.isFinite(trainLoss)
                    ? Metrics.score(network, run.data(), run.data().validation(settings.batchSize()))
                    : Metrics.Score.NONE;
            if (explosion.of(validation.loss())) {
                return RunRecord.DIVERGED + " at step " + step;
            }
            boolean best = stopping.epoch(validation.loss());
            if (best) {
                test = Metrics.detailed(network, run.data(), run.data().test(settings.batchSize()));
                watch.best(network);
            }
            var point = new EpochRecord(
                    epoch,
                    examples,
                    seconds,
                    trainLoss,
                    validation.loss(),
                    validation.metric(),
                    best ? test.metric() : Double.NaN);
            curve.add(point);
            onEpoch.accept(point);
            if (stopping.exhausted()) {
                return "validation loss did not fall for " + settings.patience() + " epochs";
            }
            batches.reset();
        }
        return "reached " + settings.maxEpochs() + " epochs";
    }

    /** Mean loss over the minibatches; NaN as soon as the training has diverged. */
    private double trainEpoch(MultiLayerNetwork network, DataSetIterator iterator) {
        long trained = batchesOfEpoch;
        for (Iterator<DataSet> batches = ahead.of(iterator); batches.hasNext(); ) {
            DataSet batch = batches.next();
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted at step " + step);
            }
            if (trained > 0) {
                trained--;
                ahead.done(batch);
                continue;
            }
            masked = masked || hidesSteps(batch);
            step++;
            batchesOfEpoch++;
            ArrayReclaimer.safepoint();
            double penalty = penalty(network);
            // The time is the network's alone: batches may have to be read and made.
            long start = clock.nanos().getAsLong();
            network.fit(batch);
            double lossOfBatch = network.score() - penalty;
            nanosOfEpoch += clock.nanos().getAsLong() - start;
            lossOfEpoch += lossOfBatch;
            examples += batch.numExamples();
            ahead.done(batch);
            if (explosion.of(lossOfBatch) || explosion.of(network.params())) {
                return Double.NaN;
            }
            watch.pause(network, step, () -> state(network));
        }
        double mean = lossOfEpoch / batchesOfEpoch;
        seconds += nanosOfEpoch / 1e9;
        epochSeconds.add(nanosOfEpoch / 1e9);
        batchesOfEpoch = 0;
        lossOfEpoch = 0;
        nanosOfEpoch = 0;
        return mean;
    }

    /** What DL4J adds to the loss for weight decay, though it is no part of what is minimised. */
    private double penalty(MultiLayerNetwork network) {
        return run.settings().weightDecay() > 0 ? network.calcRegularizationScore(true) : 0;
    }

    private static long bytes(MultiLayerNetwork network) {
        INDArray state = network.getUpdater().getStateViewArray();
        long values = network.numParams() + (state == null ? 0 : state.length());
        return values * network.params().dataType().width();
    }

    private static boolean hidesSteps(DataSet batch) {
        INDArray mask = batch.getFeaturesMaskArray();
        return mask != null && mask.minNumber().doubleValue() == 0;
    }

    /** Median without the first epoch, in which the JVM still compiles; NaN if no epoch was finished. */
    private static double secondsPerEpoch(List<Double> epochs) {
        return Statistics.median(epochs.size() > 1 ? epochs.subList(1, epochs.size()) : epochs);
    }
}
