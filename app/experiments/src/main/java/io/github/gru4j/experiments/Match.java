package io.github.gru4j.experiments;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What cells have in common when they are compared. */
public enum Match {
    /** The width of the recurrent layers. An LSTM has a third more weights than a GRU then. */
    WIDTH("equal width"),
    /**
     * The number of parameters of the whole network, as near as a width comes to that of the first cell. The first cell's runs
     * are those of {@link #WIDTH}.
     */
    PARAMETERS("equal parameters"),
    /**
     * Training time at equal width: what each had reached when the fastest of them had finished. Nothing is trained for it, it is
     * read from the learning curves.
     */
    TIME("equal training time");

    private final String label;

    Match(String label) {
        this.label = label;
    }

    /** A phrase for people. */
    public String label() {
        return label;
    }

    /** The name on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The ids of all. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(Match::id).toList();
    }

    /** The one with this {@link #id()}. */
    public static Optional<Match> of(String id) {
        return Arrays.stream(values()).filter(match -> match.id().equals(id)).findFirst();
    }
}
