package io.github.gru4j.benchmarks;

import io.github.gru4j.peers.Distance;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Whether answers are right: a fast wrong contestant must not score. */
final class Agreement {

    /** Of states, which lie between -1 and 1: absolute. */
    private static final double STATES_LIMIT = 1e-4;

    /** Of gradients: the largest difference in an array by the largest value in it. */
    private static final double GRADIENT_LIMIT = 1e-3;

    private static final double SMALLEST_GRADIENT = 1e-6;

    private Agreement() {}

    /** What is wrong with an answer, given the right one; empty if nothing is. */
    static Optional<String> objection(Map<String, INDArray> answer, Map<String, INDArray> right) {
        for (var name : right.keySet()) {
            var objection = objection(name, answer.get(name), right.get(name));
            if (objection.isPresent()) {
                return objection;
            }
        }
        return Optional.empty();
    }

    /** What is wrong with an answer that there is nothing to compare with; empty if all its values are finite. */
    static Optional<String> objection(Map<String, INDArray> answer) {
        return answer.entrySet().stream()
                .filter(entry ->
                        !(Distance.between(entry.getValue(), entry.getValue()).apart() == 0))
                .map(entry -> describe(entry.getKey()) + " has values that are not finite")
                .findFirst();
    }

    private static Optional<String> objection(String name, INDArray found, INDArray expected) {
        if (found == null) {
            return Optional.of(describe(name) + " is missing");
        }
        if (!Arrays.equals(found.shape(), expected.shape())) {
            return Optional.of(describe(name) + " has shape " + Arrays.toString(found.shape()) + ", expected "
                    + Arrays.toString(expected.shape()));
        }
        var distance = Distance.between(found, expected);
        boolean states = name.equals(Contestant.STATES);
        double difference = states ? distance.apart() : distance.relative(SMALLEST_GRADIENT);
        double limit = states ? STATES_LIMIT : GRADIENT_LIMIT;
        // Not "greater": NaN is wrong too.
        return difference <= limit
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%s differs by %.1e%s, allowed is %.0e",
                        describe(name),
                        difference,
                        states ? "" : " of its largest value",
                        limit));
    }

    private static String describe(String name) {
        return name.equals(Contestant.STATES) ? "the array of states" : "the gradient of " + name;
    }
}
