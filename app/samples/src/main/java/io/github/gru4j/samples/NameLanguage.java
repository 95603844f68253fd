package io.github.gru4j.samples;

import io.github.gru4j.datasets.Answer;
import io.github.gru4j.datasets.EmbeddedDatasets;
import io.github.gru4j.datasets.Pipeline;
import io.github.gru4j.networks.CellType;
import io.github.gru4j.networks.SequenceClassifier;
import java.util.List;
import java.util.Locale;
import org.datavec.api.writable.Text;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Which language is a name written in? Characters go through an embedding into a GRU. */
public final class NameLanguage {

    private static final List<String> NAMES =
            List.of("schwarzwald", "lappeenranta", "villefranche", "villanueva", "zakopane");

    private NameLanguage() {}

    /** Takes {@code --quick}. */
    public static void main(String... args) {
        boolean quick = Arguments.of(args).quick();
        var names = EmbeddedDatasets.load("text", quick ? 3000 : 0);
        var task = names.task();
        System.out.println(task.title() + " " + task.provenance().train() + " names to learn from: "
                + task.provenance().source());

        MultiLayerNetwork network = new SequenceClassifier.Builder()
                .tokens(task.inputSize(), 24)
                .cell(CellType.GRU)
                .hidden(64)
                .classes(task.outputSize())
                .learningRate(6e-3)
                .build()
                .init();
        var train = names.train(64, 1);
        for (int epoch = 1; epoch <= (quick ? 4 : 8); epoch++) {
            network.fit(train);
            System.out.printf(
                    Locale.ROOT,
                    "epoch %d: accuracy on validation %.3f%n",
                    epoch,
                    network.evaluate(names.validation(500)).accuracy());
        }
        System.out.printf(
                Locale.ROOT,
                "test accuracy %.3f; always the most frequent language has %.3f%n",
                network.evaluate(names.test(500)).accuracy(),
                task.baselines().get(0).value());

        // The pipeline turns a name into what the network reads, and its output into a language.
        Pipeline pipeline = names.pipeline().orElseThrow();
        for (String name : NAMES) {
            INDArray input = pipeline.input(List.of(List.of(new Text(name))));
            if (pipeline.answers(network.output(input)).get(0) instanceof Answer.Label answer) {
                System.out.printf(Locale.ROOT, "%-15s %s, %.2f%n", name, answer.label(), answer.probability());
            }
        }
    }
}
