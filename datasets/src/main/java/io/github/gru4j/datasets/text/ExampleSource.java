package io.github.gru4j.datasets.text;

import java.util.function.Consumer;

/** Texts with their classes in files. */
interface ExampleSource {

    /**
     * Reads all, the same at every call; rows without anything come as examples with an empty text.
     *
     * @throws io.github.gru4j.datasets.DataException if a file cannot be read, with the place
     */
    void read(Consumer<Example> examples);

    /** What is read, a phrase for people. */
    String description();
}
