package io.github.gru4j.networks;

import io.github.gru4j.layer.BidirectionalLastStep;
import io.github.gru4j.layer.GRU;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.nd4j.linalg.activations.Activation;

/**
 * The recurrent cells that every network here accepts; all with tanh, and sigmoid gates where they have gates.
 *
 * <pre>{@code
 * CellType.GRU.layer(64);                   // [batch, nIn, time] -> [batch, 64, time]
 * CellType.BIDIRECTIONAL_LSTM.layer(64);    // [batch, nIn, time] -> [batch, 128, time]
 * CellType.BIDIRECTIONAL_LSTM.lastStep(64); // [batch, nIn, time] -> [batch, 128]
 * }</pre>
 */
public enum CellType {
    /** {@link io.github.gru4j.layer.GRU}, reset-after. */
    GRU,
    /** {@link io.github.gru4j.layer.GRU}, reset-before (Cho et al. 2014, arXiv:1406.1078). */
    GRU_RESET_BEFORE,
    /**
     * {@link io.github.gru4j.layer.GRU}, reset-after, with an update gate bias of 1 to begin with. As h = z h' + (1 - z) n, it keeps
     * more of its state at first: the counterpart of the LSTM's forget gate bias of 1.
     */
    GRU_UPDATE_BIAS_1,
    /** DL4J's LSTM, without peepholes, with a forget gate bias of 1. */
    LSTM,
    /** DL4J's SimpleRnn, tanh. */
    SIMPLE_RNN,
    /** A GRU in each direction, outputs concatenated. */
    BIDIRECTIONAL_GRU,
    /**
     * An LSTM in each direction, outputs concatenated. On sequences of unequal length, the backward one suffers from two
     * errors of DL4J 1.0.0-M2.1: as {@link #lastStep}, it trains with a wrong gradient, that of the LSTM where masked steps
     * come before kept ones (see {@link #caveatWithMasks()}); as {@link #layer}, it ignores the mask, and so begins with
     * the padding: its outputs depend on the length of the longest sequence of the minibatch.
     */
    BIDIRECTIONAL_LSTM,
    /** A SimpleRnn in each direction, outputs concatenated. */
    BIDIRECTIONAL_SIMPLE_RNN;

    /** The name on the command line and in records: lower case, words joined by hyphens. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The cell with this {@link #id()}. */
    public static Optional<CellType> of(String id) {
        return Arrays.stream(values()).filter(c -> c.id().equals(id)).findFirst();
    }

    /** Whether a second cell reads the sequence from its end. */
    public boolean bidirectional() {
        return switch (this) {
            case GRU, GRU_RESET_BEFORE, GRU_UPDATE_BIAS_1, LSTM, SIMPLE_RNN -> false;
            case BIDIRECTIONAL_GRU, BIDIRECTIONAL_LSTM, BIDIRECTIONAL_SIMPLE_RNN -> true;
        };
    }

    /** The cell that reads forward alone: this one, or what a bidirectional cell has in each direction. */
    public CellType forward() {
        return switch (this) {
            case GRU, GRU_RESET_BEFORE, GRU_UPDATE_BIAS_1, LSTM, SIMPLE_RNN -> this;
            case BIDIRECTIONAL_GRU -> GRU;
            case BIDIRECTIONAL_LSTM -> LSTM;
            case BIDIRECTIONAL_SIMPLE_RNN -> SIMPLE_RNN;
        };
    }

    /** What is wrong with this cell's training on sequences of unequal length, a sentence; empty if nothing is known. */
    public Optional<String> caveatWithMasks() {
        return switch (this) {
            case BIDIRECTIONAL_LSTM ->
                Optional.of(
                        "On sequences of unequal length, DL4J 1.0.0-M2.1 trains the backward half of its bidirectional"
                                + " LSTM with a wrong gradient (masked steps come before kept ones there), so its figures may be"
                                + " worse than the cell deserves.");
            case GRU,
                    GRU_RESET_BEFORE,
                    GRU_UPDATE_BIAS_1,
                    LSTM,
                    SIMPLE_RNN,
                    BIDIRECTIONAL_GRU,
                    BIDIRECTIONAL_SIMPLE_RNN -> Optional.empty();
        };
    }

    /**
     * Width of the output of {@link #layer(int)} and {@link #lastStep(int)}.
     *
     * @param nOut width of the cell
     * @return {@code nOut}, or twice that for the bidirectional cells
     */
    public int outputSize(int nOut) {
        return bidirectional() ? 2 * nOut : nOut;
    }

    /**
     * A layer of this cell: [batch, nIn, time] to [batch, {@link #outputSize(int)}, time].
     *
     * @param nOut width of the cell
     */
    public Layer layer(int nOut) {
        return layer(nOut, cell -> {});
    }

    /** As {@link #layer(int)}, of a cell that {@code finish} has had in hand. */
    Layer layer(int nOut, Consumer<BaseRecurrentLayer> finish) {
        BaseRecurrentLayer cell = cell(nOut);
        finish.accept(cell);
        return bidirectional() ? new Bidirectional(Bidirectional.Mode.CONCAT, cell) : cell;
    }

    /**
     * A layer of this cell that gives what it knows at the end of the sequence: [batch, nIn, time] to
     * [batch, {@link #outputSize(int)}]. The end is the last step that the features mask keeps; a cell that reads
     * backwards ends at the first one (see {@link BidirectionalLastStep}).
     *
     * @param nOut width of the cell
     */
    public Layer lastStep(int nOut) {
        return lastStep(nOut, cell -> {});
    }

    /** As {@link #lastStep(int)}, of a cell that {@code finish} has had in hand. */
    Layer lastStep(int nOut, Consumer<BaseRecurrentLayer> finish) {
        Layer layer = layer(nOut, finish);
        return layer instanceof Bidirectional both ? new BidirectionalLastStep(both) : new LastTimeStep(layer);
    }

    private BaseRecurrentLayer cell(int nOut) {
        return switch (this) {
            case GRU, BIDIRECTIONAL_GRU -> new GRU.Builder().nOut(nOut).build();
            case GRU_RESET_BEFORE ->
                new GRU.Builder().nOut(nOut).resetAfter(false).build();
            case GRU_UPDATE_BIAS_1 ->
                new GRU.Builder().nOut(nOut).updateGateBiasInit(1).build();
            case LSTM, BIDIRECTIONAL_LSTM ->
                new LSTM.Builder().nOut(nOut).activation(Activation.TANH).build();
            case SIMPLE_RNN, BIDIRECTIONAL_SIMPLE_RNN ->
                new SimpleRnn.Builder().nOut(nOut).activation(Activation.TANH).build();
        };
    }
}
