package io.github.gru4j.cli;

import io.github.gru4j.importer.FileFormat;
import io.github.gru4j.importer.ImportedModel.LayerSummary;
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

    /** What to give beside the file, or nothing if it is imported as it is. */
    static String hint(FileFormat format, List<LayerSummary> layers) {
        var modules =
                format == FileFormat.TORCH || format == FileFormat.SAFETENSORS ? modules(layers) : List.<String>of();
        if (modules.size() > 1) {
            return "a state_dict does not say how its " + modules.size()
                    + " recurrent modules are connected; gru4j import takes one with --layer NAME: " + names(modules);
        }
        boolean whole = layers.stream().allMatch(layer -> layer.problem() == null);
        var grus = layers.stream()
                .filter(layer -> layer.kind().equals("GRU") && layer.problem() == null)
                .map(LayerSummary::name)
                .toList();
        return whole || grus.isEmpty() || format != FileFormat.ONNX
                ? ""
                : "gru4j import takes one of its GRUs with --layer NAME: " + names(grus);
    }

    /**
     * Checks before anything is built.
     *
     * @throws ModelFormatException if there are layers that cannot be imported, or several modules to choose from
     */
    static void require(Path file, FileFormat format, List<LayerSummary> layers) throws ModelFormatException {
        String hint = hint(format, layers);
        boolean parts = format == FileFormat.TORCH || format == FileFormat.SAFETENSORS;
        var problems = parts
                ? List.<LayerSummary>of()
                : layers.stream().filter(layer -> layer.problem() != null).toList();
        if (problems.isEmpty() && hint.isEmpty()) {
            return;
        }
        String some = problems.stream()
                .limit(SHOWN)
                .map(layer -> "\"" + Terminal.cell(layer.name()) + "\" (" + Terminal.cell(layer.kind()) + ") "
                        + Terminal.sentence(layer.problem()))
                .collect(Collectors.joining("; "));
        String all = problems.size() > SHOWN ? "; ... (gru4j inspect lists all)" : "";
        throw new ModelFormatException(
                file,
                problems.isEmpty()
                        ? hint
                        : InspectCommand.count(problems.size(), format == FileFormat.ONNX ? "node" : "layer")
                                + " cannot be imported: " + some + all + (hint.isEmpty() ? "" : ". But " + hint));
    }

    private static List<String> modules(List<LayerSummary> layers) {
        return layers.stream()
                .map(layer -> layer.name().replaceFirst("\\.?l[0-9]+$", ""))
                .distinct()
                .toList();
    }

    private static String names(List<String> names) {
        return names.stream().limit(NAMED).map(Terminal::cell).collect(Collectors.joining(", "))
                + (names.size() > NAMED ? ", ..." : "");
    }
}
