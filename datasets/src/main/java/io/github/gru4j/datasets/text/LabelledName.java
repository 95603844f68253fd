package io.github.gru4j.datasets.text;

/**
 * A name in one language.
 *
 * @param concept what it names, the same in all languages, for instance "country DE"
 * @param text the name, normalised (NFC), in lower case and cut to {@link CldrNames#MAX_LENGTH} characters
 * @param language English name of the language
 */
record LabelledName(String concept, String text, String language) {}
