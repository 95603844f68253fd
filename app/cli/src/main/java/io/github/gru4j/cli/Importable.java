package io.github.gru4j.cli;

import io.github.gru4j.importer.FileFormat;
import io.github.gru4j.importer.ImportedModel.LayerSummary;
import io.github.gru4j.importer.Inspection;
import io.github.gru4j.importer.ModelFormatException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Whether a file is a network as a whole; if not, says in one line what to ask for instead. */
final class Importable {

    /** More is a list to read, which inspect gives. */
    private static final int SHOWN = 3;

    private static final int NAMED = 20;

    private Importable() {}

    static void require(Path file, FileFormat format, Inspection inspection) throws ModelFormatException {
        if (format == FileFormat.TORCH || format == FileFormat.SAFETENSORS) {
            requireOneModule(file, inspection.layers());
        } else {
            requireWhole(file, format, inspection.layers());
        }
    }

    /** A state_dict does not say how its modules are connected. */
    private static void requireOneModule(Path file, List<LayerSummary> layers) throws ModelFormatException {
        var modules = layers.stream()
                .map(layer -> layer.name().replaceFirst("\\.?l[0-9]+$", ""))
                .distinct()
                .toList();
        if (modules.size() > 1) {
            throw new ModelFormatException(
                    file,
                    "has " + modules.size() + " recurrent modules and does not say how they are connected; take one with "
                            + "--layer NAME: " + names(modules));
        }
    }

    private static void requireWhole(Path file, FileFormat format, List<LayerSummary> layers)
            throws ModelFormatException {
        var problems = layers.stream().filter(layer -> layer.problem() != null).toList();
        if (problems.isEmpty()) {
            return;
        }
        String what = format == FileFormat.ONNX ? "node" : "layer";
        var grus = layers.stream()
                .filter(layer -> layer.kind().equals("GRU"))
                .map(LayerSummary::name)
                .toList();
        throw new ModelFormatException(
                file,
                InspectCommand.count(problems.size(), what) + " cannot be imported: "
                        + problems.stream()
                                .limit(SHOWN)
                                .map(layer -> "\"" + Terminal.cell(layer.name()) + "\" (" + Terminal.cell(layer.kind())
                                        + ") " + Terminal.safe(layer.problem()))
                                .collect(Collectors.joining("; "))
                        + (problems.size() > SHOWN ? "; ... (gru4j inspect lists all)" : "")
                        + (format == FileFormat.ONNX && !grus.isEmpty()
                                ? ". Its GRUs can be taken one by one with --layer NAME: " + names(grus)
                                : ""));
    }

    private static String names(List<String> names) {
        return names.stream().limit(NAMED).map(Terminal::cell).collect(Collectors.joining(", "))
                + (names.size() > NAMED ? ", ..." : "");
    }
}
