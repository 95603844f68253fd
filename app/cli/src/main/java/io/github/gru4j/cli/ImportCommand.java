package io.github.gru4j.cli;

import io.github.gru4j.importer.FileFormat;
import io.github.gru4j.importer.ImportedModel;
import io.github.gru4j.importer.ModelFiles;
import io.github.gru4j.importer.dl4j.Dl4jFiles;
import io.github.gru4j.importer.keras.KerasImport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Turns a model file into a model of DL4J's, and compares its outputs with known ones. */
@Command(
        name = "import",
        description = {
            "Turn a trained model of Keras, ONNX or PyTorch into a network of DL4J's.",
            "",
            "ModelSerializer loads it where gru4j's gru-layer and gru-import are on the class path. Its sequences are "
                    + "[batch, features, time], as DL4J has them.",
            "",
            "With inputs, and the outputs that the model gave for them where it comes from, as numpy.save writes them, the "
                    + "outputs of the network are compared with these. Sequences in these files have the order of axes of "
                    + "where they come from, not DL4J's: for Keras [batch, time, features].",
            "",
            "Exit code 3: an output differs by more than the tolerance; nothing is written then.",
            ""
        },
        sortOptions = false)
final class ImportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "The model: .h5, .keras, .onnx, .pt, .pth, .safetensors. What it is is told by what is in it.")
    private Path file;

    @Option(
            names = "--out",
            paramLabel = "MODEL.zip",
            required = true,
            description = "Where DL4J's network goes; a file that is there is replaced.")
    private Path out;

    @Option(
            names = "--layer",
            paramLabel = "NAME",
            description = "Of an ONNX file or one of PyTorch's, this GRU alone, by its name in gru4j inspect; for "
                    + "PyTorch also all layers of a module, by what their names begin with.")
    private String layer;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "For a file with Keras weights alone: the configuration, of to_json or to_yaml.")
    private Path configuration;

    @Option(
            names = "--check-inputs",
            split = ",",
            paramLabel = "X.npy",
            description = "Inputs to compare with; of a network with several inputs their files, separated by commas.")
    private List<Path> inputs = List.of();

    @Option(
            names = "--check-outputs",
            split = ",",
            paramLabel = "Y.npy",
            description = "The outputs that belong to them; of several outputs their files, separated by commas.")
    private List<Path> outputs = List.of();

    @Option(
            names = "--check-layout",
            paramLabel = "LAYOUT",
            description =
                    "Axes of sequences in these files: ntc [batch, time, features], tnc [time, batch, features] or "
                            + "nct [batch, features, time]. By default ntc for Keras, as it has no other; for ONNX and "
                            + "PyTorch the one that fits the shapes.")
    private SequenceLayout layout;

    @Option(
            names = "--tolerance",
            paramLabel = "X",
            defaultValue = "1e-5",
            description = "The largest absolute difference that is allowed. By default ${DEFAULT-VALUE}.")
    private double tolerance;

    @Override
    public Integer call() throws IOException {
        requireUsage();
        var format = FileFormat.of(file);
        TargetFile.require(out, file);
        var model = load(format);
        var console = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        model.warnings().forEach(warning -> err.println("gru4j: " + Terminal.sentence(warning)));
        if (!inputs.isEmpty()) {
            var check = new ParityCheck(model.network(), inputs, outputs, layouts(format));
            if (!check.report(tolerance, console)) {
                err.println("gru4j: the outputs differ by more than " + ParityCheck.plain(tolerance) + "; " + out
                        + " is not written");
                return ExitCodes.CLAIM;
            }
        }
        Dl4jFiles.write(model.network(), out);
        console.printf(
                "Model: %s (%s, %s)%n",
                out,
                model.network().getClass().getSimpleName(),
                InspectCommand.count(model.network().numParams(), "parameter"));
        return ExitCodes.DONE;
    }

    private void requireUsage() {
        if (inputs.isEmpty() != outputs.isEmpty()) {
            throw wrong(
                    (inputs.isEmpty() ? "--check-outputs needs --check-inputs" : "--check-inputs needs --check-outputs")
                            + ": give both or none");
        }
        if (inputs.isEmpty() && layout != null) {
            throw wrong("--check-layout is of the files of --check-inputs and --check-outputs, found none");
        }
        if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
            throw wrong("--tolerance is " + ParityCheck.plain(tolerance) + "; valid are numbers from 0");
        }
        if (layer != null && configuration != null) {
            throw wrong("--layer is for ONNX and PyTorch, --config for Keras, found both");
        }
    }

    private ImportedModel load(FileFormat format) throws IOException {
        boolean keras = format == FileFormat.KERAS_HDF5 || format == FileFormat.KERAS_ARCHIVE;
        if (layer != null && keras) {
            throw wrong("--layer is for ONNX and PyTorch; " + file + " is of Keras, which is imported whole");
        }
        if (configuration != null) {
            if (!keras) {
                throw wrong("--config is for Keras; " + file + " is of " + format);
            }
            return KerasImport.load(file, configuration);
        }
        if (layer != null) {
            return ModelFiles.load(file, layer);
        }
        if (format != FileFormat.DL4J) {
            Importable.require(file, format, ModelFiles.inspect(file).layers());
        }
        return ModelFiles.load(file);
    }

    /** Those that the files to compare with may have. */
    private List<SequenceLayout> layouts(FileFormat format) {
        if (layout != null) {
            return List.of(layout);
        }
        return switch (format) {
            case KERAS_HDF5, KERAS_ARCHIVE -> List.of(SequenceLayout.NTC);
            default -> List.of(SequenceLayout.values());
        };
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
