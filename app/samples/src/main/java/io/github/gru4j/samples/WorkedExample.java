package io.github.gru4j.samples;

import io.github.gru4j.layer.GRU;
import java.util.Locale;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A GRU of two units reads 1, 2, 3, 4, 5: every gate of every step in plain Java, beside what the layer computes. */
public final class WorkedExample {

    private static final int UNITS = 2;

    private static final double[] INPUT = {1, 2, 3, 4, 5};

    // Gates stand side by side, a column for each unit: update z, z, reset r, r, candidate n, n.
    private static final double[] W = {0.3, -0.2, 0.1, 0.4, 0.5, -0.3};
    private static final double[][] R = {{0.2, -0.1, 0.4, 0.3, -0.6, 0.2}, {-0.3, 0.5, 0.1, -0.2, 0.7, 0.4}};
    private static final double[] B = {-0.5, 0.1, 0.0, -0.4, -0.2, 0.3};
    private static final double[] C = {0.0, 0.2, -0.1, 0.1, 0.3, -0.2};

    private WorkedExample() {}

    /** Takes no arguments that change anything: it is done in a second. */
    public static void main(String... args) {
        Arguments.of(args);
        INDArray layer = layer();

        double[] h = new double[UNITS];
        double difference = 0;
        for (int step = 0; step < INPUT.length; step++) {
            double x = INPUT[step];
            double[] z = new double[UNITS];
            double[] r = new double[UNITS];
            double[] n = new double[UNITS];
            double[] next = new double[UNITS];
            for (int u = 0; u < UNITS; u++) {
                int update = u;
                int reset = UNITS + u;
                int candidate = 2 * UNITS + u;
                z[u] = sigmoid(x * W[update] + recurrent(h, update) + B[update] + C[update]);
                r[u] = sigmoid(x * W[reset] + recurrent(h, reset) + B[reset] + C[reset]);
                n[u] = Math.tanh(x * W[candidate] + B[candidate] + r[u] * (recurrent(h, candidate) + C[candidate]));
                next[u] = z[u] * h[u] + (1 - z[u]) * n[u];
                difference = Math.max(difference, Math.abs(next[u] - layer.getDouble(0, u, step)));
            }
            System.out.printf(Locale.ROOT, "step %d, input %.0f      unit 1    unit 2%n", step + 1, x);
            print("z, update gate", z[0], z[1]);
            print("r, reset gate", r[0], r[1]);
            print("n, candidate", n[0], n[1]);
            print("h, by hand", next[0], next[1]);
            print("h, the layer", layer.getDouble(0, 0, step), layer.getDouble(0, 1, step));
            h = next;
        }
        System.out.printf(Locale.ROOT, "largest difference between hand and layer: %.1e%n", difference);
    }

    /** What of the state before reaches one column: reset-after, so the reset gate acts on this sum. */
    private static double recurrent(double[] h, int column) {
        double sum = 0;
        for (int u = 0; u < UNITS; u++) {
            sum += h[u] * R[u][column];
        }
        return sum;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static void print(String what, double first, double second) {
        System.out.printf(Locale.ROOT, "  %-18s %9.6f %9.6f%n", what, first, second);
    }

    /** The same weights in a network of one layer: [batch 1, units 2, time 5]. */
    private static INDArray layer() {
        var network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .list()
                .layer(new GRU.Builder().nOut(UNITS).build())
                .setInputType(InputType.recurrent(1))
                .build());
        network.init();
        network.setParam("0_W", Nd4j.create(W, 1, W.length));
        network.setParam("0_RW", Nd4j.create(R));
        network.setParam("0_b", Nd4j.create(B, 1, B.length));
        network.setParam("0_rb", Nd4j.create(C, 1, C.length));
        return network.output(Nd4j.create(INPUT, 1, 1, INPUT.length));
    }
}
