package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.networks.CellType;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

class OptimiserTest {

    private static final Map<Optimiser, Class<?>> CLASSES = Map.of(
            Optimiser.ADAM, Adam.class,
            Optimiser.ADAMW, Adam.class,
            Optimiser.NADAM, Nadam.class,
            Optimiser.AMSGRAD, AMSGrad.class,
            Optimiser.RMSPROP, RmsProp.class,
            Optimiser.SGD, Sgd.class,
            Optimiser.NESTEROV, Nesterovs.class);

    @ParameterizedTest
    @EnumSource
    void isDl4jsUpdaterInEveryLayer(Optimiser optimiser) {
        for (CellType cell : CellType.values()) {
            var settings =
                    Records.SETTINGS.toBuilder().optimiser(optimiser).layers(2).build();
            MultiLayerNetwork network = TaskNetwork.of(new Run(new TinyDataset(TinyDataset.PARITY), cell, 1, settings));
            for (var layer : network.getLayers()) {
                for (String name : layer.paramTable().keySet()) {
                    assertThat(layer.getConfig().getUpdaterByParam(name))
                            .as("%s %s", cell, name)
                            .isInstanceOf(CLASSES.get(optimiser));
                }
            }
            network.close();
        }
    }

    /** On a gradient of 1 for ever: by how many learning rates it goes at the steps 1, 2 and 1000. */
    @ParameterizedTest
    @CsvSource({
        "ADAM, 1, 1, 1",
        "AMSGRAD, 1, 1, 1",
        // 1 / sqrt(0.05), 1 / sqrt(0.05 (1 + 0.95)); it does not correct its start, nor do Keras' and PyTorch's.
        "RMSPROP, 4.472, 3.203, 1",
        "SGD, 1, 1, 1",
        // 1 + m, 1 + m + m^2, 1 / (1 - m)
        "NESTEROV, 1.9, 2.71, 10",
        // (m 0.9 + 0.1) / (1 - 0.9^t)
        "NADAM, 1.9, 1.426, 1",
    })
    void goesAsFarAsItsFormulaSays(Optimiser optimiser, double first, double second, double last) {
        double rate = 0.01;
        var settings = Records.SETTINGS.toBuilder()
                .optimiser(optimiser)
                .learningRate(rate)
                .build();
        IUpdater updater = optimiser.updater(settings, 1000);
        long state = updater.stateSize(1);
        var at = updater.instantiate(state == 0 ? null : Nd4j.zeros(1, state), true);
        for (int t = 0; t < 1000; t++) {
            INDArray gradient = Nd4j.ones(1);
            at.applyUpdater(gradient, t, 0);
            double wanted = t == 0 ? first : t == 1 ? second : t == 999 ? last : Double.NaN;
            if (!Double.isNaN(wanted)) {
                assertThat(gradient.getDouble(0) / rate).as("step %d", t + 1).isCloseTo(wanted, within(0.02 * wanted));
            }
        }
    }

    @Test
    void momentumReachesTheUpdater() {
        var settings = Records.SETTINGS.toBuilder()
                .optimiser(Optimiser.NESTEROV)
                .momentum(0.5)
                .build();
        assertThat(((Nesterovs) settings.optimiser().updater(settings, 10)).getMomentum())
                .isEqualTo(0.5);
    }
}
