package io.github.gru4j.experiments;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.networks.CellType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains one network to be used: stopped early by its validation loss, with the weights of the best epoch. With a checkpoint, a
 * training that was killed goes on and ends with the same weights, bit for bit, as one that was left alone, on the same number of
 * ND4J's threads.
 *
 * <pre>{@code
 * ModelBundle bundle = new ModelTraining.Builder()
 *         .data(data)
 *         .settings(SuitableSettings.of(data))
 *         .checkpoint(Path.of("names.checkpoint"), Duration.ofSeconds(30))
 *         .build()
 *         .train();
 * bundle.save(Path.of("names.zip"));
 * }</pre>
 *
 * <p>As with {@link ExperimentRunner}, ND4J's unreachable arrays are freed between batches only, from then on and in this whole JVM.
 */
public final class ModelTraining {

    private final Run run;
    private final List<String> dataArguments;
    private final TrainingListener listener;
    /** Null for none. */
    private final Path checkpoint;

    private final long interval;
    private final boolean resume;

    private ModelTraining(Builder builder) {
        run = new Run(builder.data, builder.cell, builder.seed, builder.settings);
        dataArguments = builder.dataArguments;
        listener = builder.listener;
        checkpoint = builder.checkpoint;
        interval = builder.interval.toNanos();
        resume = builder.resume;
    }

    /** What a training is given. Required: {@link #data} and {@link #settings}. */
    public static final class Builder {

        private SequenceDataset data;
        private CellType cell = CellType.GRU;
        private RunSettings settings;
        private long seed = 1;
        private List<String> dataArguments = List.of();
        private TrainingListener listener = new TrainingListener() {};
        private Path checkpoint;
        private Duration interval = Duration.ZERO;
        private boolean resume;

        /** What it is trained on. */
        public Builder data(SequenceDataset data) {
            this.data = data;
            return this;
        }

        /** The recurrent cell; a GRU by default. */
        public Builder cell(CellType cell) {
            this.cell = cell;
            return this;
        }

        /** What it is trained with. */
        public Builder settings(RunSettings settings) {
            this.settings = settings;
            return this;
        }

        /** Of the initial weights and the order of the data; 1 by default. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** The options of the command line that the data came from, to be kept with the model; none for a task that needs no file. */
        public Builder dataArguments(List<String> arguments) {
            this.dataArguments = List.copyOf(arguments);
            return this;
        }

        /** Is told how it goes on. */
        public Builder listener(TrainingListener listener) {
            this.listener = listener;
            return this;
        }

        /**
         * Keeps what the training could go on from; nothing by default. The file stays when the training ends: it goes once the model is
         * kept.
         *
         * @param interval least time between two writes; zero to write after every minibatch
         */
        public Builder checkpoint(Path file, Duration interval) {
            this.checkpoint = file;
            this.interval = interval;
            return this;
        }

        /** Whether to go on from the checkpoint if it is there. */
        public Builder resume(boolean resume) {
            this.resume = resume;
            return this;
        }

        /**
         * The training.
         *
         * @throws IllegalStateException if something required is missing
         * @throws IllegalArgumentException if cell or loss cannot do what the task asks
         */
        public ModelTraining build() {
            if (data == null || settings == null) {
                throw new IllegalStateException(
                        "ModelTraining needs " + (data == null ? "data" : "settings") + ": not given to its builder");
            }
            TaskNetwork.refusal(data.task(), cell)
                    .or(() -> settings.loss().refusal(data))
                    .ifPresent(why -> {
                        throw new IllegalArgumentException(why);
                    });
            return new ModelTraining(this);
        }
    }

    /**
     * Trains in this thread.
     *
     * @throws BundleException if the checkpoint is damaged or of another training
     * @throws OutputException if the checkpoint cannot be written
     * @throws DivergedException if the training diverged before the first epoch ended
     */
    public ModelBundle train() throws IOException {
        TrainingOrigin origin = TrainingOrigin.of(run);
        Checkpoint from = null;
        if (resume && checkpoint != null && Files.exists(checkpoint)) {
            from = Checkpoint.read(checkpoint);
            from.require(checkpoint, origin);
            listener.resumed(from.state().curve(), from.state().batches());
        }
        var watch = new Watch(origin, from == null ? null : from.best());
        try (var work = ArrayReclaimer.enter()) {
            RunRecord record = Training.of(
                    run,
                    EnvironmentProbe.probe(1),
                    BatchesAhead.of(run.data().task()),
                    listener::epochFinished,
                    watch,
                    from);
            if (watch.best == null) {
                throw new DivergedException(record.stopped());
            }
            MultiLayerNetwork network = TaskNetwork.of(run);
            network.params().assign(watch.best);
            return new ModelBundle(
                    network,
                    run.data().pipeline().orElse(null),
                    record,
                    dataArguments,
                    Residuals.of(network, run.data()).orElse(null));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Keeps the best weights, and a checkpoint. */
    private final class Watch implements TrainingWatch {

        private final TrainingOrigin origin;
        private final long batches = -Math.floorDiv(
                        -(long) run.data().task().provenance().train(),
                        run.settings().batchSize())
                * run.settings().maxEpochs();
        private INDArray best;
        private long written = System.nanoTime();

        Watch(TrainingOrigin origin, INDArray best) {
            this.origin = origin;
            this.best = best;
        }

        @Override
        public void best(MultiLayerNetwork network) {
            best = network.params().dup();
        }

        @Override
        public void pause(MultiLayerNetwork network, long step, Supplier<TrainingState> state) {
            listener.batchFinished(step, batches);
            if (checkpoint != null && System.nanoTime() - written >= interval) {
                try {
                    Checkpoint.of(origin, state.get(), network, best).write(checkpoint);
                } catch (OutputException e) {
                    throw new UncheckedIOException(e);
                }
                written = System.nanoTime();
                listener.checkpointWritten();
            }
        }
    }
}
