package io.github.gru4j.networks;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TokenGeneratorSpeedTest {

    /** The best of some tries: other programs may be running beside. */
    @Test
    @Tag("slow")
    void writesTwoThousandCharactersASecond() {
        MultiLayerNetwork network = new SequenceLanguageModel.Builder()
                .tokens(65, 32)
                .cell(CellType.GRU)
                .hidden(256)
                .outputs(65)
                .build()
                .init();
        var generator =
                new TokenGenerator.Builder(network).temperature(0.8).topK(20).build();
        double most = 0;
        for (int round = 0; round < 12; round++) {
            int tokens = 2000;
            long begin = System.nanoTime();
            assertThat(generator.generate(1, 2, 3).limit(tokens)).hasSize(tokens);
            double perSecond = tokens * 1e9 / (System.nanoTime() - begin);
            System.out.printf("%.0f tokens a second%n", perSecond);
            most = Math.max(most, perSecond);
        }
        assertThat(most).isGreaterThan(2000);
    }
}
