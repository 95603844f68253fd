package io.github.gru4j.datasets.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gru4j.datasets.Answer;
import io.github.gru4j.datasets.EmbeddedDatasets;
import io.github.gru4j.datasets.Pipeline;
import io.github.gru4j.datasets.Pipelines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.datavec.api.writable.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TextPipelineTest {

    private static final String TEXT = "Nai\u0308ve \uD83D\uDE00 Schmidt, 3.14\n";

    @TempDir
    Path folder;

    private static INDArray input(Pipeline pipeline, String text) {
        return pipeline.input(List.of(List.of(new Text(text))));
    }

    private TextDataset names() throws IOException {
        return TextDataset.load(
                new TextOptions.Builder()
                        .data(TextFiles.classFiles(folder.resolve("names"), 100))
                        .maxLength(7)
                        .truncation(Truncation.START)
                        .build(),
                0);
    }

    @Test
    void aRawTextBecomesWhatTheDataSetHolds() throws IOException {
        var data = names();
        var pipeline = data.pipeline().orElseThrow();
        var rows = TextFiles.rows(data.train(8, 1));
        for (var text : Files.readAllLines(folder.resolve("names/north.txt"))) {
            int[] tokens = input(pipeline, "  " + text + "\n").ravel().toIntVector();
            assertThat(tokens).hasSizeLessThanOrEqualTo(7);
            var row = new TextFiles.Row(Arrays.stream(tokens).boxed().toList(), 0);
            assertThat(rows.contains(row)
                            || TextFiles.rows(data.validation(100)).contains(row)
                            || TextFiles.rows(data.test(100)).contains(row))
                    .isTrue();
        }
    }

    @Test
    void embeddedNamesHaveAPipelineToo() {
        var data = EmbeddedDatasets.load("text", 0);
        var pipeline = data.pipeline().orElseThrow();

        assertThat(input(pipeline, "N\u00C9METORSZ\u00C1GNAK MONDJ\u00C1K").shape())
                .containsExactly(1, 1, 16);
        assertThat(input(pipeline, "N\u00C9MET")).isEqualTo(input(pipeline, "ne\u0301met"));
        assertThat(input(pipeline, "n\u00E9met").minNumber().intValue()).isGreaterThan(Vocabulary.UNKNOWN);
    }

    @Test
    void answersNameTheLikeliestLabel() throws IOException {
        var answers = names().pipeline().orElseThrow().answers(Nd4j.create(new double[][] {{0.25, 0.75}, {0.5, 0.5}}));
        assertThat(answers).hasSize(2);
        assertThat(answers.get(0)).isInstanceOfSatisfying(Answer.Label.class, label -> {
            assertThat(label.label()).isEqualTo("south");
            assertThat(label.probability()).isEqualTo(0.75);
            assertThat(label.probabilities()).containsEntry("north", 0.25).containsEntry("south", 0.75);
        });
        assertThat(answers.get(1)).isInstanceOfSatisfying(Answer.Label.class, label -> assertThat(label.label())
                .isEqualTo("north"));
        assertThatThrownBy(() -> names().pipeline().orElseThrow().answers(Nd4j.zeros(1, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[batch, 2]");
    }

    @Test
    void otherSequencesAreRefused() throws IOException {
        var pipeline = names().pipeline().orElseThrow();
        assertThatThrownBy(() -> pipeline.input(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("this has 0 steps");
        assertThatThrownBy(() -> pipeline.input(List.of(List.of(new Text("a"), new Text("b")))))
                .hasMessageContaining("step 1 has 2 columns");
        assertThatThrownBy(() -> input(pipeline, " \n")).hasMessageContaining("has no tokens");
    }

    @Test
    void damagedDocumentsAreRefused() throws IOException {
        var json = Pipelines.toJson(names().pipeline().orElseThrow());
        assertThat(Pipelines.fromJson(json)).isEqualTo(names().pipeline().orElseThrow());
        for (var damage : List.of(
                List.of("\"maxLength\" : 7", "\"maxLength\" : 0"),
                List.of("\"north\"", "\"south\""),
                List.of("\"vocabulary\" : [ ", "\"vocabulary\" : [ \"a\", \"a\", "),
                List.of("\"tokens\" : \"CHARACTERS\"", "\"tokens\" : null"),
                List.of("\"START\"", "\"LEFT\""))) {
            assertThat(json).contains(damage.get(0));
            assertThatThrownBy(() -> Pipelines.fromJson(json.replace(damage.get(0), damage.get(1))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("damaged");
        }
    }

    @Test
    void anotherProcessMakesTheSameArrays() throws Exception {
        var words = new Tokenizer(Tokens.WORDS, Normalization.NFKC, true);
        var vocabulary = new Vocabulary(List.of(",", "3.14", "na\u00EFve", "\uD83D\uDE00", "\n", "\"\\"));
        var plain = new PlainTextPipeline(words, vocabulary);
        var classes = new TextPipeline(words, vocabulary, 5, Truncation.END, List.of("\u00E9\n\"", "b"));
        for (Pipeline pipeline : List.of(
                plain, classes, EmbeddedDatasets.load("text", 0).pipeline().orElseThrow())) {
            var file = folder.resolve("pipeline.json");
            Pipelines.write(pipeline, file);
            var text = Files.writeString(folder.resolve("text.txt"), TEXT);

            assertThat(Pipelines.read(file)).isEqualTo(pipeline);
            assertThat(inAnotherProcess(file, text)).isEqualTo(PrintInput.lines(input(pipeline, TEXT)));
        }
    }

    private static List<String> inAnotherProcess(Path pipeline, Path text) throws IOException, InterruptedException {
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Duser.language=tr",
                        "-Dfile.encoding=US-ASCII",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PrintInput.class.getName(),
                        pipeline.toString(),
                        text.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return printed.lines().toList();
    }

    @Test
    void aLanguageModelSaysTheNextToken() {
        var vocabulary = new Vocabulary(List.of("\n", "a", "b"));
        var pipeline = new PlainTextPipeline(new Tokenizer(Tokens.CHARACTERS, Normalization.NFC, false), vocabulary);

        assertThat(input(pipeline, "ab\r\nx").ravel().toIntVector()).containsExactly(3, 4, 2, 1);
        var outputs = Nd4j.zeros(1, 5, 2);
        outputs.putScalar(0, 3, 0, 1);
        outputs.putScalar(0, 4, 1, 1);
        assertThat(pipeline.answers(outputs)).singleElement().isInstanceOfSatisfying(Answer.Label.class, label -> {
            assertThat(label.label()).isEqualTo("b");
            assertThat(label.probabilities()).hasSize(5);
        });
        assertThat(pipeline.answers(outputs.tensorAlongDimension(0, 0, 1))).hasSize(1);
        assertThatThrownBy(() -> pipeline.answers(Nd4j.zeros(1, 4, 2))).isInstanceOf(IllegalArgumentException.class);
    }
}
