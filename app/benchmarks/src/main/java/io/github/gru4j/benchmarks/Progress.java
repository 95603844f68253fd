package io.github.gru4j.benchmarks;

import java.io.PrintWriter;

/** Says on stderr what goes on: on a terminal one line that changes, elsewhere a line for each stage. */
final class Progress {

    /** Set by the launcher, which alone can tell: Java cannot ask whether stderr is a terminal. */
    private static final boolean TERMINAL = Boolean.getBoolean("gru4j.terminal");

    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter err;
    private final String heat;
    private String stage = "";

    /**
     * @param heat what goes on, for instance "[3 of 13] train at 32,28,128,28"
     */
    Progress(PrintWriter err, String heat) {
        this.err = err;
        this.heat = heat;
    }

    void stage(String name) {
        stage = heat + ": " + name;
        if (TERMINAL) {
            show(stage);
        } else {
            err.println(stage);
        }
    }

    void detail(Entry entry) {
        if (TERMINAL) {
            show(stage + " " + entry.peer().name());
        }
    }

    void done() {
        if (TERMINAL) {
            show("");
        }
    }

    private void show(String line) {
        err.print(CLEAR + line);
        err.flush();
    }
}
