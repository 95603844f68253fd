package io.github.gru4j.cli;

/** Has a last word when the JVM is told to stop (Ctrl-C) while something goes on. The exit code is then the system's, 130. */
final class InterruptNotice {

    private final Thread hook;

    private InterruptNotice(Thread hook) {
        this.hook = hook;
    }

    /** Runs {@code lastWord} if the JVM ends before the notice is withdrawn. */
    static InterruptNotice post(Runnable lastWord) {
        var notice = new InterruptNotice(new Thread(lastWord, "last word"));
        Runtime.getRuntime().addShutdownHook(notice.hook);
        return notice;
    }

    void withdraw() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is stopping already, and the last word is being said.
        }
    }
}
