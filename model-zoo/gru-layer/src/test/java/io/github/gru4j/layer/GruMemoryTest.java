package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;

/** Native memory stays flat over many {@code fit} calls with changing batch sizes and lengths. */
class GruMemoryTest {

    private static final int CALLS = 3000;
    private static final int EARLY = 500;

    @Test
    void threeThousandFitsTakeNoMoreMemoryThanFiveHundred() throws Exception {
        // A JVM of its own, whose heap is all there from the start: what its resident memory grows by is native.
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-Xms96m",
                        "-Xmx96m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FitLoop.class.getName())
                .redirectError(new File("target/fit-loop.log"))
                .start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as("see target/fit-loop.log").isZero();

        var resident = new Scanner(printed);
        double early = resident.nextLong();
        double late = resident.nextLong();
        System.out.printf(
                "GruMemoryTest: resident bytes outside the heap after %d and %d fits: %.0f and %.0f%n",
                EARLY, CALLS, early, late);
        assertThat(late / early).isLessThan(1.05);
    }

    /** The child's program. */
    static final class FitLoop {

        private FitLoop() {}

        public static void main(String[] args) {
            var batches = batches();
            // What the JVM's compilers and ND4J's caches of shapes take is not the layer's: another network pays for
            // them.
            fit(network(), batches, 1500);
            var net = network();
            fit(net, batches, EARLY);
            long early = settled();
            fit(net, batches, CALLS - EARLY);
            System.out.println(early + " " + settled());
        }

        private static MultiLayerNetwork network() {
            return GruNetworks.perStep(new GRU.Builder().nOut(16).build(), InputType.recurrent(8), 4, DataType.FLOAT);
        }

        /** One batch of every size and length. */
        private static List<DataSet> batches() {
            var random = new Random(1);
            var batches = new ArrayList<DataSet>();
            for (int batch = 1; batch <= 32; batch += 3) {
                for (int time = 1; time <= 20; time += 3) {
                    batches.add(new DataSet(
                            GruNetworks.input(random, DataType.FLOAT, RNNFormat.NCW, batch, 8, time),
                            GruNetworks.stepLabels(random, DataType.FLOAT, RNNFormat.NCW, batch, 4, time)));
                }
            }
            return batches;
        }

        private static void fit(MultiLayerNetwork net, List<DataSet> batches, int calls) {
            var random = new Random(2);
            for (int call = 0; call < calls; call++) {
                net.fit(batches.get(random.nextInt(batches.size())));
            }
        }

        /** Resident bytes outside the heap, once what is unreachable has been given back. */
        private static long settled() {
            for (int i = 0; i < 5; i++) {
                System.gc();
                try {
                    Thread.sleep(200);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return Pointer.physicalBytes() - Runtime.getRuntime().totalMemory();
        }
    }
}
