package io.github.gru4j.experiments;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.ops.transforms.Transforms;

/** How surprised a language model is by each token. */
final class TokenTally implements ModelEvaluation.Tally {

    private static final double LEAST_PROBABILITY = 1e-10;

    private double nats;
    private double tokens;
    private double right;

    @Override
    public void add(DataSet batch, INDArray output) {
        INDArray mask = batch.getLabelsMaskArray();
        INDArray ofSteps = Transforms.log(Transforms.max(output, LEAST_PROBABILITY), false)
                .muli(batch.getLabels())
                .sum(1);
        INDArray hits = output.argMax(1).eq(batch.getLabels().argMax(1)).castTo(output.dataType());
        if (mask != null) {
            ofSteps.muli(mask);
            hits.muli(mask);
        }
        nats -= ofSteps.sumNumber().doubleValue();
        right += hits.sumNumber().doubleValue();
        tokens += mask == null ? ofSteps.length() : mask.sumNumber().doubleValue();
    }

    @Override
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("bits per token", nats / tokens / Math.log(2));
        metrics.put("nats per token", nats / tokens);
        metrics.put("perplexity", Math.exp(nats / tokens));
        metrics.put("accuracy", right / tokens);
        metrics.put("tokens", tokens);
        return metrics;
    }
}
