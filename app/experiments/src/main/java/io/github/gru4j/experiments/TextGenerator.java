package io.github.gru4j.experiments;

import io.github.gru4j.datasets.text.PlainTextPipeline;
import io.github.gru4j.datasets.text.Tokens;
import io.github.gru4j.datasets.text.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.datavec.api.writable.Text;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Lets a language model write: every token is drawn from what the model thinks comes next, and is read by it in turn. The same prompt,
 * options and seed give the same text on the same machine.
 *
 * <pre>{@code
 * new TextGenerator(ModelBundle.load(Path.of("shakespeare.zip")), 0.8, 0, 1).generate("ROMEO:", 500, System.out::print);
 * }</pre>
 */
public final class TextGenerator {

    private final MultiLayerNetwork network;
    private final PlainTextPipeline pipeline;
    private final double temperature;
    private final int topK;
    private final SplittableRandom random;

    /**
     * @param temperature below 1 for likelier tokens, above 1 for unlikelier ones; 0 for the likeliest alone
     * @param topK tokens that are drawn from, the likeliest; 0 for all
     * @param seed of what is drawn
     * @throws IllegalArgumentException if the model is no language model, or a value is out of range
     */
    public TextGenerator(ModelBundle bundle, double temperature, int topK, long seed) {
        if (!(bundle.pipeline().orElse(null) instanceof PlainTextPipeline text)) {
            throw new IllegalArgumentException("this model does not write: it answers "
                    + bundle.task().title() + " A language model is expected, of data of --kind language-model");
        }
        if (!(temperature >= 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException("expected a temperature of at least 0, found " + temperature);
        }
        if (topK < 0) {
            throw new IllegalArgumentException("expected a topK of at least 0, found " + topK);
        }
        this.network = bundle.network();
        this.pipeline = text;
        this.temperature = temperature;
        this.topK = topK;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Writes.
     *
     * @param prompt is read first and not written; empty to begin as after the end of a line
     * @param length tokens to write
     * @param out takes each token as soon as it is drawn
     * @throws IllegalArgumentException if the model does not know all of the prompt
     */
    public void generate(String prompt, long length, Consumer<String> out) {
        Vocabulary vocabulary = pipeline.vocabulary();
        String begin = prompt.isEmpty() ? beginning(vocabulary) : prompt;
        List<String> unknown = pipeline.tokenizer().split(begin).stream()
                .filter(token -> vocabulary.indexOf(token) == Vocabulary.UNKNOWN)
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("the model does not know "
                    + String.join(
                            ", ",
                            unknown.stream().map(token -> "\"" + token + "\"").toList())
                    + " of the prompt: it was not in its training text");
        }
        boolean words = pipeline.tokenizer().tokens() == Tokens.WORDS;
        network.rnnClearPreviousState();
        try (var work = ArrayReclaimer.enter()) {
            double[] next = read(pipeline.input(List.of(List.of(new Text(begin)))));
            for (long written = 0; written < length; written++) {
                ArrayReclaimer.safepoint();
                int token = draw(next);
                out.accept(vocabulary.token(token)
                        + (words && !vocabulary.token(token).equals("\n") ? " " : ""));
                if (written + 1 < length) {
                    next = read(Nd4j.create(new float[] {token}, new long[] {1, 1, 1}, 'c'));
                }
            }
        } finally {
            network.rnnClearPreviousState();
        }
    }

    /** Lines end in nearly every text. */
    private static String beginning(Vocabulary vocabulary) {
        return vocabulary.indexOf("\n") == Vocabulary.UNKNOWN
                ? vocabulary.tokens().get(0)
                : "\n";
    }

    /** Probabilities of what comes after the last step; neither padding nor the unknown can be written. */
    private double[] read(INDArray tokens) {
        INDArray output = network.rnnTimeStep(tokens);
        int steps = (int) output.size(2);
        int size = (int) output.size(1);
        float[] all = output.dup('f').data().asFloat();
        double[] last = new double[size];
        for (int i = Vocabulary.UNKNOWN + 1; i < size; i++) {
            last[i] = all[(steps - 1) * size + i];
        }
        return last;
    }

    private int draw(double[] probabilities) {
        int likeliest = 0;
        for (int i = 1; i < probabilities.length; i++) {
            likeliest = probabilities[i] > probabilities[likeliest] ? i : likeliest;
        }
        if (temperature == 0) {
            return likeliest;
        }
        double least = topK == 0 || topK >= probabilities.length
                ? 0
                : Arrays.stream(probabilities).sorted().toArray()[probabilities.length - topK];
        double[] weights = new double[probabilities.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            if (probabilities[i] > 0 && probabilities[i] >= least) {
                // Relative to the likeliest, so that not all become 0 at a low temperature.
                weights[i] = Math.pow(probabilities[i] / probabilities[likeliest], 1 / temperature);
                sum += weights[i];
            }
        }
        double place = random.nextDouble() * sum;
        for (int i = 0; i < weights.length; i++) {
            place -= weights[i];
            if (weights[i] > 0 && place < 0) {
                return i;
            }
        }
        return likeliest;
    }
}
