package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.Answer;
import io.github.gru4j.datasets.Pipeline;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * From texts to classes.
 *
 * <p>Tokens are not looked up with DataVec's transforms: TextToCharacterIndexTransform takes halves of characters beyond 16 bits
 * for characters, and TextToTermIndexSequenceTransform knows words between delimiters alone, and no unknown ones.
 *
 * @param tokenizer cuts a text into tokens
 * @param vocabulary their indices
 * @param maxLength tokens that are read of a text
 * @param truncation which side of a longer text is cut off
 * @param labels classes in the order of the network's outputs
 */
public record TextPipeline(
        Tokenizer tokenizer, Vocabulary vocabulary, int maxLength, Truncation truncation, List<String> labels)
        implements Pipeline {

    private static final Pattern LINE_END = Pattern.compile("\\r\\n|\\r|\\n");

    /** @throws IllegalArgumentException if {@code maxLength} is below 1, or labels are there twice or not at all */
    public TextPipeline {
        Objects.requireNonNull(tokenizer, "tokenizer");
        Objects.requireNonNull(vocabulary, "vocabulary");
        Objects.requireNonNull(truncation, "truncation");
        labels = List.copyOf(labels);
        if (maxLength < 1) {
            throw new IllegalArgumentException("maxLength is " + maxLength + "; a text is read for 1 token at least.");
        }
        if (labels.isEmpty() || new HashSet<>(labels).size() < labels.size()) {
            throw new IllegalArgumentException("Each label must be there once, but these are " + labels + ".");
        }
    }

    /** The tokens of a text that are read; none if it is empty. */
    List<String> tokens(String text) {
        return tokens(tokenizer, text, maxLength, truncation);
    }

    /** Line ends inside of a text are blanks: some formats can keep them, others cannot. */
    static List<String> tokens(Tokenizer tokenizer, String text, int maxLength, Truncation truncation) {
        boolean lines = text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
        return tokenizer.split(lines ? LINE_END.matcher(text).replaceAll(" ") : text, maxLength, truncation);
    }

    /** Their indices. */
    float[] steps(String text) {
        return vocabulary.indices(tokens(text));
    }

    /**
     * A text as the network sees it: features [1, 1, time] of token indices. Blanks at its ends do not count.
     *
     * @param sequence one step of one column
     * @throws IllegalArgumentException if it is something else, or a text without tokens
     */
    @Override
    public INDArray input(List<List<Writable>> sequence) {
        return RawText.features(steps(RawText.of(sequence).strip()));
    }

    @Override
    public List<Answer> answers(INDArray outputs) {
        return LabelAnswers.of(labels, outputs);
    }
}
