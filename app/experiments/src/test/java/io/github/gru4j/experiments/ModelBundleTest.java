package io.github.gru4j.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.gru4j.datasets.Answer;
import io.github.gru4j.datasets.Pipelines;
import io.github.gru4j.networks.CellType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class ModelBundleTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = CellType.class,
            names = {"GRU", "LSTM", "BIDIRECTIONAL_GRU"})
    void comesBackFromItsFile(CellType cell) throws IOException {
        ModelBundle bundle = SmallModels.train(SmallModels.text(folder), cell, SmallModels.TEXT);
        Path file = folder.resolve("model.zip");
        bundle.save(file);

        ModelBundle same = ModelBundle.load(file);
        assertThat(same.record()).isEqualTo(bundle.record());
        assertThat(Pipelines.toJson(same.pipeline().orElseThrow()))
                .isEqualTo(Pipelines.toJson(bundle.pipeline().orElseThrow()));
        assertThat(same.answer("axxy")).isEqualTo(bundle.answer("axxy"));
        assertThat(same.residuals()).isEmpty();
        assertThat(same.task().labels()).containsExactly("first", "second");

        MultiLayerNetwork plain = ModelSerializer.restoreMultiLayerNetwork(file.toFile());
        assertThat(plain.params().toFloatVector())
                .containsExactly(bundle.network().params().toFloatVector());
        try (var files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("model.zip", "words.tsv");
        }
    }

    @Test
    void answersAreThoseOfTheNetworkWhateverStandsBeside() throws IOException {
        ModelBundle bundle = SmallModels.train(SmallModels.text(folder), CellType.GRU, SmallModels.TEXT);
        List<String> texts = List.of("axy", "bxyyyyyy", "bxy", "a", "axxxyyy");

        List<Answer> together =
                bundle.answers(texts.stream().map(ModelBundleTest::sequence).toList());
        for (int i = 0; i < texts.size(); i++) {
            var alone = (Answer.Label) bundle.answer(texts.get(i));
            var beside = (Answer.Label) together.get(i);
            assertThat(beside.label()).isEqualTo(alone.label());
            assertThat(beside.probability()).isCloseTo(alone.probability(), within(1e-6));
            INDArray input = bundle.pipeline().orElseThrow().input(sequence(texts.get(i)));
            assertThat(alone.probabilities().get("second"))
                    .isEqualTo(bundle.network().output(input).getDouble(0, 1));
        }
    }

    private static List<List<Writable>> sequence(String text) {
        return List.of(List.of(new Text(text)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void forecastsComeInUnitsWithResidualsOfValidation(boolean relative) throws IOException {
        ModelBundle bundle = SmallModels.train(SmallModels.series(folder, relative), CellType.GRU, SmallModels.SERIES);
        Path file = folder.resolve("model.zip");
        bundle.save(file);
        ModelBundle same = ModelBundle.load(file);

        List<List<Writable>> window = IntStream.range(0, 6)
                .mapToObj(t -> List.<Writable>of(new DoubleWritable(50 + 10 * Math.sin(t / 4.0))))
                .toList();
        var forecast = (Answer.Forecast) same.answer(window);
        assertThat(forecast.names()).containsExactly("height +1", "height +2");
        assertThat(forecast.unit()).isEqualTo("m");
        assertThat(forecast.values().get(0)).isBetween(40.0, 70.0);

        Residuals residuals = same.residuals().orElseThrow();
        assertThat(residuals).isEqualTo(bundle.residuals().orElseThrow());
        assertThat(residuals.count()).isEqualTo(bundle.task().provenance().validation());
        Residuals.Output first = residuals.outputs().get(0);
        // Mean square of the validation's errors, which the curve knows of both outputs together.
        double square = residuals.outputs().stream()
                        .mapToDouble(output -> output.mean() * output.mean() + output.deviation() * output.deviation())
                        .sum()
                / 2;
        double expected =
                bundle.record().curve().get(bundle.record().bestEpoch() - 1).validationMetric();
        assertThat(Math.sqrt(square)).isCloseTo(expected, within(1e-4));
        assertThat(first.interval(true)[0]).isLessThanOrEqualTo(first.interval(false)[0]);
        assertThat(first.interval(true)[1]).isGreaterThanOrEqualTo(first.interval(false)[1]);
    }

    @Test
    void withoutAPipelineItSaysSo() throws IOException {
        ModelBundle bundle = SmallModels.train(new TinyDataset(TinyDataset.PARITY), CellType.GRU, SmallModels.TEXT);
        Path file = folder.resolve("model.zip");
        bundle.save(file);

        ModelBundle same = ModelBundle.load(file);
        assertThat(same.pipeline()).isEmpty();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> same.answer("x"))
                .withMessageContaining("no pipeline");
    }

    @Test
    void refusesWhatIsNoBundle() throws IOException {
        Path bundle = folder.resolve("model.zip");
        SmallModels.train(SmallModels.text(folder), CellType.GRU, SmallModels.TEXT)
                .save(bundle);
        byte[] good = Files.readAllBytes(bundle);

        refused(folder, "it is a directory");
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> ModelBundle.load(folder.resolve("none.zip")));
        refused(Files.writeString(folder.resolve("text.zip"), "no zip"), "no zip file, or a damaged one");
        refused(Files.write(folder.resolve("cut.zip"), Arrays.copyOf(good, good.length - 50)), "no zip file");
        for (int place = 1; place < 10; place++) {
            byte[] flipped = good.clone();
            flipped[good.length * place / 10] ^= 1;
            refused(Files.write(folder.resolve("flipped.zip"), flipped), "");
        }
        refused(changed(bundle, "gru4j/bundle.json", null), "without what gru4j train keeps with it");
        refused(changed(bundle, "configuration.json", null), "there is no network in it");
        refused(changed(bundle, "coefficients.bin", "short"), "damaged");
        refused(changed(bundle, "gru4j/bundle.json", "{}"), "this is no model bundle");
        refused(changed(bundle, "gru4j/bundle.json", "{"), "damaged");
        refused(changed(bundle, "gru4j/pipeline.json", "{}"), "no pipeline document");
        refused(
                changed(bundle, "gru4j/bundle.json", "{\"format\":\"gru4j model bundle\",\"formatVersion\":1}"),
                "does not say what it was trained on");
        String later = document(bundle).replace("\"formatVersion\" : 1", "\"formatVersion\" : 2");
        refused(changed(bundle, "gru4j/bundle.json", later), "has version 2");
        String other = document(bundle).replace("\"outputSize\" : 2", "\"outputSize\" : 3");
        refused(changed(bundle, "gru4j/bundle.json", other), "its network has 2 outputs, and its task words 3");
    }

    private static String document(Path bundle) throws IOException {
        return ZipEntries.read(bundle).text("gru4j/bundle.json").orElseThrow();
    }

    /** A copy with another entry; without it, if its content is null. */
    private Path changed(Path bundle, String entry, String content) throws IOException {
        ZipEntries entries = ZipEntries.read(bundle);
        if (content == null) {
            entries.remove(entry);
        } else {
            entries.put(entry, content);
        }
        Path changed = folder.resolve("changed.zip");
        AtomicFiles.write(changed, entries::writeTo);
        return changed;
    }

    private static void refused(Path file, String why) {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> ModelBundle.load(file))
                .withMessageStartingWith(file + ": ")
                .withMessageContaining(why)
                .matches(e -> e.getMessage().lines().count() == 1, "has one line");
    }

    @Test
    void whatCannotBeWrittenLeavesWhatWasThere() throws IOException {
        ModelBundle bundle = SmallModels.train(SmallModels.text(folder), CellType.GRU, SmallModels.TEXT);
        Path file = folder.resolve("none/model.zip");

        assertThatExceptionOfType(OutputException.class)
                .isThrownBy(() -> bundle.save(file))
                .withMessageStartingWith("cannot write the model " + file);
        Path directory =
                Files.createDirectories(folder.resolve("here/model.zip/inside")).getParent();
        assertThatExceptionOfType(OutputException.class).isThrownBy(() -> bundle.save(directory));
        try (var files = Files.list(folder.resolve("here"))) {
            assertThat(files).containsExactly(directory);
        }
    }
}
