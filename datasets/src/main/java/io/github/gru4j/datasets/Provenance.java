package io.github.gru4j.datasets;

/**
 * Where data came from, exactly enough to tell whether two runs saw the same.
 *
 * @param source a sentence for people
 * @param sha256 of the sequences and their labels, all splits, in lower-case hexadecimal
 * @param split how train, validation and test were made, a sentence for people
 * @param train number of training sequences
 * @param trainAvailable number of training sequences that the source has, of which {@code train} are the first
 * @param validation number of validation sequences
 * @param test number of test sequences
 */
public record Provenance(
        String source, String sha256, String split, int train, int trainAvailable, int validation, int test) {}
