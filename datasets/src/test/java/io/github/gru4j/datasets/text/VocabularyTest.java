package io.github.gru4j.datasets.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {

    @Test
    void numbersCharactersInTheirOrderAfterPaddingAndUnknown() {
        var vocabulary = Vocabulary.learn(List.of("otto", "anna"));
        assertThat(vocabulary.characters()).isEqualTo("anot");
        assertThat(vocabulary.size()).isEqualTo(6);
        assertThat(vocabulary.indexOf('a')).isEqualTo(2);
        assertThat(vocabulary.indexOf('t')).isEqualTo(5);
        assertThat(vocabulary.indexOf('x')).isEqualTo(Vocabulary.UNKNOWN);
    }

    @Test
    void aCharacterSeenOnceStaysUnknown() {
        assertThat(Vocabulary.learn(List.of("anna", "x")).characters()).isEqualTo("an");
    }

    @Test
    void findsUnknownCharactersWhateverTheKnownOnesMeanInAPattern() {
        var vocabulary = new Vocabulary("]^-\\[a&");
        assertThat("]^-\\[a&b".replaceAll(vocabulary.unknownPattern(), "?")).isEqualTo("]^-\\[a&?");
        assertThat("ab".replaceAll(new Vocabulary("").unknownPattern(), "?")).isEqualTo("??");
    }

    @Test
    void refusesACharacterTwice() {
        assertThatThrownBy(() -> new Vocabulary("aba"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'aba'");
    }
}
