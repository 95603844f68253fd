package io.github.gru4j.datasets.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.StreamSupport;
import org.datavec.api.transform.TransformProcess;

/** A DataVec transform as DataVec's own JSON. */
public final class TransformDocument {

    /** Of a document; it names columns and values, no data. */
    public static final int MOST_CHARACTERS = 16 << 20;

    /** One-hot columns and padded steps beyond this are slips of the keyboard, and would fill the memory. */
    private static final int MOST = 100_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private TransformDocument() {}

    /**
     * The transform of a document.
     *
     * @throws IllegalArgumentException if it is none, in one line
     */
    public static TransformProcess read(String json) {
        JsonNode document;
        try {
            document = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this is no JSON: " + OneLine.of(e.getOriginalMessage()), e);
        }
        if (document == null || !document.isObject() || !document.has("initialSchema") || !document.has("actionList")) {
            throw new IllegalArgumentException("this is no transform of DataVec's: expected an object with"
                    + " \"initialSchema\" and \"actionList\", as TransformProcess.toJson() writes it");
        }
        return read(document, json, "this is no transform that DataVec can read: ");
    }

    private static TransformProcess read(JsonNode document, String json, String otherwise) {
        requireClasses(document);
        requireSizes(document);
        try {
            var process = TransformProcess.fromJson(json);
            var columns = process.getFinalSchema().getColumnNames();
            process.getActionList().forEach(action -> requireAction(action.toString()));
            requireNames(process.getInitialSchema().getColumnNames());
            requireNames(columns);
            return process;
        } catch (RuntimeException | LinkageError e) {
            // What its constructors throw on odd values may be anything.
            throw new IllegalArgumentException(otherwise + OneLine.of(e), e);
        }
    }

    /** An action without an operation cannot even say what it is. */
    private static void requireAction(String description) {
        if (description.isEmpty()) {
            throw new IllegalArgumentException("an action does nothing");
        }
    }

    private static void requireNames(List<String> names) {
        if (names.isEmpty() || names.stream().anyMatch(name -> name == null || name.isEmpty())) {
            throw new IllegalArgumentException("a schema needs columns, each with a name");
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("two columns have the same name: " + String.join(", ", names));
        }
        if (names.size() > MOST) {
            throw new IllegalArgumentException("it has " + names.size() + " columns; at most " + MOST + " can be read");
        }
    }

    /** DataVec would take the document for one of its older form, and say what that does not have. */
    private static void requireClasses(JsonNode node) {
        var name = node.path("@class");
        if (name.isTextual()) {
            try {
                Class.forName(name.asText(), false, TransformProcess.class.getClassLoader());
            } catch (ClassNotFoundException | LinkageError e) {
                requireInContext(name.asText());
            }
        }
        node.forEach(TransformDocument::requireClasses);
    }

    /** Operations of the user's own may be where DataVec is not. */
    private static void requireInContext(String name) {
        try {
            Class.forName(name, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalArgumentException(
                    "there is no operation " + OneLine.of(name)
                            + "; correct its name, or put its class on the class path",
                    e);
        }
    }

    /** Before DataVec reads it, which makes all columns at once. */
    private static void requireSizes(JsonNode node) {
        var kind = node.path("@class").asText();
        long oneHot = node.path("maxValue").asLong() - node.path("minValue").asLong();
        if (kind.endsWith(".IntegerToOneHotTransform") && oneHot >= MOST) {
            throw new IllegalArgumentException("IntegerToOneHotTransform would make " + (oneHot + 1)
                    + " columns; at most " + MOST + " can be read");
        }
        if (kind.endsWith(".SequenceTrimToLengthTransform")
                && node.path("mode").asText().equals("TRIM_OR_PAD")
                && node.path("maxLength").asLong() > 10L * MOST) {
            throw new IllegalArgumentException("SequenceTrimToLengthTransform would pad to "
                    + node.path("maxLength").asLong() + " steps; at most " + 10L * MOST + " can be read");
        }
        node.forEach(TransformDocument::requireSizes);
    }

    /**
     * The transform as a document will give it back. Data sets are made with this one and not with the one given: so what is trained
     * on is what is saved, and nobody can change it meanwhile.
     *
     * @throws IllegalArgumentException if DataVec's JSON loses a part of it, or a column's name is there twice
     */
    public static TransformProcess kept(TransformProcess given) {
        String json = write(given);
        var document = tree(json);
        var kept =
                read(document, json, "this transform cannot be kept, since DataVec cannot read its own JSON of it: ");
        if (!sorted(document).equals(sorted(tree(write(kept))))) {
            throw new IllegalArgumentException("this transform cannot be kept: what DataVec reads from its own JSON is"
                    + " another one; build it from other operations");
        }
        return kept;
    }

    private static String write(TransformProcess process) {
        try {
            return process.toJson();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("DataVec cannot write this transform as JSON: " + OneLine.of(e), e);
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this is no JSON: " + OneLine.of(e.getOriginalMessage()), e);
        }
    }

    /** Texts of all values with their paths, in no order: DataVec writes sets as lists. */
    private static List<String> sorted(JsonNode node) {
        var values = new ArrayList<String>();
        collect("", node, values);
        Collections.sort(values);
        return values;
    }

    private static void collect(String path, JsonNode node, List<String> values) {
        if (node.isObject()) {
            node.properties().forEach(field -> collect(path + "/" + field.getKey(), field.getValue(), values));
        } else if (node.isArray()) {
            StreamSupport.stream(node.spliterator(), false).forEach(item -> collect(path + "/-", item, values));
        } else {
            values.add(path + "=" + node);
        }
    }

    /** Writes a transform into a document of ours, as an object and not as a text in quotes. */
    public static final class Writer extends JsonSerializer<TransformProcess> {
        @Override
        public void serialize(TransformProcess process, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeTree(tree(write(process)));
        }
    }

    /** Reads it from there. */
    public static final class Reader extends JsonDeserializer<TransformProcess> {
        @Override
        public TransformProcess deserialize(JsonParser in, DeserializationContext context) throws IOException {
            try {
                return read(in.<JsonNode>readValueAsTree().toString());
            } catch (IllegalArgumentException e) {
                throw JsonMappingException.from(in, e.getMessage(), e);
            }
        }
    }
}
