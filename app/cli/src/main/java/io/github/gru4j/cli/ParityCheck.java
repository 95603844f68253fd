package io.github.gru4j.cli;

import io.github.gru4j.importer.ModelFormatException;
import io.github.gru4j.importer.Npy;
import io.github.gru4j.importer.Parity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares the outputs of a network with those in files. */
final class ParityCheck {

    private final NetworkRun network;
    private final List<Path> inputFiles;
    private final List<Path> outputFiles;
    private final List<INDArray> inputs;
    private final List<INDArray> expected;
    private final List<SequenceLayout> layouts;

    /**
     * Reads the files.
     *
     * @param layouts that sequences in them may have
     */
    ParityCheck(Model network, List<Path> inputFiles, List<Path> outputFiles, List<SequenceLayout> layouts)
            throws IOException {
        this.network = new NetworkRun(network);
        this.inputFiles = inputFiles;
        this.outputFiles = outputFiles;
        this.layouts = layouts;
        requireAsMany("--check-inputs", "input", inputFiles, this.network.inputs());
        requireAsMany("--check-outputs", "output", outputFiles, this.network.outputs());
        inputs = read(inputFiles);
        expected = read(outputFiles);
    }

    private static void requireAsMany(String option, String what, List<Path> files, List<String> names)
            throws IOException {
        if (files.size() != names.size()) {
            throw new IOException("the network has " + InspectCommand.count(names.size(), what) + " ("
                    + names.stream().map(Terminal::cell).collect(Collectors.joining(", ")) + "), " + option + " names "
                    + InspectCommand.count(files.size(), "file") + "; expected one for each, separated by commas");
        }
    }

    private static List<INDArray> read(List<Path> files) throws IOException {
        var arrays = new ArrayList<INDArray>();
        for (Path file : files) {
            arrays.add(Npy.read(file));
        }
        return arrays;
    }

    /**
     * Prints a table of the differences.
     *
     * @return whether none is above the tolerance
     */
    boolean report(double tolerance, PrintWriter out) throws IOException {
        var found = outputs();
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("output", "shape", "largest difference", "at", "expected", "found", "largest relative"));
        boolean agrees = true;
        for (int i = 0; i < found.size(); i++) {
            var parity = Parity.of(expected.get(i).reshape(found.get(i).shape()), found.get(i));
            agrees &= parity.largest() <= tolerance;
            rows.add(List.of(
                    Terminal.cell(network.outputs().get(i)),
                    Arrays.toString(found.get(i).shape()),
                    number("%.3g", parity.largest()),
                    parity.at(),
                    number("%.8g", parity.expected()),
                    number("%.8g", parity.found()),
                    number("%.3g", parity.relative())));
        }
        Columns.align(rows).forEach(out::println);
        out.println((agrees ? "Agrees" : "DIFFERS") + ": the tolerance is " + plain(tolerance));
        return agrees;
    }

    private static String number(String format, double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, format, value);
    }

    /** 1e-5, not 1.0E-5. */
    static String plain(double value) {
        return Double.toString(value).replaceFirst("\\.0(?=E|$)", "").replace('E', 'e');
    }

    /** In the layout of the files, so that places in the report are places in these. */
    private List<INDArray> outputs() throws IOException {
        var misfits = new ArrayList<ModelFormatException>();
        var fitting = new ArrayList<SequenceLayout>();
        List<INDArray> found = null;
        for (var layout : layouts) {
            try {
                found = outputs(layout);
                fitting.add(layout);
            } catch (ModelFormatException misfit) {
                misfits.add(misfit);
            }
            if (!hasSequences() && (found != null || !misfits.isEmpty())) {
                break; // the layouts are all the same
            }
        }
        if (fitting.isEmpty()) {
            throw layouts.size() == 1 || !hasSequences() ? misfits.get(0) : noLayout(misfits);
        }
        if (fitting.size() > 1) {
            throw new IOException(inputFiles.get(0) + ": sequences of the shape "
                    + Arrays.toString(inputs.get(0).shape()) + " can be meant as "
                    + fitting.stream().map(SequenceLayout::toString).collect(Collectors.joining(" or "))
                    + "; say which with --check-layout");
        }
        return found;
    }

    private boolean hasSequences() {
        return inputs.stream().anyMatch(input -> input.rank() == 3)
                || expected.stream().anyMatch(output -> output.rank() == 3);
    }

    private ModelFormatException noLayout(List<ModelFormatException> misfits) {
        long features = network.features(0);
        var input = inputs.get(0);
        boolean noAxis = features > 0 && Arrays.stream(input.shape()).noneMatch(size -> size == features);
        return new ModelFormatException(
                inputFiles.get(0),
                noAxis
                        ? "expected sequences with " + InspectCommand.count(features, "feature")
                                + " per step, as the network reads, in the order ntc, tnc or nct; found the shape "
                                + Arrays.toString(input.shape())
                        : "fits the network in no order of axes: "
                                + misfits.stream().map(Throwable::getMessage).collect(Collectors.joining("; ")));
    }

    private List<INDArray> outputs(SequenceLayout layout) throws ModelFormatException {
        var arguments = new ArrayList<INDArray>();
        for (int i = 0; i < inputs.size(); i++) {
            var input = inputs.get(i);
            requireFeatures(i, layout);
            arguments.add(layout.toDl4j(input));
        }
        List<INDArray> raw;
        try {
            raw = network.outputs(arguments);
        } catch (RuntimeException refused) {
            throw new ModelFormatException(
                    inputFiles.get(0),
                    "the network does not take inputs of the shape "
                            + inputs.stream()
                                    .map(input -> Arrays.toString(input.shape()))
                                    .collect(Collectors.joining(" and "))
                            + " (" + layout + "): " + refused.getMessage(),
                    refused);
        }
        var found = new ArrayList<INDArray>();
        for (int i = 0; i < raw.size(); i++) {
            var output = layout.fromDl4j(raw.get(i));
            if (!Arrays.equals(withoutOnes(output), withoutOnes(expected.get(i)))) {
                throw new ModelFormatException(
                        outputFiles.get(i),
                        "expected the shape " + Arrays.toString(output.shape()) + " of the network's output \""
                                + Terminal.cell(network.outputs().get(i)) + "\" for these inputs (" + layout
                                + "), found "
                                + Arrays.toString(expected.get(i).shape()));
            }
            found.add(output);
        }
        return found;
    }

    private void requireFeatures(int input, SequenceLayout layout) throws ModelFormatException {
        long features = network.features(input);
        var array = inputs.get(input);
        if (features <= 0) {
            return;
        }
        if ((array.rank() == 2 && network.readsSequences(input)) || array.rank() == 1) {
            throw new ModelFormatException(
                    inputFiles.get(input),
                    "expected " + layout.shape(Long.toString(features)) + ", found the shape "
                            + Arrays.toString(array.shape()));
        }
        if (array.rank() == 3 && layout.toDl4j(array).size(1) != features) {
            String others = Arrays.stream(SequenceLayout.values())
                    .filter(other -> other.toDl4j(array).size(1) == features)
                    .map(SequenceLayout::toString)
                    .collect(Collectors.joining(" or "));
            throw new ModelFormatException(
                    inputFiles.get(input),
                    "expected " + layout.shape(Long.toString(features)) + " (" + layout + "), as the network reads "
                            + InspectCommand.count(features, "feature") + " per step; found the shape "
                            + Arrays.toString(array.shape())
                            + (others.isEmpty() ? "" : ", which would fit --check-layout " + others));
        }
    }

    /** Frameworks differ in axes that have one place: ONNX's directions, a single feature. */
    private static long[] withoutOnes(INDArray array) {
        return Arrays.stream(array.shape()).filter(size -> size != 1).toArray();
    }
}
