package io.github.gru4j.networks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** The examples of the module's README compile and do what it says. */
class ReadmeExampleTest {

    private static final Path HERE = Path.of("src/test/java/io/github/gru4j/networks/ReadmeExampleTest.java");

    @Test
    void classifies() {
        // spotless:off
        // README: begin
        MultiLayerNetwork classifier = new SequenceClassifier.Builder()
                .tokens(300, 16)                    // a vocabulary of 300, an embedding of 16
                .cell(CellType.BIDIRECTIONAL_GRU)
                .hidden(64)
                .layers(2)
                .pooling(Pooling.MAX)
                .classes(12)
                .build()
                .init();
        // README: end
        // spotless:on
        assertThat(classifier.output(Nd4j.zeros(2, 1, 5)).shape()).containsExactly(2, 12);
    }

    @Test
    void forecasts() {
        // spotless:off
        // README: begin
        MultiLayerNetwork forecaster = new SequenceForecaster.Builder()
                .features(3)
                .cell(CellType.GRU)
                .hidden(32)
                .outputs(1)
                .horizons(24)
                .everyStep(true)
                .build()
                .init();
        // README: end
        // spotless:on
        assertThat(forecaster.output(Nd4j.zeros(2, 3, 5)).shape()).containsExactly(2, 24, 5);
    }

    @Test
    void writes() {
        int[] prompt = {1, 2};
        // spotless:off
        // README: begin
        MultiLayerNetwork model = new SequenceLanguageModel.Builder()
                .tokens(65, 32)
                .cell(CellType.GRU)
                .hidden(256)
                .outputs(65)
                .build()
                .init();
        IntStream written = new TokenGenerator.Builder(model)
                .temperature(0.7)
                .topK(10)
                .seed(42)
                .build()
                .generate(prompt)
                .limit(200);
        // README: end
        // spotless:on
        assertThat(written).hasSize(200);
    }

    @Test
    void spells() {
        int[] word = {2, 0, 19};
        List<int[]> words = List.of(word, new int[] {1, 2});
        List<int[]> answers = List.of(new int[] {19, 0, 2}, new int[] {2, 1});
        // spotless:off
        // README: begin
        ComputationGraph speller = new EncoderDecoder.Builder()
                .tokens(26, 32)
                .outputTokens(26, 32)
                .cell(CellType.GRU)
                .hidden(256)
                .build()
                .init();
        speller.fit(new TeacherForcing(26).minibatch(words, answers));   // List<int[]>, List<int[]>
        List<Decoded> best = new SequenceDecoder(speller).beam(word, 4, 20);
        // README: end
        // spotless:on
        assertThat(best).hasSize(4);
    }

    @Test
    void areThoseOfTheReadme() throws Exception {
        List<String> readme = Files.readAllLines(Path.of("README.md")).stream()
                .map(String::strip)
                .toList();
        List<String> example = new ArrayList<>();
        int examples = 0;
        boolean within = false;
        for (String line : Files.readAllLines(HERE).stream().map(String::strip).toList()) {
            if (line.equals("// README: end")) {
                assertThat(readme).containsSequence(example);
                example.clear();
                examples++;
                within = false;
            } else if (within) {
                example.add(line);
            } else {
                within = line.equals("// README: begin");
            }
        }
        assertThat(examples).isEqualTo(4);
    }
}
