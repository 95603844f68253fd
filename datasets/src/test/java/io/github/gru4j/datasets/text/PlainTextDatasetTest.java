package io.github.gru4j.datasets.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.datasets.Baseline;
import io.github.gru4j.datasets.StepKind;
import io.github.gru4j.datasets.TaskKind;
import io.github.gru4j.datasets.internal.SequenceRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

class PlainTextDatasetTest {

    @TempDir
    Path folder;

    private PlainTextOptions.Builder options(String text) throws IOException {
        return new PlainTextOptions.Builder()
                .data(Files.writeString(folder.resolve("text.txt"), text))
                .minCount(1);
    }

    /** What is read and what is to be said, as text. */
    private static List<String> windows(PlainTextDataset data, DataSetIterator iterator) {
        var windows = new ArrayList<String>();
        while (iterator.hasNext()) {
            var batch = iterator.next();
            int time = (int) batch.getFeatures().size(2);
            for (int b = 0; b < batch.numExamples(); b++) {
                var read = new StringBuilder();
                var said = new StringBuilder();
                for (int t = 0; t < time; t++) {
                    if (batch.getLabelsMaskArray() == null
                            || batch.getLabelsMaskArray().getInt(b, t) == 1) {
                        read.append(data.vocabulary().token(batch.getFeatures().getInt(b, 0, t)));
                        var answer = batch.getLabels().slice(b).getColumn(t);
                        assertThat(answer.sumNumber().intValue()).isEqualTo(1);
                        said.append(data.vocabulary().token(answer.argMax().getInt(0)));
                    }
                }
                windows.add(read + ">" + said);
            }
        }
        return windows;
    }

    @Test
    void windowsFollowTheTextAndStayInTheirSplits() throws IOException {
        var data = PlainTextDataset.load(
                options("abcdefghijklmnopqrst")
                        .window(4)
                        .fractions(0.5, 0.2, 0.3)
                        .build(),
                0);
        var task = data.task();

        assertThat(task.kind()).isEqualTo(TaskKind.NEXT_TOKEN);
        assertThat(task.steps()).isEqualTo(StepKind.TOKENS);
        assertThat(task.metric()).isEqualTo("bits per token");
        assertThat(task.inputSize()).isEqualTo(12).isEqualTo(task.outputSize());
        assertThat(task.maxLength()).isEqualTo(4);
        assertThat(task.provenance().source()).isEqualTo("text.txt, plain text");
        assertThat(task.provenance().split())
                .isEqualTo("50/20/30 in the order of the text, 10 / 4 / 6 tokens in windows of 4");
        assertThat(windows(data, data.train(1, 1))).containsExactlyInAnyOrder("abcd>bcde", "efgh>fghi", "i>j");
        // None of the later letters is known.
        assertThat(data.validation(1).next().getFeatures().ravel().toIntVector())
                .containsExactly(1, 1, 1);
        assertThat(data.test(2).next().getLabelsMaskArray().toIntMatrix())
                .isDeepEqualTo(new int[][] {{1, 1, 1, 1}, {1, 0, 0, 0}});
        assertThat(task.provenance().train()).isEqualTo(3);
        assertThat(task.provenance().test()).isEqualTo(2);
    }

    @Test
    void trainingWindowsMayOverlap() throws IOException {
        var data = PlainTextDataset.load(
                options("abcdefghijklmnopqrst")
                        .window(4)
                        .stride(2)
                        .fractions(0.5, 0.2, 0.3)
                        .build(),
                0);
        assertThat(windows(data, data.train(1, 1)))
                .containsExactlyInAnyOrder("abcd>bcde", "cdef>defg", "efgh>fghi", "ghi>hij");
        assertThat(data.task().provenance().test()).isEqualTo(2);
    }

    @Test
    void countsOfWindowsAreRight() {
        for (int tokens = 0; tokens < 40; tokens++) {
            for (int window = 1; window < 7; window++) {
                for (int stride = 1; stride <= window; stride++) {
                    var rows = new ArrayList<SequenceRow>();
                    var windows = new Windows(window, stride, rows::add);
                    for (int i = 0; i < tokens; i++) {
                        windows.add(i);
                    }
                    windows.end();
                    assertThat((long) rows.size()).isEqualTo(Windows.count(tokens, window, stride));
                    if (stride == window) {
                        assertThat(rows.stream()
                                        .mapToInt(row -> row.answer().length)
                                        .sum())
                                .isEqualTo(Math.max(0, tokens - 1));
                    }
                    for (var row : rows) {
                        for (int t = 0; t < row.steps().length; t++) {
                            assertThat(row.answer()[t]).isEqualTo(row.steps()[t] + 1);
                        }
                    }
                    if (!rows.isEmpty()) {
                        assertThat(rows.get(rows.size() - 1).answer()).endsWith(tokens - 1);
                    }
                }
            }
        }
    }

    @Test
    void aLimitTakesTheFirstWindows() throws IOException {
        var text = "abcdefghijklmnopqrst".repeat(3);
        for (int limit = 1; limit < 20; limit++) {
            var data = PlainTextDataset.load(options(text).window(4).stride(3).build(), limit);
            var provenance = data.task().provenance();
            assertThat(provenance.trainAvailable()).isEqualTo(14);
            assertThat(provenance.train()).isEqualTo(Math.min(14, limit));
            assertThat(provenance.test()).isEqualTo(2);
            if (limit == 2) {
                assertThat(data.vocabulary().tokens()).containsExactly("a", "b", "c", "d", "e", "f", "g", "h");
            }
        }
    }

    @Test
    void wordsHaveLineEndsBetweenThem() throws IOException {
        var data = PlainTextDataset.load(
                options("One two.\r\nOne three!\n\n".repeat(20))
                        .tokens(Tokens.WORDS)
                        .build(),
                0);
        assertThat(data.vocabulary().tokens()).containsExactly("\n", "!", ".", "one", "three", "two");
    }

    /** Whatever stands after the split point, what training sees is the same. */
    @Test
    void nothingLeaksFromLaterSplits() throws IOException {
        var random = new Random(5);
        var text = random.ints(1000, 'a', 'k')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        var data = PlainTextDataset.load(options(text).window(10).build(), 0);
        var changed = PlainTextDataset.load(
                options(text.substring(0, 700) + "\u00E9z".repeat(150))
                        .window(10)
                        .build(),
                0);

        assertThat(changed.pipeline()).isEqualTo(data.pipeline());
        var batches = data.train(16, 3);
        var others = changed.train(16, 3);
        while (batches.hasNext()) {
            assertThat(others.next()).isEqualTo(batches.next());
        }
        assertThat(others.hasNext()).isFalse();
        assertThat(changed.task().baselines()).isNotEqualTo(data.task().baselines());
    }

    @Test
    void splitsOfTheirOwnFiles() throws IOException {
        var data = PlainTextDataset.load(
                options("abcdefgh")
                        .validation(Files.writeString(folder.resolve("v.txt"), "abc"))
                        .test(Files.writeString(folder.resolve("t.txt"), "aab"))
                        .build(),
                0);
        assertThat(windows(data, data.train(1, 1))).containsExactly("abcdefg>bcdefgh");
        assertThat(windows(data, data.validation(1))).containsExactly("ab>bc");
        assertThat(windows(data, data.test(1))).containsExactly("aa>ab");
        assertThat(data.task().provenance().split()).startsWith("all for training, 8 / 3 / 3 tokens");
        assertThat(data.task().provenance().source()).isEqualTo("text.txt, plain text; validation: v.txt; test: t.txt");
    }

    @Test
    void baselinesAreThoseOfCounting() {
        var baselines = new NextTokenBaselines(4);
        // 1 2 1 2 1 3: outcomes 1, 2 and 3.
        for (int token : new int[] {1, 2, 1, 2, 1, 3}) {
            baselines.train(token);
        }
        baselines.begin();
        baselines.test(2);
        baselines.test(1);
        baselines.test(3);
        // P(1) = 4/9, P(3) = 2/9; P(1 after 2) = 3/5, P(3 after 1) = 2/6.
        assertThat(baselines.all())
                .hasSize(2)
                .satisfiesExactly(
                        first -> assertClose(first, "bigrams, add one", -(log2(3 / 5.0) + log2(2 / 6.0)) / 2),
                        second -> assertClose(second, "unigrams, add one", -(log2(4 / 9.0) + log2(2 / 9.0)) / 2));

        var small = new NextTokenBaselines(4, 1);
        for (int token : new int[] {1, 2, 1, 2}) {
            small.train(token);
        }
        small.begin();
        small.test(2);
        small.test(1);
        assertThat(small.all()).extracting(Baseline::name).containsExactly("unigrams, add one");
    }

    private static void assertClose(Baseline baseline, String name, double value) {
        assertThat(baseline.name()).isEqualTo(name);
        assertThat(baseline.value()).isCloseTo(value, within(1e-12));
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    @Test
    void aTextMayBeOneLine() throws IOException {
        for (var part : List.of("word, ", "ACGT", "e\u0301", "\u6F22\u5B57", "\uD83D\uDE00")) {
            var text = part.repeat(3000 / part.length());
            Files.writeString(folder.resolve("line.txt"), text);
            for (var tokens : Tokens.values()) {
                var tokenizer = new Tokenizer(tokens, Normalization.NFC, false);
                var pieces = new int[1];
                var codes = new long[1];
                new TokenStream(folder.resolve("line.txt"), StandardCharsets.UTF_8, tokenizer, 1000).read(token -> {
                    pieces[0]++;
                    codes[0] = 31 * codes[0] + token.codePointAt(0);
                    return true;
                });
                var whole = tokenizer.split(text);
                if (tokens == Tokens.WORDS && (part.equals("ACGT") || part.equals("e\u0301"))) {
                    assertThat(pieces[0]).as("a word of three pieces").isBetween(3, 6);
                } else {
                    long expected = 0;
                    for (var token : whole) {
                        expected = 31 * expected + token.codePointAt(0);
                    }
                    assertThat(pieces[0]).as(part).isEqualTo(whole.size());
                    assertThat(codes[0]).isEqualTo(expected);
                }
            }
        }
    }
}
