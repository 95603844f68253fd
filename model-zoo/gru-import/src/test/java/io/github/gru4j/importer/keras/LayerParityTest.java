package io.github.gru4j.importer.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.importer.Parity;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Every kind of layer computes what Keras's documents say, step by step too, trains, and is the same after saving and loading. */
class LayerParityTest {

    private static final int STEPS = 6;
    private static final int SIZE = 3;
    private static final int TRAINING_STEPS = 50;

    /** Enough to see a wrong gradient, for the many cases that only differ in what stands beside the recurrent layer. */
    private static final int FEW_STEPS = 10;

    private static final String HERE = "io.github.gru4j.importer.keras.";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource({
        HERE + "RecurrentCases#forwards",
        HERE + "RecurrentCases#backwards",
        HERE + "RecurrentCases#bothWays",
        HERE + "MaskCases#masking",
        HERE + "MaskCases#words",
        HERE + "MaskCases#maskingStatedByKeras3",
        HERE + "OtherCases#steps",
        HERE + "OtherCases#windows",
        HERE + "OtherCases#shapes",
        HERE + "OtherCases#merges",
    })
    void computesWhatKerasDoes(KerasCase tested) throws Exception {
        Model network = KerasNetworks.build(tested.model()).network();
        double[][][] examples = tested.words() ? words() : steps();
        INDArray input = KerasParity.input(examples, !tested.words());

        assertThat(KerasParity.difference(tested.model(), network, !tested.words(), examples))
                .isLessThan(1e-5);
        INDArray whole = KerasParity.output(network, input).dup();
        if (tested.stepwise()) {
            assertThat(Parity.of(whole, stepByStep(network, input, whole)).largest())
                    .isCloseTo(0, within(1e-5));
        }
        Model again = Training.saveAndLoad(network, directory.resolve("model.zip"));
        assertThat(KerasParity.output(again, input)).isEqualTo(whole);

        var data = new DataSet(input, Nd4j.onesLike(whole).divi(whole.size(1)));
        double loss = Training.loss(network, data);
        int trained = tested.stepwise() ? TRAINING_STEPS : FEW_STEPS;
        for (int i = 0; i < trained; i++) {
            Training.fit(network, data);
        }
        assertThat(Training.loss(network, data)).isLessThan(loss);
    }

    /** In two parts, of which the first has several steps and the second one at a time. */
    private static INDArray stepByStep(Model network, INDArray input, INDArray whole) {
        INDArray found = Nd4j.createUninitialized(whole.dataType(), whole.shape());
        int first = 2;
        for (int from = 0; from < STEPS; from = from == 0 ? first : from + 1) {
            int to = from == 0 ? first : from + 1;
            INDArray output = Training.step(network, Training.steps(input, from, to));
            if (whole.rank() == 2) {
                found.assign(output);
            } else {
                Training.steps(found, from, to).assign(output.reshape(whole.size(0), whole.size(1), to - from));
            }
        }
        return found;
    }

    /** Of the first two examples some steps are all -1: at the ends and in the middle. */
    private static double[][][] steps() {
        var random = new Random(5);
        var values = new double[4][STEPS][SIZE];
        for (double[][] example : values) {
            for (double[] step : example) {
                for (int i = 0; i < SIZE; i++) {
                    step[i] = (float) random.nextGaussian();
                }
            }
        }
        for (int[] masked : new int[][] {{0, 4}, {0, 5}, {1, 0}, {1, 3}}) {
            Arrays.fill(values[masked[0]][masked[1]], -1);
        }
        return values;
    }

    /** Zeros at the ends only, where DL4J's LSTM can be right too. */
    private static double[][][] words() {
        return new double[][][] {{{1, 2, 3, 4, 5, 6}}, {{7, 8, 1, 0, 0, 0}}, {{0, 0, 3, 3, 2, 8}}};
    }
}
