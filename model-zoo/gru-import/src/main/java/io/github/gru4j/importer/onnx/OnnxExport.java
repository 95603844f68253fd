package io.github.gru4j.importer.onnx;

import io.github.gru4j.importer.internal.WholeFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import onnx.Onnx;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Writes trained networks of DL4J as ONNX models (opset 14, float32) that give the same numbers for the same numbers.
 *
 * <p>The model's input {@code input} and output {@code output} have the shapes of {@code network.output(...)}: sequences are
 * [batch, features, time], or [batch, time, features] if the network's are; batch and time are open. Indices for an
 * embedding layer are int64, [batch, time] or [batch, 1]. A network with several inputs or outputs keeps its own names for
 * them.
 *
 * <p>Layers: {@code GRU}, {@code LSTM}, {@code SimpleRnn}, {@code Bidirectional} around them in every mode,
 * {@code LastTimeStep}, {@code BidirectionalLastStep}, dense, output, loss, activation and embedding layers, global pooling
 * over time, {@code TimeDistributed} around dense layers; frozen or not. Dropout is left
 * out, as outside training. Parameters of other types are rounded to float32.
 *
 * <pre>{@code
 * OnnxExport.write(network, Path.of("model.onnx"), OnnxExport.Option.SEQUENCE_LENS);
 * }</pre>
 */
public final class OnnxExport {

    /** What can be asked for. */
    public enum Option {
        /**
         * A second input {@code sequence_lens}, int32 [batch]: how many steps of each sequence count, at least one. It stands
         * for a features mask that keeps the first steps, and does in each layer what the mask does there: DL4J's LSTM heeds it
         * only in {@code LastTimeStep} and {@code BidirectionalLastStep}.
         */
        SEQUENCE_LENS
    }

    /** The last that has ReduceMean and ReduceProd with axes as attributes in every run time, and the first with GRU's layout. */
    private static final int OPSET = 14;

    /** The format of files that came with that opset. */
    private static final int IR_VERSION = 7;

    private OnnxExport() {}

    /**
     * Writes a network.
     *
     * @param file to write or to replace; it is whole, or as it was
     * @throws IllegalArgumentException if the network has what ONNX or this class has not; the message names it all
     * @throws IOException if the file cannot be written
     */
    public static void write(MultiLayerNetwork network, Path file, Option... options) throws IOException {
        write(OnnxStep.of(network), file, options);
    }

    /**
     * Writes a network; as {@link #write(MultiLayerNetwork, Path, Option...)}.
     *
     * @throws IllegalArgumentException if the network has what ONNX or this class has not; the message names it all
     * @throws IOException if the file cannot be written
     */
    public static void write(ComputationGraph network, Path file, Option... options) throws IOException {
        write(OnnxStep.of(network), file, options);
    }

    private static void write(OnnxStep.Network network, Path file, Option... options) throws IOException {
        boolean hasLengths = List.of(options).contains(Option.SEQUENCE_LENS);
        var graph = new OnnxNetworkWriter(network, hasLengths).write();
        String version = OnnxExport.class.getPackage().getImplementationVersion();
        var model = Onnx.ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setProducerName("gru4j")
                .setProducerVersion(version == null ? "development" : version)
                .setGraph(graph)
                .build();
        WholeFiles.write(file, model::writeTo);
    }
}
