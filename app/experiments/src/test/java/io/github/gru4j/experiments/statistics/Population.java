package io.github.gru4j.experiments.statistics;

import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * A distribution that test metrics of runs may come from.
 *
 * @param name for people
 * @param claimed whether intervals are said to cover 93 to 97% of its experiments
 * @param mean exact
 * @param draw a value
 */
record Population(String name, boolean claimed, double mean, ToDoubleFunction<Random> draw) {

    static final List<Population> ALL = List.of(
            new Population("normal", true, 0, Random::nextGaussian),
            new Population("uniform", true, 0.5, Random::nextDouble),
            new Population("heavy tails: Student's t, 5 degrees of freedom", true, 0, Population::heavyTailed),
            logNormal("error, lognormal, skewness 0.3", true, 0.1),
            logNormal("error, lognormal, skewness 0.8", true, 0.25),
            beta("accuracy around 0.97, beta, skewness -0.8", true, 194, 6),
            new Population("accuracy of 200 sequences around 0.97, with ties", true, 0.97, Population::stepped),
            logNormal("error, lognormal, skewness 1.8", false, 0.5),
            beta("accuracy around 0.98, beta, skewness -1.4", false, 98, 2),
            beta("accuracy around 0.99, beta, skewness -2.7", false, 49.5, 0.5),
            new Population("exponential, skewness 2", false, 1, random -> -Math.log1p(-random.nextDouble())),
            failing("normal around 0.97, one run in 20 fails at 0.5", 0.05),
            failing("normal around 0.97, one run in 5 fails at 0.5", 0.2));

    static Stream<Population> claimedOnes() {
        return ALL.stream().filter(Population::claimed);
    }

    double[] sample(int size, Random random) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = draw.applyAsDouble(random);
        }
        return values;
    }

    @Override
    public String toString() {
        return name;
    }

    private static Population logNormal(String name, boolean claimed, double sigma) {
        return new Population(
                name, claimed, Math.exp(sigma * sigma / 2), random -> Math.exp(sigma * random.nextGaussian()));
    }

    private static Population beta(String name, boolean claimed, double a, double b) {
        var distribution = BetaDistribution.of(a, b);
        return new Population(name, claimed, a / (a + b), random -> distribution
                .createSampler(random::nextLong)
                .sample());
    }

    private static Population failing(String name, double rate) {
        return new Population(
                name,
                false,
                rate * 0.5 + (1 - rate) * 0.97,
                random -> random.nextDouble() < rate ? 0.5 : 0.97 + 0.005 * random.nextGaussian());
    }

    private static double heavyTailed(Random random) {
        double squares = 0;
        for (int i = 0; i < 5; i++) {
            double normal = random.nextGaussian();
            squares += normal * normal;
        }
        return random.nextGaussian() / Math.sqrt(squares / 5);
    }

    private static double stepped(Random random) {
        return Math.rint(200 * (0.97 + 0.01 * random.nextGaussian())) / 200;
    }
}
