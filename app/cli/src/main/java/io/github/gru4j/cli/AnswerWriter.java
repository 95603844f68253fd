package io.github.gru4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gru4j.datasets.Answer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes answers, one in each line: CSV with a header, or JSON. */
final class AnswerWriter {

    /** Of more labels than these, which are tokens of a vocabulary, the likeliest are shown alone. */
    private static final int MOST_COLUMNS = 100;

    private static final int LIKELIEST = 5;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintWriter out;
    private final AnswerFormat format;
    private final boolean tokens;
    private boolean begun;

    /** @param tokens whether labels are the tokens of a vocabulary */
    AnswerWriter(PrintWriter out, AnswerFormat format, boolean tokens) {
        this.out = out;
        this.format = format;
        this.tokens = tokens;
    }

    /** @param line of the input that the answer is for */
    void write(long line, Answer answer) {
        if (format == AnswerFormat.JSONL) {
            out.println(json(line, answer));
            return;
        }
        if (!begun) {
            begun = true;
            out.println(csv(header(answer)));
        }
        out.println(csv(row(line, answer)));
    }

    private List<String> header(Answer answer) {
        List<String> cells = new ArrayList<>(List.of("line"));
        if (answer instanceof Answer.Forecast forecast) {
            cells.addAll(forecast.names());
        } else if (answer instanceof Answer.Label label) {
            cells.addAll(List.of("label", "probability"));
            cells.addAll(columns(label).keySet());
        }
        return cells;
    }

    private List<String> row(long line, Answer answer) {
        List<String> cells = new ArrayList<>(List.of(Long.toString(line)));
        if (answer instanceof Answer.Forecast forecast) {
            forecast.values().forEach(value -> cells.add(number(value)));
        } else if (answer instanceof Answer.Label label) {
            cells.add(label.label());
            cells.add(number(label.probability()));
            columns(label).values().forEach(value -> cells.add(number(value)));
        }
        return cells;
    }

    private Map<String, Double> columns(Answer.Label label) {
        return tokens || label.probabilities().size() > MOST_COLUMNS ? Map.of() : label.probabilities();
    }

    private String json(long line, Answer answer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("line", line);
        if (answer instanceof Answer.Forecast forecast) {
            Map<String, Double> values = new LinkedHashMap<>();
            for (int i = 0; i < forecast.names().size(); i++) {
                values.put(forecast.names().get(i), forecast.values().get(i));
            }
            fields.put("forecast", values);
            if (!forecast.unit().isEmpty()) {
                fields.put("unit", forecast.unit());
            }
        } else if (answer instanceof Answer.Label label) {
            fields.put("label", label.label());
            fields.put("probability", label.probability());
            fields.put("probabilities", columns(label).isEmpty() ? likeliest(label) : label.probabilities());
        }
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Double> likeliest(Answer.Label label) {
        return label.probabilities().entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(LIKELIEST)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    }

    /** With as many digits as 32 bits have. */
    private static String number(double value) {
        return Float.toString((float) value);
    }

    private static String csv(List<String> cells) {
        return cells.stream().map(CsvCells::quoted).collect(Collectors.joining(","));
    }
}
