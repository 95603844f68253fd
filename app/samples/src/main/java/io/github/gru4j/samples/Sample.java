package io.github.gru4j.samples;

/**
 * A program to read, run and copy.
 *
 * @param name as the command line calls it
 * @param path what its path argument is, for instance "FILE", in brackets if it can be left out; empty if it takes none
 * @param shows what it shows, in a phrase
 * @param main runs it; it takes {@code --quick}, and the path
 */
public record Sample(String name, String path, String shows, Main main) {

    /** The {@code main} method of a sample. */
    @FunctionalInterface
    public interface Main {

        /**
         * Runs the sample; results go to {@link System#out}.
         *
         * @throws UsageException if the sample does not take these arguments
         * @throws Exception if it fails
         */
        void run(String... args) throws Exception;
    }

    /** A sample that takes no path. */
    Sample(String name, String shows, Main main) {
        this(name, "", shows, main);
    }
}
