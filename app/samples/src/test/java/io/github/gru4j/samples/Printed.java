package io.github.gru4j.samples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** What a sample printed. */
record Printed(String text) {

    static Printed by(Sample.Main sample, String... args) throws Exception {
        var bytes = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            sample.run(args);
        } finally {
            System.setOut(before);
        }
        return new Printed(bytes.toString(StandardCharsets.UTF_8));
    }

    /** The numbers that stand at the one group of a pattern, from the first to the last. */
    List<Double> numbers(String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> Double.parseDouble(match.group(1)))
                .toList();
    }

    /** The only such number. */
    double number(String pattern) {
        var numbers = numbers(pattern);
        if (numbers.size() != 1) {
            throw new AssertionError("expected one \"" + pattern + "\", found " + numbers.size() + " in\n" + text);
        }
        return numbers.get(0);
    }
}
