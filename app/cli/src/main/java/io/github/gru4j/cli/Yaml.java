package io.github.gru4j.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value in a YAML file, and the line where it stands: a text, a list or a map. Texts are as written: what is a number or a yes is
 * the reader's to say.
 *
 * @param text null if this is no text
 * @param items null if this is no list
 * @param fields null if this is no map
 */
record Yaml(int line, String text, List<Yaml> items, Map<String, Yaml> fields) {

    /** A file cannot be read as YAML, or holds what it should not. */
    static final class Defect extends IOException {
        private static final long serialVersionUID = 1;

        Defect(int line, String message) {
            super((line > 0 ? "line " + line + ": " : "") + message);
        }
    }

    /**
     * Reads one document.
     *
     * @throws Defect if it is none
     */
    static Yaml read(String document) throws IOException {
        var factory = YAMLFactory.builder()
                .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (JsonParser parser = factory.createParser(document)) {
            if (parser.nextToken() == null) {
                throw new Defect(0, "there is nothing in it");
            }
            Yaml value = value(parser);
            if (parser.nextToken() != null) {
                throw new Defect(line(parser), "expected the end of the file");
            }
            return value;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new Defect(line, e.getOriginalMessage().lines().findFirst().orElse("this is not YAML"));
        }
    }

    private static Yaml value(JsonParser parser) throws IOException {
        int line = line(parser);
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Yaml> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(parser));
            }
            return new Yaml(line, null, items, null);
        }
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Yaml> fields = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, value(parser));
            }
            return new Yaml(line, null, null, fields);
        }
        return new Yaml(line, parser.getText(), null, null);
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    /** The text; or, as of a list of them, all with commas between. */
    String commaSeparated(String what) throws Defect {
        if (text != null) {
            return text;
        }
        if (items == null || items.stream().anyMatch(item -> item.text == null)) {
            throw new Defect(line, "expected a text or a list of texts for " + what);
        }
        return String.join(",", items.stream().map(Yaml::text).toList());
    }

    /** The texts of a list, or the one text that there is. */
    List<String> texts(String what) throws Defect {
        if (text != null) {
            return List.of(text);
        }
        commaSeparated(what);
        return items.stream().map(Yaml::text).toList();
    }
}
