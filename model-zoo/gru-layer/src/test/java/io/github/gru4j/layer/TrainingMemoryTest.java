package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.layer.kernel.GruKernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A step of training takes no more native memory than one of DL4J's LSTM of the same size. */
class TrainingMemoryTest {

    private static final String LSTM_CELL = "lstm";

    @ParameterizedTest
    @CsvSource({
        "onednn, 64, 128, 256, 100",
        "onednn, 32, 28, 128, 28",
        "onednn, 128, 32, 64, 200",
        "onednn, 32, 128, 512, 50",
        "onednn, 8, 64, 512, 100",
        "nd4j, 64, 128, 256, 100",
        "nd4j, 32, 28, 128, 28"
    })
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the peak is read from /proc")
    void noMoreThanDl4jsLstm(String kernel, int batch, int nIn, int width, int time) throws Exception {
        if (kernel.equals("onednn")) {
            FastKernel.require();
        }
        long gru = peak(kernel, batch, nIn, width, time);
        long lstm = peak(LSTM_CELL, batch, nIn, width, time);
        System.out.printf(
                "TrainingMemoryTest: three fits at (%d, %d, %d, %d) take %,d kB on %s, %,d kB by DL4J's LSTM%n",
                batch, nIn, width, time, gru, kernel, lstm);
        assertThat(gru).isLessThanOrEqualTo(lstm);
    }

    private static long peak(String cell, int... sizes) throws Exception {
        var child = new ChildJvm(Fits.class).fixedHeap(256).environment("OMP_NUM_THREADS", "1");
        if (!cell.equals(LSTM_CELL)) {
            child.options("-D" + GruKernels.PROPERTY + "=" + cell);
        }
        var arguments = new ArrayList<String>();
        arguments.add(cell);
        Arrays.stream(sizes).mapToObj(Integer::toString).forEach(arguments::add);
        return Long.parseLong(child.print(arguments.toArray(String[]::new)).strip());
    }

    /** Prints what the peak of resident memory grows by. */
    static final class Fits {

        private Fits() {}

        public static void main(String[] args) throws IOException {
            // The code and the caches that every size needs.
            fit(args[0], 2, 3, 4, 5);
            int[] sizes =
                    Arrays.stream(args).skip(1).mapToInt(Integer::parseInt).toArray();
            var data = data(sizes[0], sizes[1], sizes[3]);
            var net = network(args[0], sizes[1], sizes[2]);
            long before = peak();
            for (int i = 0; i < 3; i++) {
                net.fit(data);
            }
            System.out.println(peak() - before);
        }

        private static void fit(String cell, int batch, int nIn, int width, int time) {
            network(cell, nIn, width).fit(data(batch, nIn, time));
        }

        private static DataSet data(int batch, int nIn, int time) {
            var labels = Nd4j.zeros(DataType.FLOAT, batch, 10, time);
            labels.get(NDArrayIndex.all(), NDArrayIndex.point(3), NDArrayIndex.all())
                    .assign(1);
            return new DataSet(Nd4j.rand(DataType.FLOAT, batch, nIn, time), labels);
        }

        private static MultiLayerNetwork network(String cell, int nIn, int width) {
            Layer recurrent = cell.equals(LSTM_CELL)
                    ? new LSTM.Builder().nIn(nIn).nOut(width).build()
                    : new GRU.Builder().nIn(nIn).nOut(width).build();
            var net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                    .list()
                    .layer(recurrent)
                    .layer(new RnnOutputLayer.Builder()
                            .nIn(width)
                            .nOut(10)
                            .activation(Activation.SOFTMAX)
                            .build())
                    .build());
            net.init();
            return net;
        }

        /** The largest that resident memory has ever been, in kB. */
        private static long peak() throws IOException {
            try (var lines = Files.lines(Path.of("/proc/self/status"))) {
                return lines.filter(line -> line.startsWith("VmHWM"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .findFirst()
                        .orElseThrow();
            }
        }
    }
}
