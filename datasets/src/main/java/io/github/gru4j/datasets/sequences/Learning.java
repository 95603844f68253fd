package io.github.gru4j.datasets.sequences;

import io.github.gru4j.datasets.Normalisation;
import io.github.gru4j.datasets.internal.Splits;
import io.github.gru4j.datasets.internal.StratifiedSplit;
import java.util.List;
import java.util.stream.Stream;

/** What is learnt from the training split. */
final class Learning {

    private Learning() {}

    static SequencePipeline pipeline(
            SequenceOptions options, SurveyedSource data, List<Integer> train, List<String> labels) {
        var features = data.source().features();
        var scales = scales(options, data, train, features.size());
        SequencePipeline.Target target = null;
        if (options.forecast()) {
            var learner = new Scale.Learner();
            train.stream().sorted().map(data.survey().numbers()::get).forEach(learner::add);
            var scale = learner.scale(options.normalisation());
            target = new SequencePipeline.Target(
                    options.label() == null ? "target" : options.label(),
                    options.unit(),
                    scale.shift(),
                    scale.factor());
        }
        return new SequencePipeline(
                features,
                options.order(),
                options.ragged() ? 0 : data.survey().longest(),
                options.missing(),
                scales.stream().map(Scale::shift).toList(),
                scales.stream().map(Scale::factor).toList(),
                labels,
                target,
                data.transform());
    }

    private static List<Scale> scales(SequenceOptions options, SurveyedSource data, List<Integer> train, int features) {
        var learners = Stream.generate(Scale.Learner::new).limit(features).toList();
        if (options.normalisation() != Normalisation.NONE) {
            var parts = StratifiedSplit.parts(
                    new Splits<>(train, List.of(), List.of()), data.survey().count());
            int[] index = {0};
            data.forEach(sequence -> {
                if (parts[index[0]++] != 0) {
                    double[] values = sequence.values();
                    for (int i = 0; i < values.length; i++) {
                        learners.get(i % features).add(values[i]);
                    }
                }
            });
        }
        return learners.stream()
                .map(learner -> learner.scale(options.normalisation()))
                .toList();
    }
}
