package io.github.gru4j.layer.peers;

import io.github.gru4j.layer.BidirectionalLastStep;
import io.github.gru4j.layer.GRU;
import io.github.gru4j.layer.GRULayer;
import io.github.gru4j.layer.MaskMode;
import io.github.gru4j.layer.kernel.GruParams;
import io.github.gru4j.peers.GruOptions;
import io.github.gru4j.peers.GruOutputs;
import io.github.gru4j.peers.GruProblem;
import io.github.gru4j.peers.GruWeights;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Our layer in DL4J networks. */
final class Dl4jGru {

    private Dl4jGru() {}

    static GruOutputs outputs(GruProblem p) {
        if (isWrapped(p)) {
            var layer = bidirectional(p);
            var last = new BidirectionalLastStep(bidirectional(p));
            return new GruOutputs(output(wrapped(p, layer), p.input(), p), output(wrapped(p, last), p.input(), p));
        }
        var cells = IntStream.range(0, p.cells().size())
                .mapToObj(cell -> outputs(p, cell))
                .toList();
        return new GruOutputs(
                Nd4j.concat(1, cells.stream().map(GruOutputs::states).toArray(INDArray[]::new)),
                Nd4j.concat(1, cells.stream().map(GruOutputs::last).toArray(INDArray[]::new)));
    }

    /** Whether both directions go through DL4J's wrapper. It takes no initial state: then each direction is a network. */
    static boolean isWrapped(GruProblem p) {
        return p.options().direction() == GruOptions.Direction.BIDIRECTIONAL
                && !p.options().initialState();
    }

    private static GruOutputs outputs(GruProblem p, int cell) {
        var input = direct(p, cell, p.input());
        INDArray states;
        INDArray last;
        if (p.options().initialState()) {
            states = timeStep(one(p, cell, gru(p, MaskMode.ZERO)), input, p, cell);
            // The state passes through the padding: what the layer would go on from is the last one.
            var holding = one(p, cell, gru(p, MaskMode.HOLD));
            timeStep(holding, input, p, cell);
            last = holding.rnnGetPreviousState(0).get(GRULayer.STATE_KEY_PREV_ACTIVATION);
        } else {
            states = output(one(p, cell, gru(p, MaskMode.ZERO)), input, p);
            last = output(one(p, cell, new LastTimeStep(gru(p, MaskMode.ZERO))), input, p);
        }
        return new GruOutputs(direct(p, cell, states), last);
    }

    /** In the order in which this direction reads, or back from it. */
    static INDArray direct(GruProblem p, int cell, INDArray sequences) {
        return p.options().direction().backwards(cell) ? Sequences.reverse(sequences, p.lengths()) : sequences;
    }

    /** A network of both directions. */
    static MultiLayerNetwork wrapped(GruProblem p, Layer layer) {
        var net = network(p, layer);
        var table = net.getLayer(0).paramTable();
        assign(p, p.cells().get(0), "f", table);
        assign(p, p.cells().get(1), "b", table);
        return net;
    }

    static Bidirectional bidirectional(GruProblem p) {
        return new Bidirectional(Bidirectional.Mode.CONCAT, gru(p, MaskMode.ZERO));
    }

    /** A network of one direction. */
    static MultiLayerNetwork one(GruProblem p, int cell, Layer layer) {
        var net = network(p, layer);
        assign(p, p.cells().get(cell), "", net.getLayer(0).paramTable());
        return net;
    }

    static GRU gru(GruProblem p, MaskMode maskMode) {
        return new GRU.Builder()
                .nOut(p.sizes().nOut())
                .resetAfter(p.options().resetAfter())
                .hasBias(p.options().bias())
                .maskMode(maskMode)
                .build();
    }

    /** Our reset-before has one bias where the peers have two that add up. */
    static GruParams ours(GruProblem p, GruWeights cell) {
        return p.options().resetAfter() || !p.options().bias()
                ? new GruParams(cell.w(), cell.rw(), cell.b(), cell.rb())
                : new GruParams(cell.w(), cell.rw(), cell.b().add(cell.rb()), null);
    }

    private static MultiLayerNetwork network(GruProblem p, Layer layer) {
        var net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(p.input().dataType())
                .updater(new NoOp())
                .list()
                .layer(layer)
                .setInputType(InputType.recurrent(p.sizes().nIn(), p.sizes().time()))
                .build());
        net.init();
        return net;
    }

    static void assign(GruProblem p, GruWeights cell, String prefix, Map<String, INDArray> table) {
        var ours = ours(p, cell);
        table.get(prefix + "W").assign(ours.w());
        table.get(prefix + "RW").assign(ours.rw());
        if (ours.b() != null) {
            table.get(prefix + "b").assign(ours.b());
        }
        if (ours.rb() != null) {
            table.get(prefix + "rb").assign(ours.rb());
        }
    }

    private static INDArray output(MultiLayerNetwork net, INDArray input, GruProblem p) {
        return net.output(input, false, p.mask(), null);
    }

    private static INDArray timeStep(MultiLayerNetwork net, INDArray input, GruProblem p, int cell) {
        net.rnnSetPreviousState(
                0, Map.of(GRULayer.STATE_KEY_PREV_ACTIVATION, p.initialStates().get(cell)));
        net.setLayerMaskArrays(p.mask(), null);
        return net.rnnTimeStep(input);
    }
}
