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

/** Trains one network, stops it early by its validation loss, and tests it once. */
final class Training {

    private final Run run;
    private final Consumer<EpochRecord> onEpoch;
    private final List<EpochRecord> curve = new ArrayList<>();
    private final List<Double> epochSeconds = new ArrayList<>();
    private final EarlyStopping stopping;
    private final BatchesAhead ahead;
    private final TrainingClock clock = TrainingClock.here();
    private long step;
    private long examples;
    private double seconds;
    private boolean masked;
    /** With the weights of the best epoch so far. */
    private Metrics.Score test = Metrics.Score.NONE;

    private Training(Run run, BatchesAhead ahead, Consumer<EpochRecord> onEpoch) {
        this.run = run;
        this.ahead = ahead;
        this.onEpoch = onEpoch;
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
        try (var work = ArrayReclaimer.enter()) {
            return new Training(run, ahead, onEpoch).record(environment);
        }
    }

    private RunRecord record(RunEnvironment environment) {
        Instant started = Instant.now();
        long start = System.nanoTime();
        MultiLayerNetwork network = TaskNetwork.of(run);
        try {
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
                    (System.nanoTime() - start) / 1e9,
                    stopped,
                    started.truncatedTo(ChronoUnit.SECONDS).toString(),
                    environment);
        } finally {
            network.close();
        }
    }

    private String train(MultiLayerNetwork network) {
        RunSettings settings = run.settings();
        DataSetIterator batches = run.data().train(settings.batchSize(), run.seed());
        for (int epoch = 1; epoch <= settings.maxEpochs(); epoch++) {
            double trainLoss = trainEpoch(network, batches);
            var validation = Double.isFinite(trainLoss)
                    ? Metrics.score(network, run.data(), run.data().validation(settings.batchSize()))
                    : Metrics.Score.NONE;
            if (!Double.isFinite(validation.loss())) {
                return RunRecord.DIVERGED + " at step " + step;
            }
            boolean best = stopping.epoch(validation.loss());
            if (best) {
                test = Metrics.detailed(network, run.data(), run.data().test(settings.batchSize()));
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

    /** Mean loss over the minibatches; not finite as soon as one of them is not. */
    private double trainEpoch(MultiLayerNetwork network, DataSetIterator iterator) {
        double loss = 0;
        long batches = 0;
        long nanos = 0;
        for (Iterator<DataSet> epoch = ahead.of(iterator); epoch.hasNext(); ) {
            DataSet batch = epoch.next();
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted at step " + step);
            }
            masked = masked || hidesSteps(batch);
            step++;
            batches++;
            ArrayReclaimer.safepoint();
            // The time is the network's alone: batches may have to be read and made.
            long start = clock.nanos().getAsLong();
            network.fit(batch);
            loss += network.score();
            nanos += clock.nanos().getAsLong() - start;
            examples += batch.numExamples();
            ahead.done(batch);
            if (!Double.isFinite(loss)) {
                return loss;
            }
        }
        seconds += nanos / 1e9;
        epochSeconds.add(nanos / 1e9);
        return loss / batches;
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
