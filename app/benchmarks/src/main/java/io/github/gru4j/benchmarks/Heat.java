package io.github.gru4j.benchmarks;

import java.util.List;

/** Entries that take turns with each other. */
record Heat(String title, List<Entry> entries, Beside beside) {

    /** With which task of the same contestant its times are compared too. */
    enum Beside {
        NOTHING(""),
        /** Sequences of different lengths with the full batch. */
        FIRST("x full"),
        /** Twice as much with once. */
        PREVIOUS("x half");

        private final String heading;

        Beside(String heading) {
            this.heading = heading;
        }

        String heading() {
            return heading;
        }
    }
}
