package io.github.gru4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.experiments.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model from its training to its use, and everything that can be wrong with it. */
class ModelUseTest {

    private static final String SMALL = " --hidden 6 --epochs 3 --batch 16 --learning-rate 2e-2";

    @TempDir
    Path folder;

    private final ModelCommands gru4j = new ModelCommands();

    private Path text() throws IOException {
        List<String> lines = new ArrayList<>(List.of("text,label"));
        for (int i = 0; i < 60; i++) {
            String tail = "x".repeat(1 + i % 3) + "y".repeat(i / 3 % 20);
            lines.add("a" + tail + ",first");
            lines.add("b" + tail + ",second");
        }
        return Files.write(folder.resolve("words.csv"), lines);
    }

    private Path textModel() throws IOException {
        Path model = folder.resolve("words.zip");
        done("train --data " + text() + " --kind text --out " + model + SMALL);
        return model;
    }

    private Path seriesModel() throws IOException {
        Path model = folder.resolve("wave.zip");
        done("train --data " + SmallWave.write(folder)
                + " --target height --window 8 --horizon 3 --all-steps --unit m --out " + model + SMALL);
        return model;
    }

    private Path languageModel() throws IOException {
        Path file = Files.writeString(folder.resolve("poem.txt"), "abcd abc ab. ".repeat(60));
        Path model = folder.resolve("poem.zip");
        done("train --data " + file + " --kind language-model --window 10 --out " + model + SMALL);
        return model;
    }

    @Test
    void classesFromTrainingToAnswers() throws IOException {
        Path model = textModel();
        assertThat(gru4j.out()).contains("words, gru with ", "test accuracy", "Best of 3 epochs", "Model: " + model);
        assertThat(gru4j.err().lines()).hasSize(3).first().asString().startsWith("epoch 1 of 3: loss ");
        assertThat(ModelSerializer.restoreMultiLayerNetwork(model.toFile()).numParams())
                .isEqualTo(ModelBundle.load(model).record().params());
        assertThat(folder.resolve("words.zip.checkpoint")).doesNotExist();

        done("evaluate " + model);
        assertThat(gru4j.out()).contains("sequences of test", "accuracy", "majority class", "macro F1", "Confusion");
        done("evaluate " + model + " --on validation,test");
        assertThat(gru4j.out()).contains("of validation and test");

        Path input = Files.writeString(folder.resolve("new.txt"), "axxy\nbxyy\nbzz\n");
        done("predict " + model + " " + input);
        List<String> lines = gru4j.out().lines().toList();
        assertThat(lines).hasSize(4).first().isEqualTo("line,label,probability,first,second");
        String[] cells = lines.get(1).split(",", -1);
        assertThat(Double.parseDouble(cells[3]) + Double.parseDouble(cells[4])).isCloseTo(1, within(1e-5));
        assertThat(gru4j.err().strip()).isEqualTo("1 line has characters that the model does not know: \"z\"");

        Path out = folder.resolve("answers.jsonl");
        done("predict " + model + " " + input + " --format jsonl --out " + out);
        assertThat(gru4j.out()).isEmpty();
        assertThat(Files.readAllLines(out)).hasSize(3).first().asString().contains("\"line\":1", "\"probabilities\":{");

        Path pieces = Files.writeString(folder.resolve("pieces.txt"), "a\nxxy\n\nb\nxyy\n");
        done("predict " + model + " " + pieces + " --stream");
        List<String> steps = gru4j.out().lines().toList();
        assertThat(steps).hasSize(5);
        assertThat(steps.get(2).split(",", -1)[1]).isEqualTo(lines.get(1).split(",", -1)[1]);
        assertThat(steps.get(4)).startsWith("5,");
    }

    @Test
    void seriesFromTrainingToForecast() throws IOException {
        Path model = seriesModel();
        done("evaluate " + model);
        assertThat(gru4j.out()).contains("in m", "rmse", "mae", "mase", "r2", "height +3");

        done("predict " + model + " " + folder.resolve("wave.csv"));
        // 300 rows, of which the first 7 end no window; the header is line 1.
        assertThat(gru4j.out().lines()).hasSize(1 + 293).first().isEqualTo("line,height +1,height +2,height +3");
        assertThat(gru4j.out().lines().skip(1)).first().asString().startsWith("9,");
        String last = gru4j.out().lines().skip(293).findFirst().orElseThrow();

        done("forecast " + model);
        assertThat(gru4j.out()).contains("after wave.csv, in m", "80%", "95%", "height +3", "* before", "residuals of");
        String value = last.split(",", -1)[1];
        String shown = gru4j.out()
                .lines()
                .filter(line -> line.startsWith("height +1"))
                .findFirst()
                .orElseThrow();
        assertThat(Double.parseDouble(shown.split("\\s+", -1)[2])).isCloseTo(Double.parseDouble(value), within(1e-4));
    }

    /** A copy gives the same figures; other data are read with what the model has learnt, not with what they would teach. */
    @Test
    void otherDataAreReadAsTheModelReads() throws IOException {
        Path model = seriesModel();
        done("evaluate " + model);
        String own = metric("rmse");
        Path copy = Files.copy(folder.resolve("wave.csv"), folder.resolve("copy.csv"));
        Files.delete(folder.resolve("wave.csv"));
        fails(ExitCodes.FAILED, "wave.csv", "evaluate " + model);
        done("evaluate " + model + " --data " + copy);
        assertThat(metric("rmse")).isEqualTo(own);
        // Far above: for the scales of the model this is another world.
        List<String> high = Files.readAllLines(copy).stream()
                .map(line ->
                        line.startsWith("hour") ? line : line.replace("-", "").replace(",", ",9"))
                .toList();
        Path other = Files.write(folder.resolve("high.csv"), high);
        done("evaluate " + model + " --data " + other + " --on train,validation,test");
        assertThat(Double.parseDouble(metric("rmse"))).isGreaterThan(3 * Double.parseDouble(own));
        fails(
                ExitCodes.FAILED,
                "options ask for other windows",
                "evaluate " + model + " --data " + copy + " --target height --window 9");

        Path words = textModel();
        done("evaluate " + words);
        String accuracy = metric("accuracy");
        List<String> lines = Files.readAllLines(folder.resolve("words.csv"));
        Path renamed = Files.write(folder.resolve("new.csv"), lines);
        done("evaluate " + words + " --data " + renamed);
        assertThat(metric("accuracy")).isEqualTo(accuracy);
        Files.writeString(renamed, String.join("\n", lines) + "\nabc,third\nabd,third\n");
        fails(ExitCodes.FAILED, "the label \"third\" is none of those", "evaluate " + words + " --data " + renamed);

        Path poem = languageModel();
        Path ode = Files.writeString(folder.resolve("ode.txt"), "cba zz. ".repeat(50));
        done("evaluate " + poem + " --data " + ode);
        assertThat(Double.parseDouble(metric("nats per token"))).isGreaterThan(1);
    }

    private String metric(String name) {
        return gru4j.out()
                .lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .orElseThrow()
                .substring(name.length())
                .strip()
                .split("\\s+", -1)[0];
    }

    @Test
    void aTaskThatNeedsNoFile() throws IOException {
        Path model = folder.resolve("s.zip");
        done("train series --out " + model + " --hidden 4 --epochs 1");
        done("evaluate " + model + " series");
        assertThat(gru4j.out()).contains("(naive, last value");
        done("forecast " + model);
        assertThat(gru4j.out()).contains("the last window of the test split of series", "truth");
        fails(ExitCodes.FAILED, "the model is of another task: series", "evaluate " + model + " text");
    }

    @Test
    void aTextIsWritten() throws IOException {
        Path model = languageModel();
        done("evaluate " + model);
        assertThat(gru4j.out()).contains("bits per token", "perplexity");
        done("generate " + model + " --prompt ab --length 30 --seed 4");
        String first = gru4j.out();
        assertThat(first.strip()).startsWith("ab").hasSizeBetween(20, 32);
        done("generate " + model + " --prompt ab --length 30 --seed 4");
        assertThat(gru4j.out()).isEqualTo(first);
        done("predict " + model + " " + folder.resolve("poem.txt") + " --format jsonl");
        assertThat(gru4j.out()).contains("\"label\":");

        fails(ExitCodes.FAILED, "the model does not know \"z\" of the prompt", "generate " + model + " --prompt abz");
        fails(ExitCodes.USAGE, "--temperature is -1.0", "generate " + model + " --temperature -1");
        fails(ExitCodes.USAGE, "--length is 0", "generate " + model + " --length 0");
        fails(ExitCodes.USAGE, "--top-k is 0", "generate " + model + " --top-k 0");
    }

    @Test
    void drawnSequencesHaveNoPipeline() throws IOException {
        Path model = folder.resolve("adding.zip");
        done("train adding-10 --out " + model + " --hidden 4 --epochs 1");
        done("evaluate " + model);
        assertThat(gru4j.out()).contains("adding-10", "mase", "r2");
        fails(ExitCodes.FAILED, "this model has no pipeline", "predict " + model + " " + text());
    }

    @Test
    void whatIsWrongWithDataIsSaidInOneLine() throws IOException {
        Path model = seriesModel();
        Path out = folder.resolve("out.csv");
        String predict = "predict " + model + " %s --out " + out;
        wrong("the series is too short: it has 3 rows, and the model reads windows of 8", predict, rows(3, "1.0"));
        wrong("row 10: step 8, column \"height\": the value is missing", predict, rows(8, "1.0") + "9,NaN\n");
        wrong("row 10: step 8, column \"height\"", predict, rows(8, "1.0") + "9,high\n");
        wrong("row 3: it has 1 cells, and the header has 2", predict, "hour,height\n1,1\n2\n");
        wrong(
                "there is no column \"height\", which the model reads; columns are: hour, depth",
                predict,
                "hour,depth\n");
        wrong("too short", "forecast " + model + " --data %s", rows(3, "1.0"));
        wrong("the value is missing", "forecast " + model + " --data %s", rows(8, "NaN"));
        assertThat(out).doesNotExist();

        Path words = textModel();
        wrong(
                "row 2: the text in step 1, column 1, has no tokens",
                "predict " + words + " %s --out " + out,
                "a\n\nb\n");
        assertThat(out).doesNotExist();
        fails(ExitCodes.FAILED, "forecast needs one of a series", "forecast " + words);
        fails(ExitCodes.FAILED, "this model does not write", "generate " + words);
        Path both = folder.resolve("both.zip");
        done("train --data " + text() + " --kind text --cell bidirectional-gru --out " + both + SMALL);
        fails(ExitCodes.FAILED, "reads sequences from their end too", "predict " + both + " " + text() + " --stream");
        Files.delete(folder.resolve("words.csv"));
        fails(ExitCodes.FAILED, "words.csv", "evaluate " + words);
    }

    private static String rows(int count, String value) {
        return "hour,height\n"
                + String.join(
                        "",
                        IntStream.range(0, count)
                                .mapToObj(t -> t + "," + value + "\n")
                                .toList());
    }

    private void wrong(String line, String command, String input) throws IOException {
        Path file = Files.writeString(folder.resolve("input.csv"), input);
        fails(ExitCodes.FAILED, line, command.formatted(file));
    }

    @Test
    void whatIsWrongWithFilesIsSaidInOneLine() throws IOException {
        Path text = text();
        for (String command : List.of("evaluate", "predict", "forecast", "generate")) {
            fails(ExitCodes.FAILED, "there is no such file", command + " " + folder.resolve("none.zip"));
            fails(ExitCodes.FAILED, "it is a directory", command + " " + folder);
            fails(ExitCodes.FAILED, "it is no zip file, or a damaged one", command + " " + text);
        }
        fails(ExitCodes.FAILED, "it is a directory; give a file", "train series --out " + folder);
        fails(ExitCodes.FAILED, "there is no folder", "train series --out " + folder.resolve("none/m.zip"));
        fails(ExitCodes.USAGE, "give a TASK or --data", "train --out " + folder.resolve("m.zip"));
        fails(ExitCodes.USAGE, "unknown task \"texts\"", "train texts --out " + folder.resolve("m.zip"));
        fails(ExitCodes.USAGE, "unknown cell \"gre\"", "train text --cell gre --out " + folder.resolve("m.zip"));
        fails(ExitCodes.USAGE, "TASK and --data exclude", "train text --data " + text + " --out m.zip");
        fails(ExitCodes.USAGE, "--out", "train text");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(text);
        }
    }

    @Test
    void aCheckpointIsNeitherLostNorTakenForAnother() throws IOException {
        Path model = folder.resolve("words.zip");
        Path checkpoint = folder.resolve("words.zip.checkpoint");
        Files.writeString(checkpoint, "of hours");
        String train = "train --data " + text() + " --kind text --out " + model + SMALL;
        fails(ExitCodes.FAILED, "add --resume to go on from it, or delete it", train);
        fails(ExitCodes.FAILED, "it is no zip file, or a damaged one", train + " --resume");
        assertThat(checkpoint).hasContent("of hours");
        assertThat(model).doesNotExist();
        Files.delete(checkpoint);

        done(train + " --resume");
        assertThat(gru4j.err()).startsWith("There is no checkpoint ");
        done(train + " --resume");
        assertThat(gru4j.out()).contains("is finished");
    }

    private void done(String command) {
        assertThat(gru4j.run((Object[]) command.split(" "))).as(gru4j.err()).isEqualTo(ExitCodes.DONE);
    }

    private void fails(int code, String line, String command) {
        assertThat(gru4j.run((Object[]) command.split(" "))).as(gru4j.err()).isEqualTo(code);
        assertThat(gru4j.err().lines().filter(said -> !said.startsWith("There is no checkpoint")))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("gru4j: ")
                .contains(line);
        assertThat(gru4j.out()).isEmpty();
    }
}
