package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.Answer;
import io.github.gru4j.datasets.Pipeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * From the beginning of a text to its next token.
 *
 * @param tokenizer cuts a text into tokens
 * @param vocabulary their indices, those of the network's outputs too
 */
public record PlainTextPipeline(Tokenizer tokenizer, Vocabulary vocabulary) implements Pipeline {

    public PlainTextPipeline {
        Objects.requireNonNull(tokenizer, "tokenizer");
        Objects.requireNonNull(vocabulary, "vocabulary");
    }

    /**
     * The whole text as the network sees it: features [1, 1, time] of token indices. Line ends are the token "\n".
     *
     * @param sequence one step of one column
     * @throws IllegalArgumentException if it is something else, or a text without tokens
     */
    @Override
    public INDArray input(List<List<Writable>> sequence) {
        var text = RawText.of(sequence).replace("\r\n", "\n").replace('\r', '\n');
        return RawText.features(vocabulary.indices(tokenizer.split(text)));
    }

    /**
     * What comes next.
     *
     * @param outputs [batch, tokens], or [batch, tokens, time], of which the last step counts
     */
    @Override
    public List<Answer> answers(INDArray outputs) {
        if (outputs.rank() < 2 || outputs.rank() > 3 || outputs.size(1) != vocabulary.size()) {
            throw new IllegalArgumentException("Outputs [batch, " + vocabulary.size()
                    + "] or one such for each step were expected, but they are " + Arrays.toString(outputs.shape())
                    + ".");
        }
        var last = outputs.rank() == 2
                ? outputs
                : outputs.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(outputs.size(2) - 1));
        return LabelAnswers.of(labels(vocabulary), last);
    }

    /** Tokens in the order of the network's outputs; padding and the unknown have names that no token has. */
    static List<String> labels(Vocabulary vocabulary) {
        var labels = new ArrayList<>(List.of("<padding>", "<unknown>"));
        IntStream.range(Vocabulary.FIRST_KNOWN, vocabulary.size())
                .mapToObj(vocabulary::token)
                .forEach(labels::add);
        return labels;
    }
}
