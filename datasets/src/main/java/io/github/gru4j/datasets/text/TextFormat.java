package io.github.gru4j.datasets.text;

/** How texts and their classes are kept. */
public enum TextFormat {

    /**
     * A folder with a file for each class; each line is a text. The class is the file's name without its extension, or the extension
     * where that is all that tells the files apart (rt-polarity.neg, rt-polarity.pos).
     */
    FILE_PER_CLASS("a folder with a file per class"),

    /** A folder with a folder for each class; each file in it is a text. */
    FOLDER_PER_CLASS("a folder with a folder per class"),

    /** A file with a header; a column holds texts and another their classes. */
    DELIMITED("a delimited file"),

    /**
     * A file whose lines hold a class and a text: with a tab between them if every line has one, else with a blank or a tab after the
     * first word, which is the class.
     */
    LABEL_LINES("lines of a label and a text");

    private final String description;

    TextFormat(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }
}
