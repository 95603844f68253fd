package io.github.gru4j.layer.peers;

import io.github.gru4j.layer.TestSeed;
import io.github.gru4j.peers.GruOptions;
import io.github.gru4j.peers.GruProblem;
import io.github.gru4j.peers.GruSizes;
import io.github.gru4j.peers.Libtorch;
import io.github.gru4j.peers.LibtorchGru;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Outputs and gradients against libtorch's GRU, forward and bidirectional, every combination of options several times with random
 * sizes and values.
 *
 * <p>Gradients are those of a random projection of all outputs. They may differ by so much of the largest value in an array; a
 * largest value below 1e-3 counts as 1e-3, as there the limit meets the rounding of terms of the order of 1 in float.
 */
class LibtorchParityTest {

    private static final int EACH = 15;
    private static final double SMALLEST_GRADIENT = 1e-3;

    @BeforeEach
    void load() {
        NativePeer.require("libtorch", Libtorch::load);
    }

    @ParameterizedTest
    @CsvSource({"FLOAT, 1e-5, 1e-4", "DOUBLE, 1e-13, 1e-12"})
    void outputsAndGradientsAgree(DataType type, double outputLimit, double gradientLimit) {
        var random = new Random(TestSeed.of(LibtorchParityTest.class));
        var outputs = Difference.absolute(outputLimit);
        var gradients = Difference.relative(gradientLimit, SMALLEST_GRADIENT);
        int problems = 0;
        for (var options : GruOptions.all()) {
            if (!isPyTorchs(options)) {
                continue;
            }
            for (int i = 0; i < EACH; i++) {
                var problem = GruProblem.draw(options, GruSizes.draw(random), type, random);
                compare(problem, random, outputs, gradients);
                problems++;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "LibtorchParityTest: %d problems in %s, worst difference of outputs %.1e (absolute), of gradients %.1e"
                        + " (relative)%n",
                problems,
                type,
                outputs.worst(),
                gradients.worst());
    }

    /** PyTorch resets after the product only, reads forward or both ways, and packs lengths outside its GRU. */
    private static boolean isPyTorchs(GruOptions options) {
        return options.resetAfter() && !options.lengths() && options.direction() != GruOptions.Direction.REVERSE;
    }

    private static void compare(GruProblem problem, Random random, Difference outputs, Difference gradients) {
        try (var peer = new LibtorchGru(problem)) {
            var ours = Dl4jGru.outputs(problem);
            var theirs = peer.outputs();
            outputs.check(ours.states(), theirs.states(), "states", problem);
            outputs.check(ours.last(), theirs.last(), "last states", problem);

            var projection = GruProblem.normal(
                    random, ours.states().dataType(), 1.0, ours.states().shape());
            var our = Dl4jGruGradients.gradients(problem, projection);
            var their = peer.gradients(projection);
            gradients.check(our.input(), their.input(), "gradient of input", problem);
            for (int cell = 0; cell < problem.cells().size(); cell++) {
                var in = " of direction " + cell;
                if (problem.options().initialState()) {
                    gradients.check(
                            our.initialStates().get(cell),
                            their.initialStates().get(cell),
                            "gradient of initial state" + in,
                            problem);
                }
                var a = our.cells().get(cell);
                var b = their.cells().get(cell);
                gradients.check(a.w(), b.w(), "gradient of W" + in, problem);
                gradients.check(a.rw(), b.rw(), "gradient of RW" + in, problem);
                if (problem.options().bias()) {
                    gradients.check(a.b(), b.b(), "gradient of b" + in, problem);
                    gradients.check(a.rb(), b.rb(), "gradient of rb" + in, problem);
                }
            }
        }
    }
}
