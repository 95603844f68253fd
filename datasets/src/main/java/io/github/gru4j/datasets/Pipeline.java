package io.github.gru4j.datasets;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What was learnt from a training split, and how a raw sequence becomes what a network reads: vocabulary or normaliser, labels,
 * columns, lengths. It is plain data; {@link Pipelines} keeps it in a JSON document.
 *
 * <pre>{@code
 * Pipeline pipeline = Pipelines.read(Path.of("pipeline.json"));
 * INDArray input = pipeline.input(List.of(List.of(new Text("Schmidt")))); // [1, 1, 7]
 * List<Answer> answers = pipeline.answers(network.output(input));
 * }</pre>
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public interface Pipeline {

    /**
     * A raw sequence as the network sees it.
     *
     * @param sequence in DataVec's form: steps, each with its columns; a text is one step of one column. Without the answer
     * @return features [1, features or 1, time]
     * @throws IllegalArgumentException if the sequence does not fit, with the step and the column
     */
    INDArray input(List<List<Writable>> sequence);

    /**
     * What outputs of a network mean, in words or units.
     *
     * @param outputs [batch, outputs]
     * @return one answer for each row
     */
    List<Answer> answers(INDArray outputs);

    /**
     * As {@link #answers(INDArray)}, where what was read matters: forecasts may be relative to it.
     *
     * @param sequences what the network read, raw, as for {@link #input}
     * @param outputs [batch, outputs], a row for each
     */
    default List<Answer> answers(List<List<List<Writable>>> sequences, INDArray outputs) {
        if (sequences.size() != outputs.size(0)) {
            throw new IllegalArgumentException(
                    "There are " + sequences.size() + " sequences and outputs for " + outputs.size(0) + ".");
        }
        return answers(outputs);
    }
}
