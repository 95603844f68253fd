package io.github.gru4j.importer.keras;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gru4j.importer.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Every file of Keras beside the repository loads and computes what its arrays say. */
class RealFilesTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "keras_traffic_flow/gru.h5, 12, 1",
        "keras_traffic_flow/lstm.h5, 12, 1",
        "keras_circuit_gru/gru_model.h5, 8, 2",
        "keras_medaka_bigru/r941_flip_model.hdf5, 40, 10",
        "keras3_crop_bigru/bigru_model.h5, 3, 6",
    })
    void agreesWithTheRawArrays(String file, int steps, int size) throws Exception {
        var model = KerasFiles.read(SharedData.file(file));

        var imported = KerasNetworks.build(model);

        double[][][] input = random(3, steps, size);
        assertThat(KerasParity.difference(model, imported.network(), true, input))
                .isLessThan(1e-5);
    }

    @Test
    void agreesOnWords() throws Exception {
        var model = KerasFiles.read(SharedData.file("keras_imdb_embedding_gru/gru.h5"));

        var imported = KerasNetworks.build(model);

        double[][][] words = Arrays.stream(words())
                .map(example ->
                        new double[][] {Arrays.stream(example).asDoubleStream().toArray()})
                .toArray(double[][][]::new);
        assertThat(KerasParity.difference(model, imported.network(), false, words))
                .isLessThan(1e-5);
    }

    @Test
    void agreesOnWeightsOfKeras1() throws Exception {
        Path weights = SharedData.file("keras1_weights_only_crnn/music_tagger_crnn_weights_tensorflow.h5");
        Path configuration = directory.resolve("model.json");
        // The network around the two GRUs has two dimensions, which DL4J networks of sequences have not: read all, run
        // them.
        String names = Stream.of("bn_0_freq conv1 bn1 conv2 bn2 conv3 bn3 conv4 bn4 gru1 gru2 output".split(" "))
                .map(name -> "{\"class_name\": \"GRU\", \"config\": {\"name\": \"" + name + "\"}}")
                .collect(Collectors.joining(","));
        Files.writeString(
                configuration,
                "{\"class_name\": \"Sequential\", \"keras_version\": \"1.2.0\", \"config\": [" + names + "]}");
        var config = new ObjectMapper().readTree("""
                {"class_name": "Sequential", "config": [
                  {"class_name": "GRU", "config": {"name": "gru1", "output_dim": 32, "batch_input_shape": [null, 15, 128],
                    "return_sequences": true, "activation": "tanh", "inner_activation": "hard_sigmoid"}},
                  {"class_name": "GRU", "config": {"name": "gru2", "output_dim": 32,
                    "return_sequences": false, "activation": "tanh", "inner_activation": "hard_sigmoid"}}]}
                """);
        KerasModel whole = KerasFiles.read(weights, configuration);
        var model = new KerasModel(weights, whole.format(), 1, config, whole.weights());

        var imported = KerasNetworks.build(model);

        assertThat(model.weights().get("gru1")).hasSize(9);
        assertThat(KerasParity.difference(model, imported.network(), true, random(3, 15, 128)))
                .isLessThan(1e-5);
    }

    @ParameterizedTest
    @CsvSource({
        "keras_traffic_flow/gru.h5, 12, 1",
        "keras_circuit_gru/gru_model.h5, 8, 2",
        "keras3_crop_bigru/bigru_model.h5, 3, 6",
    })
    void goesOnTraining(String file, int steps, int size) throws Exception {
        Model network = KerasImport.load(SharedData.file(file)).network();
        INDArray input = KerasParity.input(random(16, steps, size), true);
        INDArray labels =
                Nd4j.createFromArray(new double[16]).reshape(16, 1).addi(0.8).castTo(input.dataType());
        var data = new DataSet(input, labels);

        assertLossFalls(network, data);
    }

    @ParameterizedTest
    @CsvSource({
        "keras_traffic_flow/gru.h5, 12, 1",
        "keras_medaka_bigru/r941_flip_model.hdf5, 20, 10",
        "keras3_crop_bigru/bigru_model.h5, 3, 6",
    })
    void isTheSameAfterSavingAndLoading(String file, int steps, int size) throws Exception {
        Model network = KerasImport.load(SharedData.file(file)).network();
        INDArray input = KerasParity.input(random(2, steps, size), true);
        INDArray before = KerasParity.output(network, input).dup();

        Model again = Training.saveAndLoad(network, directory.resolve("model.zip"));

        assertThat(KerasParity.output(again, input)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "keras_traffic_flow/gru.h5, 12, 1",
        "keras_traffic_flow/lstm.h5, 12, 1",
        "keras_circuit_gru/gru_model.h5, 8, 2",
    })
    void stepsThroughTime(String file, int steps, int size) throws Exception {
        Model network = KerasImport.load(SharedData.file(file)).network();
        INDArray input = KerasParity.input(random(2, steps, size), true);

        assertThat(steppedTo(network, input).equalsWithEps(KerasParity.output(network, input), 1e-5))
                .isTrue();
    }

    /** A functional model, so a ComputationGraph. */
    @Test
    void trainsStepsAndSavesOnWords() throws Exception {
        Model network = KerasImport.load(SharedData.file("keras_imdb_embedding_gru/gru.h5"))
                .network();
        INDArray words = Nd4j.createFromArray(words()).castTo(DataType.FLOAT);
        INDArray before = KerasParity.output(network, words).dup();

        assertThat(steppedTo(network, words).equalsWithEps(before, 1e-5)).isTrue();
        assertThat(KerasParity.output(Training.saveAndLoad(network, directory.resolve("model.zip")), words))
                .isEqualTo(before);
        assertLossFalls(network, new DataSet(words, Nd4j.createFromArray(new float[][] {{0, 1}, {1, 0}})));
    }

    /** The output after the last step. */
    private static INDArray steppedTo(Model network, INDArray input) {
        INDArray last = null;
        long steps = input.size(input.rank() - 1);
        for (int t = 0; t < steps; t++) {
            last = Training.step(network, Training.steps(input, t, t + 1).dup());
        }
        return last;
    }

    private static void assertLossFalls(Model network, DataSet data) {
        double before = Training.loss(network, data);
        for (int i = 0; i < 50; i++) {
            Training.fit(network, data);
        }
        assertThat(Training.loss(network, data)).isLessThan(0.9 * before);
    }

    private static int[][] words() {
        var random = new Random(3);
        var words = new int[2][500];
        for (int[] example : words) {
            for (int t = 0; t < 500; t++) {
                example[t] = random.nextInt(5000);
            }
        }
        return words;
    }

    private static double[][][] random(int examples, int steps, int size) {
        var random = new Random(7);
        var values = new double[examples][steps][size];
        for (double[][] example : values) {
            for (double[] step : example) {
                for (int i = 0; i < size; i++) {
                    step[i] = (float) random.nextGaussian();
                }
            }
        }
        return values;
    }
}
