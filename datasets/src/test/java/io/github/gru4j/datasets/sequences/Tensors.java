package io.github.gru4j.datasets.sequences;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.datasets.SequenceDataset;
import io.github.gru4j.datasets.images.NewJvm;
import java.util.ArrayList;
import java.util.List;

/** All that a network sees of data sets. */
final class Tensors {

    private Tensors() {}

    /** Bits of features, labels and masks of all splits in their order. */
    static List<String> of(SequenceDataset data) {
        var bits = new ArrayList<String>();
        for (var split : List.of(data.train(7, 1), data.validation(7), data.test(7))) {
            while (split.hasNext()) {
                var batch = split.next();
                bits.add(NewJvm.bits(batch.getFeatures()));
                bits.add(NewJvm.bits(batch.getLabels()));
                bits.add(String.valueOf(batch.getFeaturesMaskArray()));
            }
        }
        return bits;
    }

    static void assertSame(SequenceDataset one, SequenceDataset other) {
        assertThat(of(one)).isEqualTo(of(other));
        assertThat(one.task().baselines()).isEqualTo(other.task().baselines());
        assertThat(one.task().labels()).isEqualTo(other.task().labels());
        assertThat(one.task().provenance().sha256())
                .isEqualTo(other.task().provenance().sha256());
    }
}
