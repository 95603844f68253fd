package io.github.gru4j.datasets.internal;

/** Messages of other libraries, in one line that is not too long. */
final class OneLine {

    private static final int LONGEST = 300;

    private OneLine() {}

    /** What the cause at the bottom says; its kind where it says nothing. */
    static String of(Throwable failure) {
        var bottom = failure;
        while (bottom.getCause() != null && bottom.getCause() != bottom) {
            bottom = bottom.getCause();
        }
        var message = bottom.getMessage();
        return message == null || message.isBlank() ? bottom.getClass().getSimpleName() : of(message);
    }

    /** The text without line breaks. */
    static String of(String text) {
        var line = text.lines()
                .map(String::strip)
                .reduce((one, next) -> one + " " + next)
                .orElse("");
        // Jackson's own excerpt of the document, which says less than what is before it.
        int excerpt = line.indexOf(" at [Source: ");
        var printable = (excerpt < 0 ? line : line.substring(0, excerpt)).replaceAll("\\p{Cntrl}", " ");
        return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST) + "...";
    }
}
