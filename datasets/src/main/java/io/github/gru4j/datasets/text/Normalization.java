package io.github.gru4j.datasets.text;

import java.text.Normalizer;

/** Unicode's normal form that texts are brought to: what looks the same becomes the same. */
public enum Normalization {

    /** Composed: "e" and a combining accent become one character. */
    NFC(Normalizer.Form.NFC),

    /** Composed, and without differences of form alone: a ligature becomes its letters, full width becomes half width. */
    NFKC(Normalizer.Form.NFKC);

    private final Normalizer.Form form;

    Normalization(Normalizer.Form form) {
        this.form = form;
    }

    String of(String text) {
        return Normalizer.normalize(text, form);
    }
}
