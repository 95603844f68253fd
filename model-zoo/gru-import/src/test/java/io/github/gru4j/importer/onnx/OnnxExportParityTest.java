package io.github.gru4j.importer.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** ONNX Runtime on exported networks against DL4J on the networks: 100 random ones, whole and ragged sequences. */
final class OnnxExportParityTest {

    private static final double TOLERANCE = 1e-5;
    private static final long FIRST_SEED = 20260100;
    private static final int NETWORKS = 100;
    private static final int[][] SIZES = {{1, 1}, {3, 7}, {5, 4}, {1, 6}, {4, 1}};

    /** DL4J itself refuses masks of a single example and of single steps. */
    private static final int[][] RAGGED_SIZES = {{3, 7}, {5, 4}, {2, 6}};

    @TempDir
    private Path folder;

    static LongStream seeds() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + NETWORKS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void givesTheSameNumbers(long seed) throws Exception {
        var drawn = RandomNetworks.draw(seed);
        Path file = folder.resolve("model.onnx");
        OnnxExport.write(drawn.network(), file);
        var random = new Random(seed);
        try (var model = new OnnxRuntimeModel(file)) {
            for (int[] size : SIZES) {
                INDArray features = RandomNetworks.features(drawn, size[0], size[1], random);
                INDArray found = model.run(Map.of("input", features), null).get("output");
                INDArray expected = drawn.network().output(features.dup());
                assertClose(found, expected, "seed " + seed + drawn.description() + Arrays.toString(size));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void givesTheSameNumbersForRaggedSequences(long seed) throws Exception {
        var drawn = RandomNetworks.draw(seed);
        Path file = folder.resolve("model.onnx");
        OnnxExport.write(drawn.network(), file, OnnxExport.Option.SEQUENCE_LENS);
        var random = new Random(seed);
        try (var model = new OnnxRuntimeModel(file)) {
            for (int[] size : RAGGED_SIZES) {
                INDArray features = RandomNetworks.features(drawn, size[0], size[1], random);
                int[] lengths = random.ints(size[0], 1, size[1] + 1).toArray();
                INDArray mask = Nd4j.create(size[0], size[1]);
                for (int i = 0; i < lengths.length; i++) {
                    for (int t = 0; t < lengths[i]; t++) {
                        mask.putScalar(i, t, 1);
                    }
                }
                INDArray found = model.run(Map.of("input", features), lengths).get("output");
                INDArray expected = drawn.network().output(features.dup(), false, mask, null);
                assertClose(
                        found,
                        expected,
                        "seed " + seed + drawn.description() + Arrays.toString(size) + Arrays.toString(lengths));
            }
        }
    }

    private static void assertClose(INDArray found, INDArray expected, String what) {
        assertThat(found.shape()).as(what).isEqualTo(expected.shape());
        double scale = Math.max(1, expected.amaxNumber().doubleValue());
        double difference = found.sub(expected).amaxNumber().doubleValue();
        assertThat(difference / scale).as(what).isLessThan(TOLERANCE);
    }
}
