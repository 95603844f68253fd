package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.internal.Splits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Splits names by what they name: "Germania" must not teach a network to know "Germany" in the test split. */
final class NameSplits {

    static final String DESCRIPTION =
            "by concept (a country, language, currency or time zone is in one split in all languages), 70/15/15 at random";

    private static final long SEED = 20140901;
    private static final double TRAIN = 0.70;
    private static final double VALIDATION = 0.15;

    private NameSplits() {}

    /** Each split in random order, the same at every call. */
    static Splits<List<LabelledName>> of(List<LabelledName> names) {
        var random = new Random(SEED);
        var concepts = new ArrayList<>(
                names.stream().map(LabelledName::concept).distinct().sorted().toList());
        Collections.shuffle(concepts, random);
        int trainEnd = (int) Math.round(TRAIN * concepts.size());
        int validationEnd = (int) Math.round((TRAIN + VALIDATION) * concepts.size());

        var shuffled = new ArrayList<>(names);
        Collections.shuffle(shuffled, random);
        return new Splits<>(
                        concepts.subList(0, trainEnd),
                        concepts.subList(trainEnd, validationEnd),
                        concepts.subList(validationEnd, concepts.size()))
                .map(HashSet::new)
                .map(part -> about(part, shuffled));
    }

    private static List<LabelledName> about(Set<String> concepts, List<LabelledName> names) {
        return names.stream().filter(name -> concepts.contains(name.concept())).toList();
    }
}
