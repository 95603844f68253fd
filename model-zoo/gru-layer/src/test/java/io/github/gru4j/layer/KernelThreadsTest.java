package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.layer.kernel.GruKernel;
import io.github.gru4j.layer.kernel.GruKernels;
import io.github.gru4j.layer.kernel.GruMemory;
import io.github.gru4j.layer.kernel.GruParams;
import io.github.gru4j.layer.kernel.GruSegment;
import io.github.gru4j.layer.kernel.GruSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.parallelism.ParallelInference;
import org.deeplearning4j.parallelism.inference.InferenceMode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.nativeblas.NativeOpsHolder;

/** The fast kernel in many threads, in many networks, and on as many processors as it is allowed. */
class KernelThreadsTest {

    private static final int THREADS = 8;
    private static final int STEPS = 200;
    private static final int NETWORKS = 1000;
    private static final int EARLY = 300;
    /**
     * Native memory is given back by the collector, which comes when the heap is full and knows nothing of native memory. This
     * test is not about when it comes.
     */
    private static final int COLLECTED = 50;

    @BeforeAll
    static void requireTheFastKernel() {
        FastKernel.require();
    }

    @Test
    void eightThreadsTrainAsOneDoesAndAThousandNetworksLeaveNothingBehind() throws Exception {
        var printed = new Scanner(new ChildJvm(ManyNetworks.class)
                .fixedHeap(128)
                .options("-D" + GruKernels.PROPERTY + "=onednn")
                .print());

        double difference = printed.nextDouble();
        double early = printed.nextLong();
        double late = printed.nextLong();
        System.out.printf(
                "KernelThreadsTest: %d threads differ from one by %.1e; resident bytes outside the heap after %d and %d"
                        + " networks: %.0f and %.0f%n",
                THREADS, difference, EARLY, NETWORKS, early, late);
        assertThat(difference).isLessThan(1e-6);
        assertThat(late / early).isLessThan(1.05);
    }

    /** Trains in many threads, then makes and drops networks; prints a difference and two sizes. */
    static final class ManyNetworks {

        private ManyNetworks() {}

        public static void main(String[] args) throws Exception {
            var data = batches();
            var alone = trained(data);
            double difference = 0;
            for (var parameters : inThreads(THREADS, () -> trained(batches()))) {
                difference = Math.max(difference, Differences.largest(parameters, alone));
            }
            makeAndDrop(EARLY, data);
            long early = settled();
            makeAndDrop(NETWORKS - EARLY, data);
            System.out.println(difference + " " + early + " " + settled());
        }

        private static INDArray trained(List<DataSet> data) {
            var net = network();
            for (int step = 0; step < STEPS; step++) {
                net.fit(data.get(step % data.size()));
            }
            return net.params().dup();
        }

        private static void makeAndDrop(int count, List<DataSet> data) {
            for (int i = 0; i < count; i++) {
                var net = network();
                var batch = data.get(i % data.size());
                net.fit(batch);
                net.output(batch.getFeatures());
                if (i % COLLECTED == 0) {
                    System.gc();
                }
            }
        }

        /** Resident bytes outside the heap, once what is unreachable has been given back. */
        private static long settled() throws InterruptedException {
            for (int i = 0; i < 5; i++) {
                System.gc();
                Thread.sleep(200);
            }
            return Pointer.physicalBytes() - Runtime.getRuntime().totalMemory();
        }
    }

    @ParameterizedTest
    @EnumSource(InferenceMode.class)
    void parallelInferenceGivesTheNetworksOutputs(InferenceMode mode) throws Exception {
        var net = network();
        var inputs = batches().stream().map(DataSet::getFeatures).toList();
        var expected = inputs.stream().map(net::output).toList();
        var inference = new ParallelInference.Builder(net)
                .workers(4)
                .inferenceMode(mode)
                .batchLimit(16)
                .build();
        try {
            var differences = inThreads(4, () -> {
                double difference = 0;
                for (int call = 0; call < 50; call++) {
                    int which = call % inputs.size();
                    var output = inference.output(inputs.get(which));
                    difference = Math.max(difference, Differences.largest(output, expected.get(which)));
                }
                return difference;
            });
            assertThat(differences).allMatch(difference -> difference < 1e-6);
        } finally {
            inference.shutdown();
        }
    }

    /** OpenMP's threads are named after the thread that they serve: its team is what bears its name. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void itTakesAsManyThreadsAsNd4jIsAllowed() throws Exception {
        var printed = new Scanner(new ChildJvm(Teams.class)
                .environment("OMP_NUM_THREADS", "2")
                .options("-D" + GruKernels.PROPERTY + "=onednn")
                .print());

        assertThat(printed.nextInt()).as("threads, without a limit").isEqualTo(2);
        assertThat(printed.nextInt())
                .as("threads of a new kernel, limited to one")
                .isEqualTo(1);
        assertThat(printed.nextInt())
                .as("threads of the first one, limited to one")
                .isEqualTo(1);
        assertThat(printed.nextInt())
                .as("threads of the first one, without a limit again")
                .isEqualTo(2);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void withOneThreadForOpenMpItTakesOne() throws Exception {
        var printed = new Scanner(new ChildJvm(Teams.class)
                .environment("OMP_NUM_THREADS", "1")
                .options("-D" + GruKernels.PROPERTY + "=onednn")
                .print());

        for (int i = 0; i < 4; i++) {
            assertThat(printed.nextInt()).isEqualTo(1);
        }
    }

    /** Prints how many threads work on a batch, with and without a limit. */
    static final class Teams {

        private static final int BATCH = 64;
        private static final int N_IN = 64;
        private static final int WIDTH = 96;
        private static final int TIME = 20;

        private Teams() {}

        public static void main(String[] args) throws Exception {
            var first = kernel();
            System.out.println(team("first", first));

            int limit = Nd4j.getEnvironment().maxMasterThreads();
            // Not setMaxThreads: that does nothing in ND4J 1.0.0-M2.1.
            Nd4j.getEnvironment().setMaxMasterThreads(1);
            System.out.println(team("new-limited", kernel()));
            System.out.println(team("first-limited", first));

            Nd4j.getEnvironment().setMaxMasterThreads(limit);
            System.out.println(team("first-again", first));
        }

        private static GruKernel kernel() {
            return GruKernels.create(new GruSpec(
                    N_IN, WIDTH, true, new ActivationTanH(), new ActivationSigmoid(), false, DataType.FLOAT, false));
        }

        /** How many threads infer and train, in a thread of its own, whose limit has to be the same afterwards. */
        private static int team(String name, GruKernel kernel) throws Exception {
            // Made here: ND4J's operations have teams of their own.
            var random = new Random(4);
            var params = params(random);
            var gradients = params(random);
            var segment = new GruSegment(normal(random, BATCH, N_IN, TIME), null, null);
            var states = normal(random, BATCH, TIME, WIDTH).permute(0, 2, 1);
            var epsilon = normal(random, BATCH, TIME, WIDTH).permute(0, 2, 1);
            var inputGradient = normal(random, BATCH, N_IN, TIME);
            GruMemory memory = shape -> Nd4j.createUninitialized(DataType.FLOAT, shape, 'f');
            var task = new FutureTask<>(() -> {
                var openMp = NativeOpsHolder.getInstance().getDeviceNativeOps();
                int before = openMp.ompGetMaxThreads();
                kernel.infer(params, segment, states, memory);
                var tape = kernel.forward(params, segment, states, memory, memory);
                kernel.backward(params, segment, tape, epsilon, TIME, gradients, inputGradient, memory);
                assertThat(openMp.ompGetMaxThreads()).isEqualTo(before);
                return threadsNamed(name);
            });
            new Thread(task, name).start();
            return task.get();
        }

        private static GruParams params(Random random) {
            return new GruParams(
                    normal(random, N_IN, 3 * WIDTH),
                    normal(random, WIDTH, 3 * WIDTH),
                    normal(random, 1, 3 * WIDTH),
                    normal(random, 1, 3 * WIDTH));
        }

        private static INDArray normal(Random random, long... shape) {
            return GruNetworks.random(random, DataType.FLOAT, 0.3, shape).dup('f');
        }

        private static int threadsNamed(String name) {
            int count = 0;
            try (var tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
                for (var task : tasks) {
                    count += nameOf(task).equals(name) ? 1 : 0;
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            return count;
        }

        private static String nameOf(Path task) throws IOException {
            try {
                return Files.readString(task.resolve("comm")).strip();
            } catch (NoSuchFileException e) {
                // It has just ended.
                return "";
            }
        }
    }

    private static <T> List<T> inThreads(int threads, Callable<T> work) throws Exception {
        var pool = Executors.newFixedThreadPool(threads);
        try {
            var results = new ArrayList<T>();
            for (Future<T> result : pool.invokeAll(java.util.Collections.nCopies(threads, work))) {
                results.add(result.get());
            }
            return results;
        } finally {
            pool.shutdown();
        }
    }

    private static MultiLayerNetwork network() {
        var net = new MultiLayerNetwork(GruNetworks.configuration(DataType.FLOAT)
                .updater(new Adam(0.01))
                .list()
                .layer(new GRU.Builder().nOut(32).build())
                .layer(GruNetworks.softmax(4))
                .setInputType(InputType.recurrent(8))
                .build());
        net.init();
        return net;
    }

    /** Of ten sizes and lengths; every third with a mask that has gaps. */
    private static List<DataSet> batches() {
        var random = new Random(1);
        var batches = new ArrayList<DataSet>();
        for (int i = 0; i < 10; i++) {
            int batch = 4 + 3 * i;
            int time = 3 + 2 * i;
            var mask = i % 3 == 0 ? GruNetworks.mask(random, DataType.FLOAT, batch, time) : null;
            batches.add(new DataSet(
                    GruNetworks.input(random, DataType.FLOAT, RNNFormat.NCW, batch, 8, time),
                    GruNetworks.stepLabels(random, DataType.FLOAT, RNNFormat.NCW, batch, 4, time),
                    mask,
                    mask == null ? null : mask.dup()));
        }
        return batches;
    }
}
