package io.github.gru4j.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A field of a record and of another one of the same run.
 *
 * @param field its path; one of a learning curve stands for all epochs
 * @param recorded what was recorded, for people
 * @param again what came out again; if it is the same, it is told the same way
 * @param verdict whether they are the same
 */
public record FieldComparison(String field, String recorded, String again, Verdict verdict) {

    /** Whether fields are the same. */
    public enum Verdict {
        /** They are. */
        EQUAL,
        /** They are not. */
        DIFFERS,
        /** They are not, and need not be: times, places and words. */
        NOT_COUNTED
    }

    private static final List<String> OF_TIME_AND_PLACE = List.of(
            "format", "id", "implementation", "clock", "secondsPerEpoch", "seconds", "curve.seconds", "started");

    /** How a task is worded, which is no part of a run's id either. */
    private static final List<String> WORDS =
            List.of("task.title", "task.labels", "task.provenance.source", "task.provenance.split");

    private static final String ENVIRONMENT = "environment.";

    /** Fields that records have got since format 2. */
    private static final List<String> NEWER = List.of("modelBytes", "testDetail", "curve.testMetric");

    /** Every field, in the order of the record. */
    static List<FieldComparison> of(RunRecord recorded, RunRecord again) {
        Map<String, List<JsonNode>> one = fields(recorded);
        Map<String, List<JsonNode>> other = fields(again);
        List<String> names = new ArrayList<>(one.keySet());
        other.keySet().stream().filter(name -> !one.containsKey(name)).forEach(names::add);
        return names.stream()
                .map(name -> of(
                        name,
                        one.getOrDefault(name, List.of()),
                        other.getOrDefault(name, List.of()),
                        recorded.format() < RunRecord.FORMAT))
                .toList();
    }

    private static FieldComparison of(String name, List<JsonNode> one, List<JsonNode> other, boolean older) {
        int first = IntStream.range(0, Math.max(one.size(), other.size()))
                .filter(i -> i >= one.size() || i >= other.size() || !one.get(i).equals(other.get(i)))
                .findFirst()
                .orElse(-1);
        if (first < 0) {
            String value = one.size() == 1 ? text(one.get(0)) : one.size() + " values";
            return new FieldComparison(name, value, value, Verdict.EQUAL);
        }
        return new FieldComparison(name, text(one, first), text(other, first), verdict(name, older));
    }

    private static Verdict verdict(String name, boolean older) {
        boolean unknown = older && NEWER.stream().anyMatch(field -> name.equals(field) || name.startsWith(field + "."));
        return unknown || OF_TIME_AND_PLACE.contains(name) || WORDS.contains(name) || name.startsWith(ENVIRONMENT)
                ? Verdict.NOT_COUNTED
                : Verdict.DIFFERS;
    }

    /** The value from which on they are not the same. */
    private static String text(List<JsonNode> values, int index) {
        if (index >= values.size()) {
            return values.isEmpty() ? "nothing" : "no value " + (index + 1);
        }
        String value = text(values.get(index));
        return values.size() == 1 ? value : "value %d of %d: %s".formatted(index + 1, values.size(), value);
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "none" : value.isTextual() ? value.asText() : value.toString();
    }

    private static Map<String, List<JsonNode>> fields(RunRecord record) {
        Map<String, List<JsonNode>> fields = new LinkedHashMap<>();
        collect("", Json.MAPPER.valueToTree(record), fields);
        return fields;
    }

    /** Lists of objects become a list for each of their fields. */
    private static void collect(String path, JsonNode node, Map<String, List<JsonNode>> fields) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> collect(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), fields));
        } else if (node.isArray()) {
            fields.computeIfAbsent(path, name -> new ArrayList<>());
            node.forEach(item -> collect(path, item, fields));
            if (fields.get(path).isEmpty() && !node.isEmpty()) {
                // It was a list of objects, whose fields are there.
                fields.remove(path);
            }
        } else {
            fields.computeIfAbsent(path, name -> new ArrayList<>()).add(node);
        }
    }
}
