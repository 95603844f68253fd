package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.gru4j.networks.CellType;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextGeneratorTest {

    @TempDir
    Path folder;

    private ModelBundle bundle;

    @BeforeEach
    void train() throws IOException {
        bundle = SmallModels.train(
                SmallModels.language(folder),
                CellType.GRU,
                SmallModels.TEXT.toBuilder()
                        .hidden(24)
                        .maxEpochs(40)
                        .patience(40)
                        .build());
    }

    @Test
    void writesWhatItHasLearnt() {
        assertThat(write("abcd ", 0, 0, 1, 21)).isEqualTo("abc ab. abcd abc ab. ");
    }

    @Test
    void theSeedDecides() {
        assertThat(write("a", 2, 0, 1, 80)).isEqualTo(write("a", 2, 0, 1, 80)).isNotEqualTo(write("a", 2, 0, 2, 80));
        assertThat(write("a", 2, 1, 1, 30)).as("of one token").isEqualTo(write("a", 0, 0, 2, 30));
    }

    @Test
    void coldTextsAreLikelier() {
        assertThat(mistakes(write("a", 0.3, 0, 1, 400))).isLessThan(mistakes(write("a", 5, 0, 1, 400)));
        assertThat(mistakes(write("a", 5, 2, 1, 400))).isLessThan(mistakes(write("a", 5, 0, 1, 400)));
    }

    private static long mistakes(String text) {
        return text.chars().filter(c -> c == 'b').count() == 0
                ? text.length()
                : text.replaceAll("ab(cd?)?|[ .]", "").length();
    }

    @Test
    void refusesAPromptThatItCannotRead() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> write("abz", 1, 0, 1, 5))
                .withMessageContaining("the model does not know \"z\" of the prompt");
    }

    @Test
    void refusesAModelThatDoesNotWrite() throws IOException {
        ModelBundle names = SmallModels.train(SmallModels.text(folder), CellType.GRU, SmallModels.TEXT);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new TextGenerator(names, 1, 0, 1))
                .withMessageContaining("A language model is expected");
    }

    private String write(String prompt, double temperature, int topK, long seed, int length) {
        var text = new StringBuilder();
        new TextGenerator(bundle, temperature, topK, seed).generate(prompt, length, text::append);
        return text.toString();
    }
}
