package io.github.gru4j.layer.peers;

import io.github.gru4j.layer.TestSeed;
import io.github.gru4j.peers.GruOptions;
import io.github.gru4j.peers.GruProblem;
import io.github.gru4j.peers.GruSizes;
import io.github.gru4j.peers.OneDnnGru;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Outputs and gradients against oneDNN's own GRU primitive. */
class OneDnnParityTest {

    private static final int EACH = 30;

    private final Difference outputs = Difference.absolute(1e-5);
    private final Difference gradients = Difference.relative(1e-4, 1e-3);

    @BeforeEach
    void load() {
        NativePeer.require("oneDNN", OneDnnGru::load);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void outputsAndGradientsAgree(boolean bias) {
        var random = new Random(TestSeed.of(OneDnnParityTest.class));
        var options = new GruOptions(true, GruOptions.Direction.FORWARD, bias, false, false);
        for (int i = 0; i < EACH; i++) {
            var problem = GruProblem.draw(options, GruSizes.draw(random), DataType.FLOAT, random);
            var ours = Dl4jGru.outputs(problem);
            var projection =
                    GruProblem.normal(random, DataType.FLOAT, 1.0, ours.states().shape());
            var our = Dl4jGruGradients.gradients(problem, projection);
            try (var inference = OneDnnGru.forInference(problem);
                    var training = OneDnnGru.forTraining(problem, projection)) {
                inference.infer();
                outputs.check(ours.states(), inference.states(), "states", problem);
                training.pass();
                outputs.check(ours.states(), training.states(), "states in training", problem);
                var their = training.gradients();
                gradients.check(our.input(), their.input(), "gradient of input", problem);
                var a = our.cells().get(0);
                var b = their.cells().get(0);
                gradients.check(a.w(), b.w(), "gradient of W", problem);
                gradients.check(a.rw(), b.rw(), "gradient of RW", problem);
                if (bias) {
                    gradients.check(a.b(), b.b(), "gradient of b", problem);
                    gradients.check(a.rb(), b.rb(), "gradient of rb", problem);
                }
            }
        }
    }
}
