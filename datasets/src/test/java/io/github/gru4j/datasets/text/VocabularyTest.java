package io.github.gru4j.datasets.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {

    private static Vocabulary learn(int minCount, int maxSize, String... texts) {
        return Vocabulary.learn(
                Arrays.stream(texts).map(text -> List.of(text.split(""))).toList(), minCount, maxSize);
    }

    @Test
    void numbersTokensInTheirOrderAfterPaddingAndUnknown() {
        var vocabulary = learn(2, 100, "otto", "anna");
        assertThat(vocabulary.tokens()).containsExactly("a", "n", "o", "t");
        assertThat(vocabulary.size()).isEqualTo(6);
        assertThat(vocabulary.indexOf("a")).isEqualTo(2);
        assertThat(vocabulary.indexOf("t")).isEqualTo(5);
        assertThat(vocabulary.indexOf("x")).isEqualTo(Vocabulary.UNKNOWN);
        assertThat(vocabulary.token(5)).isEqualTo("t");
        assertThat(vocabulary.token(Vocabulary.UNKNOWN)).isEqualTo("\uFFFD");
        assertThat(vocabulary.token(Vocabulary.PADDING)).isEmpty();
    }

    @Test
    void aRareTokenStaysUnknown() {
        assertThat(learn(2, 100, "anna", "x").tokens()).containsExactly("a", "n");
        assertThat(learn(1, 100, "anna", "x").tokens()).containsExactly("a", "n", "x");
        assertThat(learn(3, 100, "anna", "a").tokens()).containsExactly("a");
    }

    @Test
    void theCommonestAreKeptAndOfEqualsTheFirst() {
        assertThat(learn(1, 2, "zzz", "abc").tokens()).containsExactly("a", "z");
        assertThat(learn(1, 0, "zzz", "abc").size()).isEqualTo(2);
    }

    @Test
    void ofTooManyTokensTheRarestAreForgotten() {
        var counts = new TokenCounts(3);
        counts.add(List.of("a", "a", "a", "b", "b", "x", "y", "b", "z"));
        assertThat(counts.vocabulary(1, 100).tokens()).containsExactly("a", "b", "z");
    }

    @Test
    void theReplacementCharacterIsNeverKnown() {
        assertThat(learn(1, 9, "a\uFFFD\uFFFD").tokens()).containsExactly("a");
    }

    @Test
    void refusesATokenTwice() {
        assertThatThrownBy(() -> new Vocabulary(List.of("a", "b", "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a'");
    }
}
