package io.github.gru4j.cli;

/** What the command line tells its caller. */
final class ExitCodes {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int CLAIM = 3;

    private ExitCodes() {}
}
