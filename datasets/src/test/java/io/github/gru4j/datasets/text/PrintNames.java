package io.github.gru4j.datasets.text;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Prints all names in UTF-8, to be run in a JVM with other settings. */
final class PrintNames {

    private PrintNames() {}

    public static void main(String[] args) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        CldrNames.read().forEach(out::println);
    }
}
