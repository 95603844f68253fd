package io.github.gru4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Double, float and half give the same numbers, each to its precision; input and mask may have another type. */
class GruDataTypeTest {

    @ParameterizedTest
    @CsvSource({"FLOAT, 1e-5", "HALF, 1e-2"})
    void agreesWithDouble(DataType type, double tolerance) {
        var exact = network(DataType.DOUBLE);
        GruNetworks.randomise(exact, new Random(1));
        var net = network(type);
        net.setParams(exact.params().castTo(type));
        var random = new Random(2);
        var input = GruNetworks.input(random, DataType.DOUBLE, RNNFormat.NCW, 3, 4, 6);
        var labels = GruNetworks.stepLabels(random, DataType.DOUBLE, RNNFormat.NCW, 3, 2, 6);
        var mask = GruNetworks.mask(random, DataType.DOUBLE, 3, 6);

        assertThat(distance(net, exact, input, mask)).isLessThan(tolerance);
        net.fit(new DataSet(input, labels, mask, mask));
        exact.fit(new DataSet(input, labels, mask, mask));
        assertThat(net.params().dataType()).isEqualTo(type);
        assertThat(distance(net, exact, input, mask)).isLessThan(tolerance);
    }

    private static double distance(
            MultiLayerNetwork net,
            MultiLayerNetwork exact,
            org.nd4j.linalg.api.ndarray.INDArray input,
            org.nd4j.linalg.api.ndarray.INDArray mask) {
        var difference = net.output(input, false, mask, mask)
                .castTo(DataType.DOUBLE)
                .sub(exact.output(input, false, mask, mask));
        return Nd4j.math().abs(difference).maxNumber().doubleValue();
    }

    private static MultiLayerNetwork network(DataType type) {
        return GruNetworks.perStep(
                new GRU.Builder().nOut(5).updater(new Sgd(0.1)).build(), InputType.recurrent(4), 2, type);
    }
}
