package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.DataException;
import io.github.gru4j.datasets.internal.Nearest;
import java.util.List;
import java.util.stream.Collectors;

/** Which names there are. */
final class Names {

    private static final int MOST_SHOWN = 20;

    private Names() {}

    /** The end of a sentence that says that a name is missing. */
    static String thereAre(List<String> names, String insteadOf) {
        return "; "
                + Nearest.to(insteadOf, names)
                        .map(name -> "did you mean " + DataException.quote(name) + "? There are ")
                        .orElse("there are ")
                + names.stream().limit(MOST_SHOWN).map(DataException::quote).collect(Collectors.joining(", "))
                + (names.size() > MOST_SHOWN ? ", ..." : "");
    }
}
