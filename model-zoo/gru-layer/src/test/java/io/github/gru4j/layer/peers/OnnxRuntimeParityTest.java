package io.github.gru4j.layer.peers;

import ai.onnxruntime.OrtException;
import io.github.gru4j.layer.TestSeed;
import io.github.gru4j.peers.GruOptions;
import io.github.gru4j.peers.GruProblem;
import io.github.gru4j.peers.GruSizes;
import io.github.gru4j.peers.OnnxRuntimeGru;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** Outputs against ONNX Runtime's GRU: every combination of options, several times with random sizes and values. */
class OnnxRuntimeParityTest {

    private static final int EACH = 5;
    private static final double LIMIT = 1e-5;

    @BeforeEach
    void load() {
        NativePeer.require("ONNX Runtime", OnnxRuntimeGru::load);
    }

    @Test
    void outputsAgree() throws OrtException {
        var random = new Random(TestSeed.of(OnnxRuntimeParityTest.class));
        var states = Difference.absolute(LIMIT);
        var last = Difference.absolute(LIMIT);
        int problems = 0;
        for (var options : GruOptions.all()) {
            for (int i = 0; i < EACH; i++) {
                var problem = GruProblem.draw(options, GruSizes.draw(random), DataType.FLOAT, random);
                var ours = Dl4jGru.outputs(problem);
                try (var peer = new OnnxRuntimeGru(problem, 1)) {
                    var theirs = peer.outputs();
                    states.check(ours.states(), theirs.states(), "Y", problem);
                    last.check(ours.last(), theirs.last(), "Y_h", problem);
                }
                problems++;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "OnnxRuntimeParityTest: %d problems, worst absolute difference Y %.1e, Y_h %.1e%n",
                problems,
                states.worst(),
                last.worst());
    }
}
