package io.github.gru4j.cli;

import io.github.gru4j.datasets.Pipeline;
import io.github.gru4j.datasets.text.PlainTextPipeline;
import io.github.gru4j.datasets.text.TextPipeline;
import io.github.gru4j.datasets.text.Tokenizer;
import io.github.gru4j.datasets.text.Tokens;
import io.github.gru4j.datasets.text.Vocabulary;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Counts what a model has not learnt to read. */
final class UnknownTokens {

    private static final int MOST_SHOWN = 5;

    /** Null where nothing is read by tokens. */
    private final Tokenizer tokenizer;

    private final Vocabulary vocabulary;
    private final Set<String> found = new LinkedHashSet<>();
    private long lines;

    UnknownTokens(Pipeline pipeline) {
        if (pipeline instanceof TextPipeline text) {
            tokenizer = text.tokenizer();
            vocabulary = text.vocabulary();
        } else if (pipeline instanceof PlainTextPipeline text) {
            tokenizer = text.tokenizer();
            vocabulary = text.vocabulary();
        } else {
            tokenizer = null;
            vocabulary = null;
        }
    }

    void add(String text) {
        if (tokenizer != null) {
            List<String> unknown = tokenizer.split(text.strip()).stream()
                    .filter(token -> vocabulary.indexOf(token) == Vocabulary.UNKNOWN)
                    .toList();
            found.addAll(unknown);
            lines += unknown.isEmpty() ? 0 : 1;
        }
    }

    /** A sentence; empty if all is known. */
    Optional<String> note() {
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String what = tokenizer.tokens() == Tokens.CHARACTERS ? "characters" : "words";
        return Optional.of(lines + (lines == 1 ? " line has " : " lines have ") + what
                + " that the model does not know: "
                + found.stream()
                        .limit(MOST_SHOWN)
                        .map(token -> "\"" + Terminal.cell(token) + "\"")
                        .collect(Collectors.joining(", "))
                + (found.size() > MOST_SHOWN ? ", ... (" + found.size() + " in all)" : ""));
    }
}
