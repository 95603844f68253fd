package io.github.gru4j.importer.onnx;

import io.github.gru4j.importer.GruLayers;
import io.github.gru4j.importer.ImportedGru.Direction;
import io.github.gru4j.importer.internal.LastStep;
import io.github.gru4j.layer.BidirectionalLastStep;
import io.github.gru4j.layer.MaskMode;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Configurations of DL4J's layers for the steps of a chain, and an output or loss layer at their end so that they can be trained. */
final class StepLayers {

    private final List<Step> steps;
    private final boolean inRows;

    StepLayers(List<Step> steps, boolean inRows) {
        this.steps = steps;
        this.inRows = inRows;
    }

    /** Whether what this step reads has many time steps; {@code at} may be the number of steps, for what the last one gives. */
    static boolean isSequence(List<Step> steps, int at) {
        boolean sequence = steps.stream()
                .anyMatch(step -> step instanceof Step.Cells
                        || step instanceof Step.Pool
                        || (step instanceof Step.Embedding embedding && embedding.sequence()));
        for (var step : steps.subList(0, at)) {
            sequence &= !(step instanceof Step.Pool)
                    && !(step instanceof Step.Last)
                    && !(step instanceof Step.Cells cells && cells.ends() != Step.Ends.ALL_STEPS);
        }
        return sequence;
    }

    /** Apart what DL4J has not in one layer: last steps, and a last product without biases with its loss. */
    static List<Step> apart(List<Step> chain, boolean inRows) {
        var steps = new ArrayList<Step>();
        for (var step : chain) {
            boolean last = step instanceof Step.Cells cells
                    && cells.ends() != Step.Ends.ALL_STEPS
                    && cells.node().direction() == Direction.FORWARD;
            steps.add(last ? ((Step.Cells) step).with(Step.Ends.ALL_STEPS) : step);
            if (last) {
                steps.add(new Step.Last(step.name()));
            }
        }
        int end = steps.size() - 1;
        // RnnOutputLayer of 1.0.0-M2.1 adds biases that it has not.
        if (steps.get(end) instanceof Step.Dense dense
                && dense.bias() == null
                && !inRows
                && isSequence(steps, steps.size())) {
            steps.set(end, new Step.Dense(dense.name(), dense.weights(), null, null));
            steps.add(new Step.Act(dense.name(), orIdentity(dense.activation()), false));
        }
        return steps;
    }

    /** One for each step, and perhaps a loss layer after them. */
    List<Layer> layers() {
        var layers = new ArrayList<Layer>();
        for (int i = 0; i < steps.size(); i++) {
            layers.add(layer(i));
        }
        var last = steps.get(steps.size() - 1);
        boolean trainable = last instanceof Step.Dense || (last instanceof Step.Act act && !act.overTime());
        if (!trainable) {
            layers.add(loss(new ActivationIdentity()));
        }
        return layers;
    }

    private Layer layer(int at) {
        var step = steps.get(at);
        boolean last = at == steps.size() - 1;
        if (step instanceof Step.Cells cells) {
            return wrapped(cells);
        } else if (step instanceof Step.Dense dense) {
            return last ? output(dense) : dense(dense);
        } else if (step instanceof Step.Embedding embedding) {
            return embedding(embedding);
        } else if (step instanceof Step.Pool pool) {
            return pooling(pool);
        } else if (step instanceof Step.Last) {
            return new LastStep();
        }
        var act = (Step.Act) step;
        return last && !act.overTime() ? loss(act.activation()) : new ActivationLayer(act.activation());
    }

    private Layer loss(IActivation activation) {
        return isSequence(steps, steps.size())
                ? new RnnLossLayer.Builder(lossFor(activation))
                        .activation(activation)
                        .build()
                : new LossLayer.Builder(lossFor(activation))
                        .activation(activation)
                        .build();
    }

    private static LossFunction lossFor(IActivation activation) {
        if (activation instanceof ActivationSoftmax) {
            return LossFunction.MCXENT;
        }
        return activation instanceof ActivationSigmoid ? LossFunction.XENT : LossFunction.MSE;
    }

    private static IActivation orIdentity(IActivation activation) {
        return activation == null ? new ActivationIdentity() : activation;
    }

    private static Layer dense(Step.Dense step) {
        return new DenseLayer.Builder()
                .nIn(step.weights().size(0))
                .nOut(step.weights().size(1))
                .activation(orIdentity(step.activation()))
                .hasBias(step.bias() != null)
                .build();
    }

    private Layer output(Step.Dense step) {
        var activation = orIdentity(step.activation());
        long nIn = step.weights().size(0);
        long nOut = step.weights().size(1);
        boolean bias = step.bias() != null;
        return isSequence(steps, steps.size()) && !inRows
                ? new RnnOutputLayer.Builder(lossFor(activation))
                        .nIn(nIn)
                        .nOut(nOut)
                        .activation(activation)
                        .hasBias(bias)
                        .build()
                : new OutputLayer.Builder(lossFor(activation))
                        .nIn(nIn)
                        .nOut(nOut)
                        .activation(activation)
                        .hasBias(bias)
                        .build();
    }

    private static Layer embedding(Step.Embedding step) {
        long nIn = step.table().size(0);
        long nOut = step.table().size(1);
        return step.sequence()
                ? new EmbeddingSequenceLayer.Builder()
                        .nIn(nIn)
                        .nOut(nOut)
                        .inferInputLength(true)
                        .activation(orIdentity(step.activation()))
                        .hasBias(step.bias() != null)
                        .build()
                : new EmbeddingLayer.Builder()
                        .nIn(nIn)
                        .nOut(nOut)
                        .activation(orIdentity(step.activation()))
                        .hasBias(step.bias() != null)
                        .build();
    }

    private static Layer pooling(Step.Pool step) {
        var builder = new GlobalPoolingLayer.Builder(step.type());
        return step.type() == PoolingType.PNORM ? builder.pnorm(step.power()).build() : builder.build();
    }

    private static Layer wrapped(Step.Cells step) {
        var node = step.node();
        boolean both = node.direction() == Direction.BIDIRECTIONAL;
        if (step.ends() == Step.Ends.LAST_STEP && node.direction() == Direction.REVERSE) {
            throw new IllegalArgumentException("layer \"" + step.name()
                    + "\" reads backwards and only its last step in time is used, which has read one step");
        }
        Layer cell = cell(step);
        boolean ends = step.ends() == Step.Ends.END_STATES;
        if (both && ends && step.mode() != Bidirectional.Mode.CONCAT) {
            return new Bidirectional(step.mode(), new LastTimeStep(cell));
        }
        Layer layer = both ? new Bidirectional(step.mode(), cell) : cell;
        if (both && ends) {
            return new BidirectionalLastStep((Bidirectional) layer);
        }
        return step.ends() == Step.Ends.ALL_STEPS ? layer : new LastTimeStep(layer);
    }

    private static Layer cell(Step.Cells step) {
        var node = step.node();
        return switch (node.kind()) {
            case "GRU" ->
                GruLayers.builder(node.gru())
                        .maskMode(step.holds() ? MaskMode.HOLD : MaskMode.ZERO)
                        .build();
            case "LSTM" ->
                new LSTM.Builder()
                        .nIn(node.nIn())
                        .nOut(node.nOut())
                        .gateActivationFunction(node.activations().get(0))
                        .activation(node.activations().get(1))
                        .build();
            default ->
                new SimpleRnn.Builder()
                        .nIn(node.nIn())
                        .nOut(node.nOut())
                        .activation(node.activations().get(0))
                        .build();
        };
    }
}
