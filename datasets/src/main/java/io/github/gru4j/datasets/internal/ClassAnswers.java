package io.github.gru4j.datasets.internal;

import io.github.gru4j.datasets.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What probabilities of classes mean. */
public final class ClassAnswers {

    private ClassAnswers() {}

    /**
     * An answer for each row.
     *
     * @param outputs [batch, classes]
     */
    public static List<Answer> of(INDArray outputs, List<String> labels) {
        if (outputs.rank() != 2 || outputs.size(1) != labels.size()) {
            throw new IllegalArgumentException("Expected outputs of shape [batch, " + labels.size() + "], but found "
                    + Arrays.toString(outputs.shape())
                    + "; is this the network of this pipeline?");
        }
        var answers = new ArrayList<Answer>();
        for (long row = 0; row < outputs.size(0); row++) {
            int likeliest = 0;
            var probabilities = new LinkedHashMap<String, Double>();
            for (int i = 0; i < labels.size(); i++) {
                probabilities.put(labels.get(i), outputs.getDouble(row, i));
                if (outputs.getDouble(row, i) > outputs.getDouble(row, likeliest)) {
                    likeliest = i;
                }
            }
            answers.add(new Answer.Label(labels.get(likeliest), outputs.getDouble(row, likeliest), probabilities));
        }
        return answers;
    }
}
