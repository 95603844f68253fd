package io.github.gru4j.datasets.text;

import io.github.gru4j.datasets.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Outputs of a classifier in words. */
final class LabelAnswers {

    private LabelAnswers() {}

    /**
     * The likeliest label of each row, the first of equally likely ones.
     *
     * @param outputs [batch, labels]
     */
    static List<Answer> of(List<String> labels, INDArray outputs) {
        if (outputs.rank() != 2 || outputs.size(1) != labels.size()) {
            throw new IllegalArgumentException("Outputs [batch, " + labels.size() + "] were expected, but they are "
                    + Arrays.toString(outputs.shape()) + ".");
        }
        var answers = new ArrayList<Answer>();
        for (double[] row : outputs.toDoubleMatrix()) {
            int best = 0;
            var probabilities = new LinkedHashMap<String, Double>();
            for (int i = 0; i < row.length; i++) {
                best = row[i] > row[best] ? i : best;
                probabilities.put(labels.get(i), row[i]);
            }
            answers.add(new Answer.Label(labels.get(best), row[best], Collections.unmodifiableMap(probabilities)));
        }
        return List.copyOf(answers);
    }
}
