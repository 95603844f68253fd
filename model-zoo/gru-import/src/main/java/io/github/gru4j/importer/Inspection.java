package io.github.gru4j.importer;

import io.github.gru4j.importer.internal.Printable;
import java.util.List;

/**
 * What is in a file, found out without building a network.
 *
 * @param format with its version, such as {@code Keras 2.1.4, HDF5} or {@code ONNX, opset 11}
 * @param layers in the file's order; all that cannot be imported have a problem, not just the first
 * @param notes about the file as a whole
 */
public record Inspection(String format, List<ImportedModel.LayerSummary> layers, List<String> notes) {

    private static final int LONGEST = 1_000;

    public Inspection {
        format = Printable.of(format, LONGEST);
        layers = List.copyOf(layers);
        notes = Printable.of(notes, LONGEST);
    }

    /** The parameters of all layers. */
    public long parameters() {
        return layers.stream().mapToLong(ImportedModel.LayerSummary::parameters).sum();
    }
}
