package io.github.gru4j.cli;

/** Has a last word when the JVM is told to stop (Ctrl-C) while something is going on. The exit code is then the system's, 130. */
final class InterruptNotice implements AutoCloseable {

    private final Thread hook;
    private boolean open = true;

    private InterruptNotice(Runnable lastWord) {
        hook = new Thread(lastWord, "last word");
    }

    /** Runs {@code lastWord} if the JVM ends before the notice is closed. */
    static InterruptNotice whileOpen(Runnable lastWord) {
        var notice = new InterruptNotice(lastWord);
        Runtime.getRuntime().addShutdownHook(notice.hook);
        return notice;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The JVM is stopping already, and the last word is being said.
            }
        }
    }
}
