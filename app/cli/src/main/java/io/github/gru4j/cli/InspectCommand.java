package io.github.gru4j.cli;

import io.github.gru4j.importer.ImportedModel.LayerSummary;
import io.github.gru4j.importer.ModelFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
            description = "The model: .h5, .keras, .onnx, .pt, .pth, .safetensors, or .zip of DL4J. What it is is told by "
                    + "what is in it.")
    private Path file;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        var inspection = ModelFiles.inspect(file);
        out.println(Terminal.cell(inspection.format()));
        if (!inspection.layers().isEmpty()) {
            out.println();
            var rows = new ArrayList<List<String>>();
            rows.add(List.of("layer", "kind", "output", "parameters", "options"));
            inspection.layers().forEach(layer -> rows.add(row(layer)));
            Columns.align(rows).forEach(out::println);
            out.println();
        }
        out.printf(
                Locale.ROOT,
                "%s, %,d %s%n",
                count(inspection.layers().size(), "layer"),
                inspection.parameters(),
                inspection.parameters() == 1 ? "parameter" : "parameters");
        inspection.notes().forEach(note -> out.println("note: " + Terminal.safe(note)));
        var problems = inspection.layers().stream()
                .filter(layer -> layer.problem() != null)
                .toList();
        if (!problems.isEmpty()) {
            out.println();
            out.printf(Locale.ROOT, "Cannot be imported (%,d of %,d):%n", problems.size(), inspection.layers().size());
            problems.forEach(layer -> out.println("  " + Terminal.cell(layer.name()) + " (" + Terminal.cell(layer.kind())
                    + "): " + Terminal.safe(layer.problem())));
        }
        return problems.isEmpty() ? ExitCodes.DONE : ExitCodes.CLAIM;
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
