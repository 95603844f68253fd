package io.github.gru4j.importer.dl4j;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.github.gru4j.importer.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The configuration of a network, read by DL4J after it was looked through: it names the classes that DL4J creates.
 *
 * @param file it came from, for messages
 * @param chain of a MultiLayerNetwork, or null
 * @param graph of a ComputationGraph, or null
 */
record Dl4jConfiguration(Path file, MultiLayerConfiguration chain, ComputationGraphConfiguration graph) {

    private static final String CLASS = "@class";
    private static final List<String> PACKAGES = List.of("org.deeplearning4j.", "org.nd4j.linalg.", "io.github.gru4j.");
    private static final int DEPTH = 100;

    /** So that products of two sizes, a number of gates and a sum of such stay below 2^63. */
    private static final long LARGEST_SIZE = 1L << 28;

    static Dl4jConfiguration of(Path file, String json) throws IOException {
        boolean graph = isGraph(file, json);
        try {
            return graph
                    ? new Dl4jConfiguration(file, null, ComputationGraphConfiguration.fromJson(json))
                    : new Dl4jConfiguration(file, MultiLayerConfiguration.fromJson(json), null);
        } catch (RuntimeException | LinkageError e) {
            throw new ModelFormatException(
                    file, "DL4J does not understand " + Dl4jZip.CONFIGURATION + " in it: " + firstLine(e), e);
        }
    }

    /** How many the layers have together. */
    long parameters() throws ModelFormatException {
        long sum = 0;
        try {
            if (chain != null) {
                for (var conf : chain.getConfs()) {
                    sum = Math.addExact(sum, conf.getLayer().initializer().numParams(conf));
                }
            } else {
                for (var vertex : graph.getVertices().values()) {
                    sum = Math.addExact(sum, vertex.numParams(true));
                }
            }
        } catch (RuntimeException e) {
            throw refused(e);
        }
        if (sum <= 0) {
            throw new ModelFormatException(file, "has no layers with parameters in " + Dl4jZip.CONFIGURATION);
        }
        return sum;
    }

    Model network(INDArray parameters) throws ModelFormatException {
        try {
            DataType type = chain != null ? chain.getDataType() : graph.getDataType();
            INDArray own = parameters.castTo(type);
            if (chain != null) {
                var network = new MultiLayerNetwork(chain);
                network.init(own, false);
                return network;
            }
            var network = new ComputationGraph(graph);
            network.init(own, false);
            return network;
        } catch (RuntimeException e) {
            throw refused(e);
        }
    }

    private ModelFormatException refused(RuntimeException e) {
        return new ModelFormatException(
                file, "DL4J refuses the network of " + Dl4jZip.CONFIGURATION + " in it: " + firstLine(e), e);
    }

    /** Looks through everything; whether it is a graph is the answer at the end. */
    private static boolean isGraph(Path file, String json) throws IOException {
        boolean layers = false;
        boolean vertices = false;
        var factory = JsonFactory.builder()
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
                .build();
        try (var parser = factory.createParser(json)) {
            int depth = 0;
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                String name = parser.currentName();
                if (token == JsonToken.FIELD_NAME && depth == 1) {
                    layers |= name.equals("confs");
                    vertices |= name.equals("vertices");
                } else if (token == JsonToken.VALUE_STRING && CLASS.equals(name)) {
                    requireOwn(file, parser.getText());
                } else if (token == JsonToken.VALUE_NUMBER_INT && isSize(name)) {
                    requireSize(file, name, parser.getText());
                }
            }
        } catch (JsonProcessingException e) {
            throw new ModelFormatException(
                    file, Dl4jZip.CONFIGURATION + " in it is not sound JSON: " + e.getOriginalMessage(), e);
        }
        if (layers == vertices) {
            throw new ModelFormatException(
                    file,
                    Dl4jZip.CONFIGURATION + " in it is not of a network: expected \"confs\" of a MultiLayerNetwork or"
                            + " \"vertices\" of a ComputationGraph");
        }
        return vertices;
    }

    private static void requireOwn(Path file, String type) throws ModelFormatException {
        if (PACKAGES.stream().noneMatch(type::startsWith)) {
            throw new ModelFormatException(
                    file,
                    Dl4jZip.CONFIGURATION + " in it names the class " + type
                            + "; only those of DL4J, ND4J and gru4j are created");
        }
    }

    private static boolean isSize(String name) {
        String lower = name == null ? "" : name.toLowerCase(Locale.ROOT);
        return lower.equals("nin") || lower.equals("nout");
    }

    private static void requireSize(Path file, String name, String value) throws ModelFormatException {
        if (value.length() > 10 || Math.abs(Long.parseLong(value)) > LARGEST_SIZE) {
            throw new ModelFormatException(
                    file,
                    Dl4jZip.CONFIGURATION + " in it has a layer with " + name + " "
                            + value.substring(0, Math.min(30, value.length())) + ", expected at most " + LARGEST_SIZE);
        }
    }

    /** Jackson's messages go on for pages. */
    private static String firstLine(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        String first = message.lines().findFirst().orElse("");
        return first.substring(0, Math.min(300, first.length()));
    }
}
