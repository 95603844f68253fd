package io.github.gru4j.importer;

import io.github.gru4j.importer.internal.Printable;
import java.util.List;
import org.deeplearning4j.nn.api.Model;

/**
 * A network out of a file, trained as it was there.
 *
 * @param network a MultiLayerNetwork or a ComputationGraph, initialised
 * @param layers of the file, in their order
 * @param warnings what of the file was left out because it only matters to training, each once
 */
public record ImportedModel(Model network, List<LayerSummary> layers, List<String> warnings) {

    private static final int LONGEST = 1_000;

    /**
     * A layer or node of a file.
     *
     * @param name in the file
     * @param kind as the format calls it, such as {@code GRU} or {@code Bidirectional(GRU)}
     * @param output shape of its output in the file's own order, -1 where it is open; empty if the file does not say
     * @param parameters how many numbers
     * @param options that matter to its results, as {@code name=value}
     * @param problem why it cannot be imported, or null
     */
    public record LayerSummary(
            String name, String kind, List<Long> output, long parameters, List<String> options, String problem) {

        public LayerSummary {
            name = Printable.of(name, LONGEST);
            kind = Printable.of(kind, LONGEST);
            output = List.copyOf(output);
            options = Printable.of(options, LONGEST);
            problem = Printable.of(problem, LONGEST);
        }
    }

    public ImportedModel {
        layers = List.copyOf(layers);
        warnings = Printable.of(warnings, LONGEST);
    }
}
