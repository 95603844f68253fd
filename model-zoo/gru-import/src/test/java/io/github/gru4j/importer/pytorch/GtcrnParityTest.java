package io.github.gru4j.importer.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.gru4j.importer.ImportedGru;
import io.github.gru4j.importer.ImportedGru.Direction;
import io.github.gru4j.importer.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import onnx.Onnx;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A real checkpoint against ONNX Runtime: each GRU node of the network's ONNX file is run alone there, with the weights that the
 * checkpoint has for it, and the GRU that is imported from the checkpoint in DL4J.
 *
 * <p>The two files come from different trainings of the network (not one GRU weight of the checkpoint is in the ONNX file), so
 * the node's own weights are not those of the checkpoint; the order of the GRUs is the same in both.
 */
class GtcrnParityTest {

    private static final double TOLERANCE = 1e-5;
    private static final int BATCH = 3;
    private static final int TIME = 11;

    @Test
    void everyGruOfTheCheckpointGivesTheOutputsOfItsNode() throws IOException, OrtException {
        Path checkpoint = SharedData.file("gtcrn/model_trained_on_dns3.tar");
        var model = Onnx.ModelProto.parseFrom(Files.readAllBytes(SharedData.file("gtcrn/gtcrn_simple.onnx")));
        var nodes = model.getGraph().getNodeList().stream()
                .filter(node -> node.getOpType().equals("GRU"))
                .toList();
        var raw = raw(checkpoint);
        var grus = PyTorchImport.grus(checkpoint);
        assertThat(nodes).hasSize(14);
        assertThat(grus).hasSize(14);

        double worst = 0;
        for (int i = 0; i < grus.size(); i++) {
            var gru = grus.get(i);
            String prefix = gru.name().substring(0, gru.name().length() - "l0".length());
            var net = (MultiLayerNetwork) PyTorchImport.load(checkpoint, prefix).network();
            double difference = compare(gru, net, nodes.get(i), weights(gru, prefix, raw), model.getOpsetImportList());
            assertThat(difference).as(gru.name()).isLessThan(TOLERANCE);
            worst = Math.max(worst, difference);
        }
        System.out.printf(Locale.ROOT, "GtcrnParityTest: 14 GRUs, worst absolute difference %.1e%n", worst);
    }

    /** Values that Python's own unpickler finds in the file. */
    @Test
    void valuesOfTheCheckpoint() throws IOException {
        var raw = raw(SharedData.file("gtcrn/model_trained_on_dns3.tar"));

        assertValues(
                raw.get("model.encoder.en_convs.2.tra.att_gru.weight_ih_l0"), -0.038679413f, -0.26191238f, -3.12766593);
        assertValues(
                raw.get("model.dpgrnn2.intra_rnn.rnn2.bias_hh_l0_reverse"), -0.43454888f, -1.1754786f, -0.52258129);
        assertValues(
                raw.get("model.decoder.de_convs.2.tra.att_gru.weight_hh_l0"), -0.38422504f, 0.67977345f, -12.43029829);
    }

    private static void assertValues(float[] values, float first, float last, double sum) {
        assertThat(values[0]).isEqualTo(first);
        assertThat(values[values.length - 1]).isEqualTo(last);
        double found = 0;
        for (float value : values) {
            found += value;
        }
        assertThat(found).isCloseTo(sum, within(1e-7));
    }

    private static Map<String, float[]> raw(Path checkpoint) throws IOException {
        var raw = new HashMap<String, float[]>();
        try (var state = StateFile.open(checkpoint)) {
            for (var module : RecurrentModule.in(state.tensors())) {
                for (var tensor : module.tensors()) {
                    raw.put(tensor.name(), tensor.values().read());
                }
            }
        }
        return raw;
    }

    /** PyTorch's weights [3H, n] with gates r, z, n as ONNX's [directions, 3H, n] with gates z, r, n. */
    private static float[] onnxOrder(List<float[]> directions) {
        int length = directions.stream().mapToInt(values -> values.length).sum();
        var all = new float[length];
        int at = 0;
        for (var values : directions) {
            int gate = values.length / 3;
            for (int from : new int[] {gate, 0, 2 * gate}) {
                System.arraycopy(values, from, all, at, gate);
                at += gate;
            }
        }
        return all;
    }

    private static Onnx.TensorProto initializer(String name, float[] values, long... dims) {
        var tensor = Onnx.TensorProto.newBuilder().setName(name).setDataType(1);
        for (long dim : dims) {
            tensor.addDims(dim);
        }
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return tensor.build();
    }

    private static List<Onnx.TensorProto> weights(ImportedGru gru, String prefix, Map<String, float[]> raw) {
        var w = new ArrayList<float[]>();
        var r = new ArrayList<float[]>();
        var biases = new ArrayList<float[]>();
        var ends = gru.cells().size() == 2 ? List.of("_l0", "_l0_reverse") : List.of("_l0");
        for (String end : ends) {
            w.add(raw.get(prefix + "weight_ih" + end));
            r.add(raw.get(prefix + "weight_hh" + end));
            biases.add(raw.get(prefix + "bias_ih" + end));
            biases.add(raw.get(prefix + "bias_hh" + end));
        }
        return List.of(
                initializer("W", onnxOrder(w), ends.size(), 3 * gru.nOut(), gru.nIn()),
                initializer("R", onnxOrder(r), ends.size(), 3 * gru.nOut(), gru.nOut()),
                initializer("B", onnxOrder(biases), ends.size(), 6 * gru.nOut()));
    }

    private static double compare(
            ImportedGru gru,
            MultiLayerNetwork net,
            Onnx.NodeProto node,
            List<Onnx.TensorProto> weights,
            List<Onnx.OperatorSetIdProto> opsets)
            throws OrtException {
        int nIn = (int) gru.nIn();
        int width = (int) gru.nOut();
        int directions = gru.direction() == Direction.BIDIRECTIONAL ? 2 : 1;
        var random = new Random(gru.name().hashCode());
        var input = new float[TIME][BATCH][nIn];
        var ours = Nd4j.create(BATCH, nIn, TIME);
        for (int t = 0; t < TIME; t++) {
            for (int b = 0; b < BATCH; b++) {
                for (int i = 0; i < nIn; i++) {
                    input[t][b][i] = (float) random.nextGaussian();
                    ours.putScalar(b, i, t, input[t][b][i]);
                }
            }
        }
        var output = net.output(ours);
        assertThat(output.shape()).containsExactly(BATCH, (long) directions * width, TIME);
        float[][][][] theirs = run(node, weights, opsets, input);
        double worst = 0;
        for (int t = 0; t < TIME; t++) {
            for (int d = 0; d < directions; d++) {
                for (int b = 0; b < BATCH; b++) {
                    for (int h = 0; h < width; h++) {
                        double difference = Math.abs(theirs[t][d][b][h] - output.getDouble(b, d * width + h, t));
                        worst = Double.isNaN(difference) ? difference : Math.max(worst, difference);
                    }
                }
            }
        }
        return worst;
    }

    private static float[][][][] run(
            Onnx.NodeProto node,
            List<Onnx.TensorProto> weights,
            List<Onnx.OperatorSetIdProto> opsets,
            float[][][] input)
            throws OrtException {
        // The initial state comes from the graph; without it, it is zero, as in DL4J.
        var alone = Onnx.NodeProto.newBuilder(node).clearInput().clearOutput().addOutput("Y");
        var graph = Onnx.GraphProto.newBuilder()
                .setName("gru")
                .addInput(tensor("X"))
                .addOutput(tensor("Y"));
        alone.addInput("X");
        for (var tensor : weights) {
            alone.addInput(tensor.getName());
            graph.addInitializer(tensor);
        }
        graph.addNode(alone);
        var model = Onnx.ModelProto.newBuilder()
                .setIrVersion(6)
                .addAllOpsetImport(opsets)
                .setGraph(graph)
                .build();
        var environment = LoadedOnnxRuntime.environment();
        try (var options = new OrtSession.SessionOptions();
                var session = environment.createSession(model.toByteArray(), options);
                var x = OnnxTensor.createTensor(environment, input);
                var result = session.run(Map.of("X", x))) {
            return (float[][][][]) result.get(0).getValue();
        }
    }

    private static Onnx.ValueInfoProto tensor(String name) {
        return Onnx.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(Onnx.TypeProto.newBuilder()
                        .setTensorType(Onnx.TypeProto.Tensor.newBuilder().setElemType(1)))
                .build();
    }
}
