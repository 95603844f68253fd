package io.github.gru4j.cli;

import io.github.gru4j.importer.FileFormat;
import io.github.gru4j.importer.ModelFormatException;
import io.github.gru4j.importer.dl4j.Dl4jFiles;
import io.github.gru4j.importer.onnx.OnnxExport;
import io.github.gru4j.importer.pytorch.SafetensorsExport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a model of DL4J's as ONNX, or its GRU layers as safetensors. */
@Command(
        name = "export",
        description = {
            "Write a network of DL4J's as ONNX, or the weights of its GRU layers as safetensors.",
            "",
            "ONNX: GRU, LSTM, SimpleRnn, Bidirectional, last steps, Dense, output and embedding layers, pooling over time; "
                    + "the inputs and outputs have DL4J's order of axes, [batch, features, time]. safetensors: the names and "
                    + "the order of gates of torch.nn.GRU.",
            ""
        },
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {

    private static final String ONNX = ".onnx";
    private static final String SAFETENSORS = ".safetensors";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL.zip", description = "A network that DL4J's ModelSerializer or gru4j import wrote.")
    private Path file;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "Where it goes: a file ending in .onnx or .safetensors; one that is there is replaced.")
    private Path out;

    @Option(
            names = "--sequence-lens",
            description = "ONNX only: a second input sequence_lens [batch], how many steps of each sequence count, in "
                    + "place of DL4J's features mask.")
    private boolean sequenceLens;

    @Override
    public Integer call() throws IOException {
        boolean onnx = TargetFile.endsWith(out, ONNX);
        if (!onnx && !TargetFile.endsWith(out, SAFETENSORS)) {
            throw wrong("--out is " + out + "; valid are files that end in " + ONNX + " or " + SAFETENSORS);
        }
        if (sequenceLens && !onnx) {
            throw wrong("--sequence-lens is for " + ONNX + " only: safetensors hold weights, no inputs");
        }
        var format = FileFormat.of(file);
        if (format != FileFormat.DL4J) {
            throw new IOException(file + ": expected a network of DL4J's, found a file of " + format
                    + "; gru4j import makes one of it");
        }
        TargetFile.require(out, file);
        var network = Dl4jFiles.read(file);
        try {
            if (onnx) {
                onnx(network);
            } else if (network instanceof MultiLayerNetwork chain) {
                SafetensorsExport.write(chain, out);
            } else {
                SafetensorsExport.write((ComputationGraph) network, out);
            }
        } catch (IllegalArgumentException e) {
            // These messages name layers; which file they are in is known here.
            throw new ModelFormatException(file, e.getMessage(), e);
        }
        spec.commandLine().getOut().println((onnx ? "ONNX: " : "safetensors: ") + out);
        return ExitCodes.DONE;
    }

    private void onnx(Object network) throws IOException {
        var options =
                sequenceLens ? new OnnxExport.Option[] {OnnxExport.Option.SEQUENCE_LENS} : new OnnxExport.Option[0];
        if (network instanceof MultiLayerNetwork chain) {
            OnnxExport.write(chain, out, options);
        } else {
            OnnxExport.write((ComputationGraph) network, out, options);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
