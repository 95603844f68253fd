package io.github.gru4j.importer.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is exported comes back: the same parameters bit for bit, the same outputs, whole and ragged; 100 random networks. */
final class OnnxRoundTripTest {

    private static final double TOLERANCE = 1e-5;
    private static final long FIRST_SEED = 20260100;
    private static final int NETWORKS = 100;
    private static final int[][] SIZES = {{3, 7}, {5, 4}, {2, 6}};

    @TempDir
    private Path folder;

    static LongStream seeds() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + NETWORKS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void wholeSequences(long seed) throws Exception {
        check(seed, false);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void raggedSequences(long seed) throws Exception {
        check(seed, true);
    }

    private void check(long seed, boolean ragged) throws Exception {
        var drawn = RandomNetworks.draw(seed);
        String what = "seed " + seed + drawn.description();
        Path file = folder.resolve("model.onnx");
        var options = ragged ? new OnnxExport.Option[] {OnnxExport.Option.SEQUENCE_LENS} : new OnnxExport.Option[0];
        OnnxExport.write(drawn.network(), file, options);
        var back = (MultiLayerNetwork) OnnxImport.load(file).network();
        assertThat(parameters(back)).as(what).isEqualTo(parameters(drawn.network()));
        Path again = folder.resolve("again.onnx");
        OnnxExport.write(back, again, options);
        var third = (MultiLayerNetwork) OnnxImport.load(again).network();
        assertThat(parameters(third)).as(what).isEqualTo(parameters(back));
        var random = new Random(seed);
        for (int[] size : SIZES) {
            INDArray features = RandomNetworks.features(drawn, size[0], size[1], random);
            INDArray mask = ragged ? mask(random, size[0], size[1]) : null;
            INDArray expected = output(drawn.network(), features, mask);
            INDArray found = output(back, toNcw(drawn, features), mask);
            boolean turned = drawn.format() == RNNFormat.NWC && found.rank() == 3;
            found = turned ? found.permute(0, 2, 1) : found;
            assertThat(found.shape()).as(what).isEqualTo(expected.shape());
            double scale = Math.max(1, expected.amaxNumber().doubleValue());
            assertThat(found.sub(expected).amaxNumber().doubleValue() / scale)
                    .as(what + Arrays.toString(size))
                    .isLessThan(TOLERANCE);
            INDArray last = output(third, toNcw(drawn, features), mask);
            assertThat(last.sub(turned ? found.permute(0, 2, 1) : found)
                                    .amaxNumber()
                                    .doubleValue()
                            / scale)
                    .as("twice: " + what + Arrays.toString(size))
                    .isLessThan(TOLERANCE);
        }
    }

    private static INDArray output(MultiLayerNetwork network, INDArray features, INDArray mask) {
        return mask == null ? network.output(features.dup()) : network.output(features.dup(), false, mask, null);
    }

    private static INDArray toNcw(RandomNetworks.Drawn drawn, INDArray features) {
        return drawn.format() == RNNFormat.NWC && features.rank() == 3
                ? features.permute(0, 2, 1).dup()
                : features;
    }

    /** The first steps of each sequence; DL4J refuses masks of which no sequence is whole. */
    private static INDArray mask(Random random, int batch, int time) {
        INDArray mask = Nd4j.create(batch, time);
        for (int i = 0; i < batch; i++) {
            int length = 1 + random.nextInt(time);
            for (int t = 0; t < length; t++) {
                mask.putScalar(i, t, 1);
            }
        }
        return mask;
    }

    /** By layer, of those that have some, and by name. */
    private static List<String> parameters(MultiLayerNetwork network) {
        var all = new ArrayList<String>();
        for (var layer : network.getLayers()) {
            if (layer.numParams() > 0) {
                var table = new TreeMap<>(layer.paramTable());
                table.forEach((name, values) -> all.add(name
                        + Arrays.toString(values.shape())
                        + Arrays.toString(values.dup('c').data().asFloat())));
            }
        }
        return all;
    }
}
