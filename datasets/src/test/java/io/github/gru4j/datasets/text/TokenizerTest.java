package io.github.gru4j.datasets.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenizerTest {

    private static final Tokenizer CHARACTERS = new Tokenizer(Tokens.CHARACTERS, Normalization.NFC, false);
    private static final Tokenizer WORDS = new Tokenizer(Tokens.WORDS, Normalization.NFC, true);

    @Test
    void charactersAreCodePointsOfTheNormalForm() {
        assertThat(CHARACTERS.split("e\u0301 \uD83D\uDE00x")).containsExactly("\u00E9", " ", "\uD83D\uDE00", "x");
        assertThat(CHARACTERS.split("\uFB01")).containsExactly("\uFB01");
        assertThat(new Tokenizer(Tokens.CHARACTERS, Normalization.NFKC, false).split("\uFB01"))
                .containsExactly("f", "i");
        assertThat(CHARACTERS.split("")).isEmpty();
    }

    @Test
    void lowerCaseIsInTheNormalFormToo() {
        assertThat(new Tokenizer(Tokens.CHARACTERS, Normalization.NFC, true).split("\u0130A"))
                .containsExactly("i", "\u0307", "a");
        // The kelvin sign and a letter that only NFKC turns into a capital.
        assertThat(new Tokenizer(Tokens.CHARACTERS, Normalization.NFKC, true).split("\u212A\u210C"))
                .containsExactly("k", "h");
    }

    @Test
    void wordsNumbersAndOtherSignsAreTokens() {
        assertThat(WORDS.split("It's 3.14, not 1,000.5 -- don't!"))
                .containsExactly("it's", "3.14", ",", "not", "1,000.5", "-", "-", "don't", "!");
        assertThat(WORDS.split("'quoted' mp3s, 4th. U.S.A."))
                .containsExactly("'", "quoted", "'", "mp3s", ",", "4th", ".", "u", ".", "s", ".", "a", ".");
        assertThat(WORDS.split("na\u0308ive\u00A0caf\u00E9")).containsExactly("n\u00E4ive", "caf\u00E9");
        assertThat(WORDS.split("\u6F22\u5B57ab")).containsExactly("\u6F22", "\u5B57", "ab");
        assertThat(WORDS.split(" \t ")).isEmpty();
        assertThat(WORDS.split("end.")).containsExactly("end", ".");
        assertThat(WORDS.split("a\n\nb")).containsExactly("a", "\n", "\n", "b");
    }

    @Test
    void capitalsStayIfWanted() {
        assertThat(new Tokenizer(Tokens.WORDS, Normalization.NFC, false).split("The US"))
                .containsExactly("The", "US");
    }

    @Test
    void truncationKeepsTheOtherSide() {
        assertThat(CHARACTERS.split("abcdef", 4, Truncation.END)).containsExactly("a", "b", "c", "d");
        assertThat(CHARACTERS.split("abcdef", 4, Truncation.START)).containsExactly("c", "d", "e", "f");
        assertThat(CHARACTERS.split("abc", 3, Truncation.START)).containsExactly("a", "b", "c");
        assertThat(WORDS.split("one two three", 2, Truncation.START)).containsExactly("two", "three");
    }

    @Test
    void truncationDoesNotPartALetterFromItsMarks() {
        // Devanagari "ki" and a letter with two marks that compose with nothing.
        assertThat(CHARACTERS.split("a\u0915\u093F", 2, Truncation.END)).containsExactly("a");
        assertThat(CHARACTERS.split("q\u0307\u0323b", 2, Truncation.START)).containsExactly("b");
        assertThat(CHARACTERS.split("q\u0323\u0307", 2, Truncation.END)).containsExactly("q", "\u0323");
        assertThat(CHARACTERS.split("x\uD83D\uDC68\u200D\uD83D\uDC69", 3, Truncation.END))
                .containsExactly("x");
    }

    @Test
    void aMillionCharactersAreCutInNoTime() {
        var text = "word ".repeat(200_000);
        assertThat(CHARACTERS.split(text, 10, Truncation.START)).hasSize(10);
        assertThat(WORDS.split(text, 10, Truncation.END)).hasSize(10);
        assertThat(WORDS.split("a".repeat(1_000_000))).hasSize(1);
        assertThat(WORDS.split("'".repeat(1_000_000), 5, Truncation.END)).hasSize(5);
        assertThat(CHARACTERS.split("\u0301".repeat(1_000_000), 5, Truncation.START))
                .hasSize(5);
    }
}
