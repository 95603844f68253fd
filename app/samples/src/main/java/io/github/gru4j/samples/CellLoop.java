package io.github.gru4j.samples;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;
import static org.nd4j.linalg.ops.transforms.Transforms.sigmoid;
import static org.nd4j.linalg.ops.transforms.Transforms.tanh;

import io.github.gru4j.layer.GRU;
import io.github.gru4j.layer.GRULayer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The cell in a loop of one's own, from a given state: the same outputs and last state as one pass of the layer. */
public final class CellLoop {

    private static final int BATCH = 3;
    private static final int SIZE = 10;
    private static final int UNITS = 20;
    private static final int STEPS = 6;

    private CellLoop() {}

    /** Takes no arguments that change anything: it is done in a second. */
    public static void main(String... args) {
        Arguments.of(args);
        Nd4j.getRandom().setSeed(1);
        var network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(DataType.DOUBLE)
                .list()
                .layer(new GRU.Builder().nOut(UNITS).build())
                .setInputType(InputType.recurrent(SIZE))
                .build());
        network.init();
        INDArray input = Nd4j.randn(DataType.DOUBLE, BATCH, SIZE, STEPS);
        INDArray initial = Nd4j.randn(DataType.DOUBLE, BATCH, UNITS);

        // One: the cell as a function, in a loop.
        INDArray outputs = Nd4j.create(DataType.DOUBLE, BATCH, UNITS, STEPS);
        INDArray state = initial;
        for (int step = 0; step < STEPS; step++) {
            state = cell(network, input.get(all(), all(), point(step)), state);
            outputs.get(all(), all(), point(step)).assign(state);
        }

        // Two: the layer, all steps at once.
        network.rnnSetPreviousState(0, Map.of(GRULayer.STATE_KEY_PREV_ACTIVATION, initial));
        INDArray onePass = network.rnnTimeStep(input);
        INDArray last = network.rnnGetPreviousState(0).get(GRULayer.STATE_KEY_PREV_ACTIVATION);

        // Three: the layer, which keeps its state from call to call.
        network.rnnSetPreviousState(0, Map.of(GRULayer.STATE_KEY_PREV_ACTIVATION, initial));
        INDArray stepwise = Nd4j.create(DataType.DOUBLE, BATCH, UNITS, STEPS);
        for (int step = 0; step < STEPS; step++) {
            INDArray output = network.rnnTimeStep(input.get(all(), all(), point(step)));
            stepwise.get(all(), all(), point(step)).assign(output);
        }

        System.out.println("input " + Arrays.toString(input.shape()) + ", initial state "
                + Arrays.toString(initial.shape()) + ", outputs " + Arrays.toString(outputs.shape()));
        System.out.println(
                "last state of the first sequence, first five units: " + state.get(point(0), interval(0, 5)));
        print("all outputs, loop and one pass", outputs, onePass);
        print("last state, loop and one pass", state, last);
        print("all outputs, loop and rnnTimeStep", outputs, stepwise);
    }

    /** One step: x [batch, features] and the state before, h [batch, units], give the state after. */
    private static INDArray cell(MultiLayerNetwork network, INDArray x, INDArray h) {
        INDArray fromInput = x.mmul(network.getParam("0_W")).addiRowVector(network.getParam("0_b"));
        INDArray fromState = h.mmul(network.getParam("0_RW")).addiRowVector(network.getParam("0_rb"));
        INDArray z = sigmoid(gate(fromInput, 0).add(gate(fromState, 0)));
        INDArray r = sigmoid(gate(fromInput, 1).add(gate(fromState, 1)));
        INDArray n = tanh(gate(fromInput, 2).add(r.mul(gate(fromState, 2))));
        return z.mul(h).add(z.rsub(1).mul(n));
    }

    /** Update, reset, candidate: side by side. */
    private static INDArray gate(INDArray gates, int number) {
        return gates.get(all(), interval(number * UNITS, (number + 1) * UNITS));
    }

    private static void print(String what, INDArray one, INDArray other) {
        double difference = one.sub(other).amaxNumber().doubleValue();
        System.out.printf(Locale.ROOT, "%s: largest difference %.1e%n", what, difference);
    }
}
