package io.github.gru4j.datasets.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TextSplitsTest {

    private static final int CLASSES = 40_000;
    private static final int TEXTS_OF_A_CLASS = 4;

    /** Each text is of two classes; looking through all of these for each class would take minutes. */
    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void manyClassesThatShareTextsAreSplitAtOnce() {
        var keys = Stream.generate(Longs::new).limit(CLASSES).toList();
        IntStream.range(0, CLASSES * TEXTS_OF_A_CLASS / 2).forEach(text -> {
            keys.get(text % CLASSES).add(text);
            keys.get((text + 1) % CLASSES).add(text);
        });
        var splits = new TextSplits(keys, new long[0], new double[] {0.7, 0.85}, 0, 1);
        assertThat(splits.trainAvailable()).isBetween(CLASSES, CLASSES * TEXTS_OF_A_CLASS);
        var pass = splits.pass();
        assertThat(IntStream.range(0, CLASSES)
                        .allMatch(text -> pass.part(text, text) == pass.part((text + 1) % CLASSES, text)))
                .isTrue();
    }
}
