package io.github.gru4j.experiments.claims;

import java.util.Arrays;
import java.util.Optional;

/** How numbers are compared; one that is none never holds. */
@SuppressWarnings("ImmutableEnumChecker") // what is kept are lambdas without a state
enum Operator {
    AT_LEAST(">=", (a, b) -> a >= b),
    AT_MOST("<=", (a, b) -> a <= b),
    MORE(">", (a, b) -> a > b),
    LESS("<", (a, b) -> a < b);

    /** Of two numbers. */
    @FunctionalInterface
    private interface Test {
        boolean test(double a, double b);
    }

    private final String sign;
    private final Test test;

    Operator(String sign, Test test) {
        this.sign = sign;
        this.test = test;
    }

    static Optional<Operator> of(String sign) {
        return Arrays.stream(values())
                .filter(operator -> operator.sign.equals(sign))
                .findFirst();
    }

    String sign() {
        return sign;
    }

    boolean holds(double a, double b) {
        return test.test(a, b);
    }
}
