package io.github.gru4j.datasets.internal;

import io.github.gru4j.datasets.Provenance;
import java.util.List;
import java.util.function.BiConsumer;

/** Makes the {@link Provenance} of sequences in memory. */
public final class Provenances {

    private Provenances() {}

    /**
     * Counts and digests the sequences.
     *
     * @param source where they came from, a sentence for people
     * @param split how the splits were made, a sentence for people
     * @param used the sequences of the data set
     * @param trainAvailable number of training sequences before any limit
     * @param content adds one sequence and its answer to the digest
     */
    public static <T> Provenance of(
            String source, String split, Splits<List<T>> used, int trainAvailable, BiConsumer<Sha256, T> content) {
        var digest = new Sha256();
        for (var part : List.of(used.train(), used.validation(), used.test())) {
            digest.add(part.size());
            part.forEach(sequence -> content.accept(digest, sequence));
        }
        return new Provenance(
                source,
                digest.hex(),
                split,
                used.train().size(),
                trainAvailable,
                used.validation().size(),
                used.test().size());
    }

    /** As above, of rows. */
    public static Provenance of(String source, String split, Splits<? extends RowSplit> used, int trainAvailable) {
        var digest = new Sha256();
        var counts = used.map(RowSplit::count);
        for (var part : List.of(used.train(), used.validation(), used.test())) {
            digest.add(part.count());
            part.digest(digest);
        }
        return new Provenance(
                source, digest.hex(), split, counts.train(), trainAvailable, counts.validation(), counts.test());
    }
}
