package io.github.gru4j.importer.keras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.github.gru4j.importer.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * YAML as Python writes it: with marks on parts and references to them, and with Python's tuples, which are lists here.
 *
 * <p>Tags never name a class to be made; what is not a tuple is the plain value.
 */
final class KerasYaml {

    /** References are written out, so a few lines could become billions of values. */
    private static final int VALUES = 1_000_000;

    private final YAMLParser parser;
    private final Map<String, JsonNode> marked = new HashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();
    private int values;

    private KerasYaml(YAMLParser parser) {
        this.parser = parser;
    }

    static JsonNode read(Path file, String text) throws ModelFormatException {
        YAMLFactory factory = YAMLFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(KerasLimits.CONFIGURATION_DEPTH)
                        .build())
                .build();
        try (YAMLParser parser = factory.createParser(text)) {
            parser.nextToken();
            return new KerasYaml(parser).value();
        } catch (JsonProcessingException e) {
            throw new ModelFormatException(
                    file, "expected the configuration of a model in YAML, found " + e.getOriginalMessage(), e);
        } catch (IOException | RuntimeException e) {
            throw new ModelFormatException(
                    file, "expected the configuration of a model in YAML, found " + e.getMessage(), e);
        }
    }

    private JsonNode value() throws IOException {
        count(1);
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IOException("nothing");
        }
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (parser.isCurrentAlias()) {
            String name = parser.getText();
            JsonNode known = marked.get(name);
            if (known == null) {
                throw new IOException("a reference to " + name + ", which is not before it");
            }
            count(sizes.get(name));
            return known;
        }
        String mark = parser.getObjectId();
        int before = values;
        JsonNode value =
                switch (token) {
                    case START_OBJECT -> object(nodes.objectNode());
                    case START_ARRAY -> array(nodes.arrayNode());
                    case VALUE_TRUE -> nodes.booleanNode(true);
                    case VALUE_FALSE -> nodes.booleanNode(false);
                    case VALUE_NULL -> nodes.nullNode();
                    case VALUE_NUMBER_INT -> nodes.numberNode(parser.getLongValue());
                    case VALUE_NUMBER_FLOAT -> nodes.numberNode(parser.getDoubleValue());
                    default -> nodes.textNode(parser.getText());
                };
        if (mark != null) {
            marked.put(mark, value);
            sizes.put(mark, values - before);
        }
        return value;
    }

    private ObjectNode object(ObjectNode object) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.set(name, value());
        }
        return object;
    }

    private ArrayNode array(ArrayNode array) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value());
        }
        return array;
    }

    private void count(int more) throws IOException {
        values += more;
        if (values > VALUES) {
            throw new IOException("more than " + VALUES + " values");
        }
    }
}
