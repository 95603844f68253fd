package io.github.gru4j.datasets.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Real files: {@code shared/data} beside the project, or what {@code -Dgru4j.data} names. */
class RealTextsTest {

    private static Path real(String name) {
        var given = System.getProperty("gru4j.data");
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var file = (given == null ? folder.resolve("shared/data") : Path.of(given)).resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        Assumptions.abort("skipped: shared/data/" + name + " is not here");
        throw new AssertionError();
    }

    @Test
    void namesByLanguage() {
        var data = TextDataset.load(
                new TextOptions.Builder()
                        .data(real("names_by_language"))
                        .balanced(true)
                        .build(),
                0);
        assertThat(TextFiles.count(data)).isEqualTo(20_050);
        assertThat(data.task().labels())
                .hasSize(18)
                .startsWith("Arabic", "Chinese")
                .endsWith("Vietnamese");
        // Russian: 9,384 of 20,050.
        assertThat(data.task().baselines().get(0).value()).isCloseTo(0.468, within(0.005));
        assertThat(data.classWeights()).hasSize(18);
    }

    @Test
    void moviePolarity() {
        var data = TextDataset.load(
                new TextOptions.Builder()
                        .data(real("rt-polarity"))
                        .tokens(Tokens.WORDS)
                        .build(),
                0);
        assertThat(TextFiles.count(data)).isEqualTo(10_662);
        assertThat(data.task().labels()).containsExactly("neg", "pos");
        assertThat(data.task().baselines().get(0).value()).isCloseTo(0.5, within(0.01));
        assertThat(data.task().maxLength()).isLessThan(100);
    }

    @Test
    void tinyShakespeare() {
        var data = PlainTextDataset.load(
                new PlainTextOptions.Builder()
                        .data(real("tinyshakespeare/input.txt"))
                        .window(100)
                        .fractions(0.90, 0.05, 0.05)
                        .minCount(1)
                        .build(),
                0);
        assertThat(data.task().provenance().split()).contains("1,003,855 / 55,769 / 55,770 tokens");
        // 65 characters, padding and the unknown.
        assertThat(data.task().inputSize()).isEqualTo(67);
        assertThat(data.task().baselines().get(0).name()).isEqualTo("bigrams, add one");
        assertThat(data.task().baselines().get(0).value()).isCloseTo(3.59, within(0.01));
        assertThat(data.task().baselines().get(1).value()).isCloseTo(4.85, within(0.01));
    }
}
