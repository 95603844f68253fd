package io.github.gru4j.cli;

import io.github.gru4j.importer.FileFormat;
import io.github.gru4j.importer.ImportedModel.LayerSummary;
import io.github.gru4j.importer.ModelFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is in a model file. */
@Command(
        name = "inspect",
        description = {
            "Say what is in a model file of Keras, ONNX, PyTorch or DL4J: layers, shapes, options, parameters.",
            "",
            "Shapes are in the file's own order; ? is an open size. Nothing in the file is executed.",
            "",
            "Exit code 3: some of it cannot be imported; a line for each says why.",
            ""
        })
final class InspectCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "The model: .h5, .keras, .onnx, .pt, .pth, .safetensors, or .zip of DL4J. What it is is told by "
                            + "what is in it.")
    private Path file;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        var inspection = ModelFiles.inspect(file);
        var layers = inspection.layers();
        out.println(Terminal.cell(inspection.format()));
        var shown = layers.stream().filter(InspectCommand::isShown).toList();
        if (!shown.isEmpty()) {
            out.println();
            var rows = new ArrayList<List<String>>();
            rows.add(List.of("layer", "kind", "output", "parameters", "options"));
            shown.forEach(layer -> rows.add(row(layer)));
            Columns.align(rows).forEach(out::println);
            out.println();
        }
        out.println(count(shown.size(), "layer") + ", " + count(inspection.parameters(), "parameter"));
        inspection.notes().forEach(note -> out.println("note: " + Terminal.sentence(note)));
        String hint = Importable.hint(FileFormat.of(file), layers);
        if (!hint.isEmpty()) {
            out.println("note: " + hint);
        }
        return printProblems(layers, out) ? ExitCodes.CLAIM : ExitCodes.DONE;
    }

    /** The nodes of an ONNX graph that cannot be imported are hundreds; that they are there is said below the table. */
    private static boolean isShown(LayerSummary layer) {
        return layer.problem() == null
                || layer.parameters() > 0
                || !layer.output().isEmpty()
                || !layer.options().isEmpty();
    }

    /** One line for each problem, with the layers that have it. */
    private static boolean printProblems(List<LayerSummary> layers, PrintWriter out) {
        var problems = new LinkedHashMap<String, List<String>>();
        for (var layer : layers) {
            if (layer.problem() != null) {
                problems.computeIfAbsent(
                                Terminal.cell(layer.kind()) + ": " + Terminal.sentence(layer.problem()),
                                problem -> new ArrayList<>())
                        .add(Terminal.cell(layer.name()));
            }
        }
        if (problems.isEmpty()) {
            return false;
        }
        out.println();
        out.println("Cannot be imported:");
        problems.forEach((problem, names) ->
                out.println("  " + problem + " (" + names.size() + ": " + String.join(", ", names) + ")"));
        return true;
    }

    static String count(long n, String what) {
        return String.format(Locale.ROOT, "%,d %s", n, n == 1 ? what : what + "s");
    }

    private static List<String> row(LayerSummary layer) {
        return List.of(
                Terminal.cell(layer.name()),
                Terminal.cell(layer.kind()),
                shape(layer.output()),
                String.format(Locale.ROOT, "%,d", layer.parameters()),
                Terminal.cell(String.join(" ", layer.options())));
    }

    private static String shape(List<Long> sizes) {
        return sizes.isEmpty()
                ? ""
                : sizes.stream()
                        .map(size -> size < 0 ? "?" : size.toString())
                        .collect(Collectors.joining(", ", "[", "]"));
    }
}
