package io.github.gru4j.importer.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gru4j.importer.SharedData;
import io.github.gru4j.importer.keras.KerasImport;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** From Keras through DL4J to ONNX: ONNX Runtime gives what DL4J gives. */
class KerasToOnnxTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "keras_traffic_flow/gru.h5, 12, 1, 0",
        "keras_traffic_flow/lstm.h5, 12, 1, 0",
        "keras_circuit_gru/gru_model.h5, 8, 2, 0",
        "keras_medaka_bigru/r941_flip_model.hdf5, 20, 10, 0",
        "keras3_crop_bigru/bigru_model.h5, 3, 6, 0",
        "keras_imdb_embedding_gru/gru.h5, 500, 1, 5000",
    })
    void goesOn(String file, int steps, int size, int words) throws Exception {
        var network = KerasImport.load(SharedData.file(file)).network();
        Path model = folder.resolve("model.onnx");
        if (network instanceof ComputationGraph graph) {
            OnnxExport.write(graph, model);
        } else {
            OnnxExport.write((MultiLayerNetwork) network, model);
        }
        var random = new Random(1);
        INDArray features =
                words > 0 ? Nd4j.create(DataType.FLOAT, 2, steps) : Nd4j.create(DataType.FLOAT, 2, size, steps);
        for (long i = 0; i < features.length(); i++) {
            features.putScalar(i, words > 0 ? random.nextInt(words) : random.nextGaussian());
        }

        INDArray expected = network instanceof ComputationGraph graph
                ? graph.outputSingle(features.dup())
                : ((MultiLayerNetwork) network).output(features.dup());
        try (var runtime = new OnnxRuntimeModel(model)) {
            INDArray found = runtime.run(Map.of(runtime.inputs().get(0), features), null)
                    .values()
                    .iterator()
                    .next();

            assertThat(found.shape()).isEqualTo(expected.shape());
            assertThat(found.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-5);
        }
    }
}
