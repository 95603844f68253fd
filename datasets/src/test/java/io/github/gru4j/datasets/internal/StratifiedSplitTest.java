package io.github.gru4j.datasets.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class StratifiedSplitTest {

    @Test
    void descriptionIsTheSameInAllLocales() {
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(new StratifiedSplit(0.7, 0.15, 1).description())
                    .isEqualTo("stratified by class, 70/15/15 at random with seed 1");
        } finally {
            Locale.setDefault(before);
        }
    }
}
