package io.github.gru4j.datasets.text;

/** What a step of a text is. */
public enum Tokens {

    /** A Unicode code point; blanks count. */
    CHARACTERS,

    /**
     * A word, a number, or a single other sign. A word is a run of letters, digits and marks, with apostrophes between its letters
     * ("don't") and commas and points between its digits ("1,000.5"). Ideographs stand alone. Of scripts that write neither blanks
     * nor ideographs (Thai, Khmer), a whole phrase is a word: take characters for them.
     */
    WORDS
}
