package io.github.gru4j.datasets.synthetic;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tasks of the literature that are drawn at random, each for a number of the user's choice, which is part of the name. */
public enum SyntheticFamily {

    /** The adding problem; the number is the length of a sequence. */
    ADDING("adding", "length", 10, 2000, 100),

    /** Copy memory; the number is the delay between the symbols and their recall. */
    COPY("copy", "delay", 5, 1000, 20);

    /** Without leading zeros, so that a task has one name. */
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private final String prefix;
    private final String quantity;
    private final int least;
    private final int most;
    private final int example;

    SyntheticFamily(String name, String quantity, int least, int most, int example) {
        this.prefix = name + "-";
        this.quantity = quantity;
        this.least = least;
        this.most = most;
        this.example = example;
    }

    /** The names of the family, for people: "adding-N". */
    public String form() {
        return prefix + "N";
    }

    /** Smallest number. */
    public int least() {
        return least;
    }

    /** Largest number. */
    public int most() {
        return most;
    }

    /** A name of the family, to show what it is. */
    public String example() {
        return prefix + example;
    }

    /** The family that a name belongs to, even if its number is wrong. */
    public static Optional<SyntheticFamily> of(String name) {
        return Arrays.stream(values())
                .filter(family -> name.startsWith(family.prefix))
                .findFirst();
    }

    /**
     * The number in a name of this family.
     *
     * @throws IllegalArgumentException if it is none, or out of range
     */
    public int number(String name) {
        refusal(name).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        return Integer.parseInt(digits(name));
    }

    /** What is wrong with the number in a name of this family; empty if nothing is. */
    public Optional<String> refusal(String name) {
        String digits = digits(name);
        boolean right = NUMBER.matcher(digits).matches()
                && Integer.parseInt(digits) >= least
                && Integer.parseInt(digits) <= most;
        return right
                ? Optional.empty()
                : Optional.of(
                        "%s: expected a %s from %d to %d, as in %s".formatted(name, quantity, least, most, example()));
    }

    private String digits(String name) {
        return name.substring(prefix.length());
    }

    Generator generator(int number) {
        return switch (this) {
            case ADDING -> AddingProblem.of(number);
            case COPY -> CopyMemory.of(number);
        };
    }
}
