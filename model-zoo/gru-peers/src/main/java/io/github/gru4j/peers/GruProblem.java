package io.github.gru4j.peers;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A GRU and a batch for it, the same for us and for the peer.
 *
 * @param cells parameters of each direction, in our layout; like the peers' they have two biases or none, also for reset-before
 * @param input [B, nIn, T], zero where it is padded
 * @param mask [B, T], 1 for the steps of each sequence and 0 for the padding on their right; null without lengths
 * @param initialStates [B, H] for each direction; empty for zeros
 */
public record GruProblem(
        GruOptions options,
        GruSizes sizes,
        List<GruWeights> cells,
        INDArray input,
        INDArray mask,
        List<INDArray> initialStates) {

    private static final double WEIGHT_SD = 0.5;

    /** Random values, with weights large enough for every part of the equations to matter in small layers. */
    public static GruProblem draw(GruOptions options, GruSizes sizes, DataType type, Random random) {
        return draw(options, sizes, type, WEIGHT_SD, random);
    }

    /** Random values: normal, with a standard deviation of 1 for the input, of 0.5 for initial states and this for weights. */
    public static GruProblem draw(GruOptions options, GruSizes sizes, DataType type, double weightSd, Random random) {
        int cells = options.direction().cells();
        long batch = sizes.batch();
        var mask = options.lengths() ? mask(random, type, sizes) : null;
        var input = normal(random, type, 1.0, batch, sizes.nIn(), sizes.time());
        return new GruProblem(
                options,
                sizes,
                repeat(cells, () -> params(random, type, weightSd, sizes, options.bias())),
                mask == null ? input : input.mul(mask.reshape(batch, 1, sizes.time())),
                mask,
                repeat(options.initialState() ? cells : 0, () -> normal(random, type, 0.5, batch, sizes.nOut())));
    }

    /** Normal values around zero, 'c' order. */
    public static INDArray normal(Random random, DataType type, double sd, long... shape) {
        long length = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        var values = DoubleStream.generate(() -> sd * random.nextGaussian()).limit(length);
        return Nd4j.createFromArray(values.toArray()).castTo(type).reshape('c', shape);
    }

    /** Steps of each sequence without the padding. */
    public int[] lengths() {
        var lengths = new int[sizes.batch()];
        Arrays.fill(lengths, sizes.time());
        return mask == null ? lengths : mask.sum(1).toIntVector();
    }

    @Override
    public String toString() {
        return options + ", " + sizes + ", lengths " + Arrays.toString(lengths());
    }

    private static GruWeights params(Random random, DataType type, double sd, GruSizes sizes, boolean bias) {
        long gates = 3L * sizes.nOut();
        return new GruWeights(
                normal(random, type, sd, sizes.nIn(), gates),
                normal(random, type, sd, sizes.nOut(), gates),
                bias ? normal(random, type, sd, 1, gates) : null,
                bias ? normal(random, type, sd, 1, gates) : null);
    }

    private static INDArray mask(Random random, DataType type, GruSizes sizes) {
        var mask = Nd4j.zeros(type, sizes.batch(), sizes.time());
        for (int b = 0; b < sizes.batch(); b++) {
            int length = 1 + random.nextInt(sizes.time());
            for (int t = 0; t < length; t++) {
                mask.putScalar(b, t, 1.0);
            }
        }
        return mask;
    }

    private static <T> List<T> repeat(int times, Supplier<T> one) {
        return Stream.generate(one).limit(times).toList();
    }
}
